/**
 * JSON of one form: as Go's encoding/json writes a value of a type, with two blanks and
 * without escapes for HTML. A text is read, checked and written again; where that differs,
 * a key is unknown, missing, twice or out of order, or a value is written otherwise.
 */

import { readTime } from './time';

/** How one type of values is checked and written. */
export interface Form<T> {
  /** The value as text, at a depth; null if it is not of this type. */
  write(value: unknown, depth: number): string | null;
  /** The zero value, which an optional field does not write. */
  zero: unknown;
  /** This is only here to carry the type. */
  readonly type?: T;
}

export type Of<F> = F extends Form<infer T> ? T : never;

const named: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text as Go writes it, which leaves DEL as it is. */
function literal(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what is escaped
  return `"${text.replace(/["\\\u0000-\u001f\u2028\u2029]/g, (char) => named[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

export const text: Form<string> = { zero: '', write: (value) => (typeof value === 'string' ? literal(value) : null) };
export const whole: Form<number> = { zero: 0, write: (value) => (Number.isSafeInteger(value) ? String(value) : null) };
export const yesNo: Form<boolean> = { zero: false, write: (value) => (typeof value === 'boolean' ? String(value) : null) };
/** RFC 3339 as Go writes a time, which keeps the offset that it was read with. */
export const moment: Form<string> = {
  zero: '',
  write: (value) => (typeof value === 'string' && typeof readTime(value) === 'bigint' && !/\.\d*0(?:Z|[+-])/.test(value) && !/[+-]00:00$/.test(value) ? literal(value) : null),
};

export function list<T>(of: Form<T>): Form<T[]> {
  return {
    zero: null,
    write(value, depth) {
      if (!Array.isArray(value)) return null;
      const items = value.map((item: unknown) => of.write(item, depth + 1));
      return items.includes(null) ? null : bracketed('[', ']', items as string[], depth);
    },
  };
}

type Fields = Readonly<Record<string, Form<unknown>>>;
type Value<F extends Fields> = { -readonly [K in keyof F]: Of<F[K]> };

/** An object with these keys in their order; those that are optional are not written where
 * they are zero. */
export function object<const F extends Fields>(fields: F, optional: readonly (keyof F & string)[] = []): Form<Value<F>> {
  return {
    zero: null,
    write(value, depth) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
      const parts: string[] = [];
      for (const [key, form] of Object.entries(fields)) {
        const given = (value as Record<string, unknown>)[key];
        const left = optional.includes(key);
        if (left && (given === undefined || given === form.zero)) continue;
        const written = form.write(given, depth + 1);
        if (written === null) return null;
        parts.push(`${literal(key)}: ${written}`);
      }
      return bracketed('{', '}', parts, depth);
    },
  };
}

function bracketed(open: string, close: string, items: string[], depth: number): string {
  if (items.length === 0) return open + close;
  const indent = '\n' + '  '.repeat(depth + 1);
  return `${open}${indent}${items.join(`,${indent}`)}\n${'  '.repeat(depth)}${close}`;
}
