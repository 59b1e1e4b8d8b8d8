/**
 * The part of Go's html/template that the report uses: fields, calls, if, with, range, else,
 * and what an inner text looks like. So the report is made from the same file as in the
 * program, and can be compared to the byte. What is not known here is an error at once.
 */

export type Data = string | number | boolean | null | undefined | readonly Data[] | { readonly [key: string]: Data };
export type Functions = Readonly<Record<string, (...args: never[]) => string>>;

interface Scope {
  dot: Data;
  names: ReadonlyMap<string, Data>;
}

interface Block {
  kind: 'if' | 'with' | 'range';
  words: string[];
  body: Part[];
  otherwise: Part[];
}

type Part = string | string[] | Block;

export interface Template {
  render(data: Data): string;
}

/** Compiles a template; `field` finds a field of a value by its name in Go. */
export function compile(source: string, functions: Functions, field: (of: Data, name: string) => Data): Template {
  const tokens = source.split(/(\{\{-?[^}]*\}\})/).map((text, i, all) => (i % 2 === 1 ? text : trimmed(text, all[i - 1], all[i + 1])));
  const reader = { tokens, at: 0 };
  const body = parse(reader).parts;
  const run = new Run(functions, field);
  return { render: (data) => run.parts(body, { dot: data, names: new Map([['$', data]]) }) };
}

function trimmed(text: string, before: string | undefined, after: string | undefined): string {
  const start = before?.endsWith('-}}') ? text.trimStart() : text;
  return after?.startsWith('{{-') ? start.trimEnd() : start;
}

/** Reads until the end of a block, or an else of it. */
function parse(reader: { tokens: string[]; at: number }): { parts: Part[]; ended: string[] } {
  const parts: Part[] = [];
  while (reader.at < reader.tokens.length) {
    const token = reader.tokens[reader.at++] ?? '';
    if (!token.startsWith('{{')) {
      if (token !== '') parts.push(token);
      continue;
    }
    const words = wordsOf(token.replace(/^\{\{-?|-?\}\}$/g, '').trim());
    const [first = ''] = words;
    if (first.startsWith('/*')) continue;
    if (first === 'end' || first === 'else') return { parts, ended: words };
    if (first === 'if' || first === 'with' || first === 'range') parts.push(block(reader, first, words.slice(1)));
    else parts.push(words);
  }
  return { parts, ended: [] };
}

function block(reader: { tokens: string[]; at: number }, kind: Block['kind'], words: string[]): Block {
  const { parts: body, ended } = parse(reader);
  if (ended[0] !== 'else') return { kind, words, body, otherwise: [] };
  const [, second] = ended;
  if (second === 'if' || second === 'with') return { kind, words, body, otherwise: [block(reader, second, ended.slice(2))] };
  return { kind, words, body, otherwise: parse(reader).parts };
}

/** The words of an action: names, texts in quotes, numbers, parentheses. */
function wordsOf(action: string): string[] {
  return action.match(/"(?:[^"\\]|\\.)*"|\/\*.*|:=|[(),|]|[^\s(),|]+/g) ?? [];
}

class Run {
  constructor(private functions: Functions, private field: (of: Data, name: string) => Data) {}

  parts(parts: readonly Part[], scope: Scope): string {
    return parts.map((part) => this.part(part, scope)).join('');
  }

  private part(part: Part, scope: Scope): string {
    if (typeof part === 'string') return part;
    if (Array.isArray(part)) return escape(this.pipeline(part, scope));
    return part.kind === 'range' ? this.range(part, scope) : this.choice(part, scope);
  }

  private choice({ kind, words, body, otherwise }: Block, scope: Scope): string {
    const value = this.pipeline(words, scope);
    if (!isTrue(value)) return this.parts(otherwise, scope);
    return this.parts(body, kind === 'with' ? { ...scope, dot: value } : scope);
  }

  private range({ words, body, otherwise }: Block, scope: Scope): string {
    const declared = words.indexOf(':=');
    const names = words.slice(0, Math.max(0, declared)).filter((word) => word !== ',');
    const list = this.pipeline(words.slice(declared + 1), scope);
    if (!Array.isArray(list)) {
      if (list === null || list === undefined) return this.parts(otherwise, scope);
      throw new Error(`${words.join(' ')} is no list`);
    }
    const items = list as readonly Data[];
    if (items.length === 0) return this.parts(otherwise, scope);
    return items.map((dot, i) => {
      const values: Data[] = names.length > 1 ? [i, dot] : [dot];
      const known = new Map([...scope.names, ...names.map((name, at) => [name, values[at]] as const)]);
      return this.parts(body, { dot, names: known });
    }).join('');
  }

  /** A call, or a value; the result of what stands before a | is the last argument behind it. */
  private pipeline(words: readonly string[], scope: Scope): Data {
    const bar = words.lastIndexOf('|');
    const before = bar < 0 ? [] : [this.pipeline(words.slice(0, bar), scope)];
    const rest = words.slice(bar + 1);
    const [name = ''] = rest;
    if (name === '(' || !/^[a-z]/.test(name)) return this.operand({ words: rest, at: 0 }, scope);
    const args: Data[] = [];
    for (const reader = { words: rest, at: 1 }; reader.at < rest.length; ) args.push(this.operand(reader, scope));
    return this.call(name, [...args, ...before]);
  }

  private operand(reader: { words: readonly string[]; at: number }, scope: Scope): Data {
    const word = reader.words[reader.at++] ?? '';
    if (word === '(') {
      const from = reader.at;
      for (let depth = 1; depth > 0; reader.at++) {
        const inner = reader.words[reader.at];
        if (inner === undefined) throw new Error('a parenthesis is not closed');
        depth += inner === '(' ? 1 : inner === ')' ? -1 : 0;
      }
      return this.pipeline(reader.words.slice(from, reader.at - 1), scope);
    }
    if (word.startsWith('"')) return JSON.parse(word) as string;
    if (/^-?\d+$/.test(word)) return Number(word);
    if (word === '.') return scope.dot;
    const [head = '', ...path] = word.split('.');
    if (head !== '' && !scope.names.has(head)) throw new Error(`the template has ${word}, which is not known`);
    return path.reduce((value, name) => this.field(value, name), head === '' ? scope.dot : scope.names.get(head));
  }

  private call(name: string, args: Data[]): Data {
    const [a, b] = args;
    switch (name) {
      case 'eq':
        return args.slice(1).some((other) => other === a);
      case 'ne':
        return a !== b;
      case 'lt':
        return Number(a) < Number(b);
      case 'le':
        return Number(a) <= Number(b);
      case 'gt':
        return Number(a) > Number(b);
      case 'ge':
        return Number(a) >= Number(b);
      case 'len':
        return Array.isArray(a) ? a.length : typeof a === 'string' ? a.length : 0;
      case 'not':
        return !isTrue(a);
      case 'and':
        return args.find((arg) => !isTrue(arg)) ?? args.at(-1);
      case 'or':
        return args.find(isTrue) ?? args.at(-1);
    }
    const known = this.functions[name];
    if (!known) throw new Error(`the template calls ${name}, which is not known`);
    return (known as (...all: Data[]) => string)(...args);
  }
}

function isTrue(value: Data): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

const entities: Readonly<Record<string, string>> = {
  '\0': '\ufffd', '"': '&#34;', '&': '&amp;', "'": '&#39;', '+': '&#43;', '<': '&lt;', '>': '&gt;',
};

/** A value as the text of an element. */
function escape(value: Data): string {
  if (value === null || value === undefined || typeof value === 'object') throw new Error('the template shows what is no text');
  return String(value).replace(/[\0"&'+<>]/g, (char) => entities[char] ?? char);
}
