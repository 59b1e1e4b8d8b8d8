/**
 * The bytes that stand for an event in the tree: a commitment to each of its four parts,
 * each under a salt of its own, and the leaf hash over these. backend/event defines it to
 * the byte, and the tests hold this against its published vectors.
 */

import { encode, encodeAt, type Bytes } from './bytes';
import { hashSize, sha256 } from './hash';

export const saltSize = 16;
/** One field, and the details, of an event. */
export const maxFieldBytes = 1 << 20;
export const nothing: Bytes = new Uint8Array(hashSize);

/** The parts by their numbers. */
export const what = 1;
export const member = 2;
export const description = 3;
export const details = 4;
export type Part = typeof what | typeof member | typeof description | typeof details;

/** What the first part covers. */
export interface What {
  id: string;
  category: string;
  action: string;
  /** Nanoseconds since 1970. */
  time: bigint;
}

const partDomain = encode('daybook part 2\n');
const leafDomain = encode('daybook event 2\n');
/** Where the bytes of a part begin in what is hashed. */
const partAt = partDomain.length + 1 + saltSize;

let space: Bytes = new Uint8Array(1 << 16);

/** Makes room for a part of up to so many bytes. */
function room(bytes: number) {
  if (partAt + bytes <= space.length) return;
  const more = new Uint8Array(2 * (partAt + bytes));
  space = more;
}

function commit(part: Part, salt: Uint8Array, end: number): Bytes {
  space.set(partDomain);
  space[partDomain.length] = part;
  space.set(salt, partDomain.length + 1);
  return sha256(space.subarray(0, end));
}

/** The commitment to a part that is one text: member, description or details. */
export function commitText(part: Part, salt: Uint8Array, text: string): Bytes {
  room(3 * text.length);
  return commit(part, salt, partAt + encodeAt(text, space, partAt));
}

export function commitWhat(salt: Uint8Array, { id, category, action, time }: What): Bytes {
  room(3 * (id.length + category.length + action.length) + 64);
  let at = partAt;
  for (const text of [id, category, action]) at = appendField(text, at);
  new DataView(space.buffer).setBigInt64(at, time);
  return commit(what, salt, at + 8);
}

/** Writes the length of a text as an unsigned varint, and the text behind it. The text is
 * written first, where it is if its length takes one byte, as that of nearly all does. */
function appendField(text: string, at: number): number {
  const bytes = encodeAt(text, space, at + 1);
  let length = bytes;
  let size = 1;
  while (length >= 0x80) {
    length = Math.floor(length / 128);
    size++;
  }
  if (size > 1) space.copyWithin(at + size, at + 1, at + 1 + bytes);
  length = bytes;
  for (let i = 0; i < size; i++) {
    space[at + i] = (length & 0x7f) | (i < size - 1 ? 0x80 : 0);
    length = Math.floor(length / 128);
  }
  return at + size + bytes;
}

const leaf = new Uint8Array(1 + leafDomain.length + 4 * hashSize);
leaf.set(leafDomain, 1);

/** The hash of the leaf with these commitments, as in RFC 6962. */
export function leafHash(commitments: readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array]): Bytes {
  let at = 1 + leafDomain.length;
  for (const commitment of commitments) {
    leaf.set(commitment, at);
    at += hashSize;
  }
  return sha256(leaf);
}

/** The salt of a part, from that of the event. */
export function partSalt(salt: Uint8Array, part: Part): Bytes {
  const both = new Uint8Array(salt.length + 1);
  both.set(salt);
  both[salt.length] = part;
  return sha256(both).slice(0, saltSize);
}
