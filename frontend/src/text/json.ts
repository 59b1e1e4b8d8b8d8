/**
 * A JSON reader that keeps details that JSON.parse loses: numbers as they are
 * written (an id above 2^53 would change), the order of keys, and keys that occur
 * twice.
 */

export type JsonNode =
  | { kind: 'object'; entries: { key: string; value: JsonNode }[] }
  | { kind: 'array'; items: JsonNode[] }
  | { kind: 'string'; text: string }
  | { kind: 'number' | 'literal'; text: string };

const maxDepth = 100;
const scalar = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const stringToken = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const blank = /[ \t\r\n]*/y;

/** null for a text that is no JSON. */
export function parseJson(source: string): JsonNode | null {
  const reader = { source, at: 0 };
  const node = readValue(reader, 0);
  if (node === null) return null;
  skip(reader);
  return reader.at === source.length ? node : null;
}

interface Reader {
  source: string;
  at: number;
}

function take(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.source);
  if (!found) return null;
  reader.at = pattern.lastIndex;
  return found[0];
}

function skip(reader: Reader) {
  take(reader, blank);
}

function accept(reader: Reader, char: string): boolean {
  skip(reader);
  if (reader.source[reader.at] !== char) return false;
  reader.at++;
  return true;
}

function readValue(reader: Reader, depth: number): JsonNode | null {
  if (depth > maxDepth) return null;
  if (accept(reader, '{')) return readObject(reader, depth);
  if (accept(reader, '[')) return readArray(reader, depth);
  if (reader.source[reader.at] === '"') {
    const text = readString(reader);
    return text === null ? null : { kind: 'string', text };
  }
  const text = take(reader, scalar);
  if (text === null) return null;
  return { kind: /^[tfn]/.test(text) ? 'literal' : 'number', text };
}

function readString(reader: Reader): string | null {
  skip(reader);
  const token = take(reader, stringToken);
  if (token === null) return null;
  try {
    return JSON.parse(token) as string;
  } catch {
    return null;
  }
}

function readObject(reader: Reader, depth: number): JsonNode | null {
  const entries: { key: string; value: JsonNode }[] = [];
  if (accept(reader, '}')) return { kind: 'object', entries };
  do {
    const key = readString(reader);
    if (key === null || !accept(reader, ':')) return null;
    const value = readValue(reader, depth + 1);
    if (value === null) return null;
    entries.push({ key, value });
  } while (accept(reader, ','));
  return accept(reader, '}') ? { kind: 'object', entries } : null;
}

function readArray(reader: Reader, depth: number): JsonNode | null {
  const items: JsonNode[] = [];
  if (accept(reader, ']')) return { kind: 'array', items };
  do {
    const value = readValue(reader, depth + 1);
    if (value === null) return null;
    items.push(value);
  } while (accept(reader, ','));
  return accept(reader, ']') ? { kind: 'array', items } : null;
}
