/**
 * Signed notes (C2SP signed-note), read as golang.org/x/mod/sumdb/note reads them, and the
 * cosignatures of witnesses (C2SP tlog-cosignature) that may stand below a checkpoint.
 */

import { concat, decode, encode, unbase64, type Bytes } from './bytes';
import { signed } from './ed25519';
import { sha256 } from './hash';

const ed25519 = 1;
const cosignature = 4;

/** A public key that signs notes under a name. */
export interface Verifier {
  name: string;
  /** The eight digits that distinguish it from others of the same name. */
  id: string;
  /** The 32 bytes of the key. */
  key: Bytes;
  /** Whether it cosigns checkpoints, as witnesses do. */
  witness: boolean;
}

const space = /\p{White_Space}/u;

function isName(name: string): boolean {
  return name !== '' && !space.test(name) && !name.includes('+');
}

/** Cuts a text at the first place of a mark; the rest is empty where it has none. */
export function cut(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

function idOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Reads the text of a key; null if it is none. */
export function readVerifier(text: string): Verifier | null {
  const [name, rest] = cut(text, '+');
  const [id, encoded] = cut(rest, '+');
  const bytes = unbase64(encoded);
  if (!isName(name) || !/^[0-9a-fA-F]{8}$/.test(id) || !bytes || bytes.length !== 33) return null;
  if (id.toLowerCase() !== idOf(sha256(concat([encode(`${name}\n`), bytes])))) return null;
  if (bytes[0] !== ed25519 && bytes[0] !== cosignature) return null;
  return { name, id: id.toLowerCase(), key: bytes.slice(1), witness: bytes[0] === cosignature };
}

/** The eight digits in the text of a key. */
export function keyID(text: string): string {
  return cut(cut(text, '+')[1], '+')[0];
}

/** One line below a note. */
export interface Signature {
  name: string;
  id: string;
  /** What follows the four bytes of the id. */
  bytes: Bytes;
  /** As it is written. */
  base64: string;
}

export interface Note {
  text: string;
  signatures: Signature[];
}

const mostSignatures = 100;

/** Reads a note without looking at whether its signatures are true; null if it is none. */
export function readNote(bytes: Uint8Array): Note | null {
  const all = decode(bytes);
  // A note has no control characters but line ends.
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  if (all === null || /[\0-\x09\x0b-\x1f]/.test(all)) return null;
  const at = all.lastIndexOf('\n\n');
  if (at < 0) return null;
  const lines = all.slice(at + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0 || lines.length > mostSignatures) return null;
  const signatures: Signature[] = [];
  for (const line of lines) {
    if (!line.startsWith('— ')) return null;
    const [name, base64] = cut(line.slice(2), ' ');
    const signature = unbase64(base64);
    if (!signature || !isName(name) || signature.length < 5) return null;
    signatures.push({ name, id: idOf(signature), bytes: signature.slice(4), base64 });
  }
  return { text: all.slice(0, at + 1), signatures };
}

/** Whether a signature below a text is one that the key made. */
export function verifies(key: Verifier, text: string, signature: Signature): boolean {
  if (signature.name !== key.name || signature.id !== key.id) return false;
  return key.witness ? cosignedAt(key, text, signature) !== null : signed(key.key, encode(text), signature.bytes);
}

/** When a witness cosigned a checkpoint, in seconds since 1970; null if it did not. */
export function cosignedAt(key: Verifier, text: string, { name, id, bytes }: Signature): number | null {
  if (!key.witness || name !== key.name || id !== key.id || bytes.length !== 8 + 64) return null;
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  const message = encode(`cosignature/v1\ntime ${time}\n${text}`);
  return signed(key.key, message, bytes.subarray(8)) ? Number(time) : null;
}

/** What a checkpoint says. */
export interface Tree {
  origin: string;
  size: number;
  root: Bytes;
  /** Lines behind these three. */
  more: string[];
}

/** Reads the text of a checkpoint; null if it is none. */
export function readTree(text: string): Tree | null {
  const lines = text.split('\n');
  if (lines.length < 4 || lines.pop() !== '' || lines.includes('')) return null;
  const [origin = '', number = '', encoded = '', ...more] = lines;
  const size = readNumber(number);
  const root = unbase64(encoded, true);
  return size !== null && root?.length === 32 ? { origin, size, root, more } : null;
}

/** A number in its one form; null for any other text, and for what no tree can have. */
export function readNumber(text: string): number | null {
  const number = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(number) ? number : null;
}
