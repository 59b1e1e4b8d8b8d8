/** Bytes and their texts, read as strictly as the program reads them. */

/** Bytes over memory of their own kind, as the functions of the browser ask for. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function encode(text: string): Bytes {
  return encoder.encode(text);
}

/** Writes a text at a place, and says how many bytes it took. There must be room. */
export function encodeAt(text: string, into: Bytes, at: number): number {
  return encoder.encodeInto(text, into.subarray(at)).written;
}

/** The text of some bytes; null if they are no UTF-8. */
export function decode(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

export function concat(parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += hexOf[byte];
  return text;
}

/** Reads digits in lower case, of exactly so many bytes, at a place; false if there are
 * none. It is used for each hash of a bundle, so it makes nothing new. */
export function readHex(text: string, from: number, into: Uint8Array, at: number, bytes: number): boolean {
  for (let i = 0; i < bytes; i++) {
    const high = digit(text.charCodeAt(from + 2 * i));
    const low = digit(text.charCodeAt(from + 2 * i + 1));
    if (high < 0 || low < 0) return false;
    into[at + i] = (high << 4) | low;
  }
  return true;
}

function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

/** The bytes of a text of hexadecimal digits in lower case; null for any other text. */
export function unhex(text: string): Bytes | null {
  const bytes = new Uint8Array(text.length >> 1);
  return text.length % 2 === 0 && readHex(text, 0, bytes, 0, bytes.length) ? bytes : null;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Map(Array.from(alphabet, (char, value) => [char, value]));

/** Reads base64 with its padding; null if it is none. As the decoder of Go does, it
 * passes over line ends, and over bits behind the last byte unless it is to be strict. */
export function unbase64(text: string, canonical = false): Bytes | null {
  const packed = text.replace(/[\r\n]/g, '');
  const body = packed.replace(/={1,2}$/, '');
  if (packed.length % 4 !== 0 || body.length % 4 === 1 || packed.length - body.length !== (4 - (body.length % 4)) % 4) return null;
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const char of body) {
    const value = valueOf.get(char);
    if (value === undefined) return null;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = bits >> held;
    }
  }
  if (canonical && (packed.length !== text.length || (bits & ((1 << held) - 1)) !== 0)) return null;
  return bytes;
}

export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const all = (a << 16) | (b << 8) | c;
    const chars = [18, 12, 6, 0].map((shift) => alphabet[(all >> shift) & 63] ?? '').join('');
    const have = Math.min(3, bytes.length - at);
    text += chars.slice(0, have + 1).padEnd(4, '=');
  }
  return text;
}
