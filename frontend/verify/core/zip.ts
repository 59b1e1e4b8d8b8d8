/**
 * Reads a zip more strictly than other readers: it has its files one after another from
 * the first byte on, each described before its data as in the directory, then the
 * directory and the end, and nothing else. Readers differ in which of two descriptions
 * they believe, and pass over what lies between; so both must say the same.
 */

import { decode, type Bytes } from './bytes';
import type { Source } from './source';

/** One file of a zip, as its directory has it. */
export interface ZipEntry {
  name: string;
  /** The name has no other form in the zip: bytes that are no UTF-8 have. */
  flags: number;
  method: number;
  creator: number;
  attributes: number;
  crc: number;
  packed: number;
  size: number;
  /** Where its local header is. */
  offset: number;
  nameBytes: number;
}

export interface Zip {
  entries: ZipEntry[];
  /** Where the directory begins. */
  directory: number;
}

/** What is wrong with a zip, in words. */
export class ZipFault extends Error {}

export const stored = 0;
export const deflated = 8;
export const describedLater = 8;
export const zip64Mark = 0xffffffff;
export const localSize = 30;
export const centralSize = 46;
export const endSize = 22;
export const locatorSize = 20;
export const bigEndSize = 56;
const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const descriptorSignature = 0x08074b50;
const endSignature = 0x06054b50;
const locatorSignature = 0x07064b50;
const bigEndSignature = 0x06064b50;
const bigExtra = 1;

/** The directory of a bundle has less than 4 KiB. */
const mostDirectory = 1 << 20;

const noZip = 'the file is no zip, or damaged';
const layoutFault = 'the zip is damaged, or something is hidden in it';

export function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** A number of 64 bits; what JavaScript cannot count to is in no zip. */
export function big(of: DataView, at: number): number {
  const value = Number(of.getBigUint64(at, true));
  return Number.isSafeInteger(value) ? value : Number.MAX_SAFE_INTEGER;
}

/** Reads the directory, as others do too; `layout` says whether there is more. */
export async function readZip(source: Source): Promise<Zip> {
  const tailAt = Math.max(0, source.size - 65 * 1024);
  const tail = await source.read(tailAt, source.size - tailAt);
  const end = findEnd(tail);
  if (end < 0) throw new ZipFault(`${noZip}: not a valid zip file`);
  const record = view(tail.subarray(end));
  let count = record.getUint16(10, true);
  let size = record.getUint32(12, true);
  let offset = record.getUint32(16, true);
  let endAt = tailAt + end;
  if (count === 0xffff || size === 0xffff || offset === zip64Mark) {
    const bigEnd = await readBigEnd(source, endAt);
    if (bigEnd) ({ count, size, offset, endAt } = bigEnd);
  }
  let base = endAt - size - offset;
  // Where the directory is found as if there were nothing before the zip, there is not.
  if (base > 0 && isDirectory(await source.read(offset, centralSize))) base = 0;
  const directory = base + offset;
  if (directory < 0 || directory >= source.size) throw new ZipFault(`${noZip}: not a valid zip file`);
  if (size > mostDirectory) throw new ZipFault(`${noZip}: it lists more files than a bundle has`);
  const entries = readDirectory(await source.read(directory, Math.min(mostDirectory, source.size - directory)), base);
  if ((entries.length & 0xffff) !== (count & 0xffff)) throw new ZipFault(`${noZip}: not a valid zip file`);
  return { entries, directory };
}

function isDirectory(bytes: Uint8Array): boolean {
  return bytes.length === centralSize && view(bytes).getUint32(0, true) === centralSignature;
}

function findEnd(tail: Uint8Array): number {
  const bytes = view(tail);
  for (let at = tail.length - endSize; at >= 0; at--) {
    if (bytes.getUint32(at, true) !== endSignature) continue;
    return at + endSize + bytes.getUint16(at + 20, true) > tail.length ? -1 : at;
  }
  return -1;
}

async function readBigEnd(source: Source, endAt: number) {
  if (endAt < locatorSize) return null;
  const locator = view(await source.read(endAt - locatorSize, locatorSize));
  if (locator.getUint32(0, true) !== locatorSignature || locator.getUint32(4, true) !== 0 || locator.getUint32(16, true) !== 1) return null;
  const at = big(locator, 8);
  const bytes = await source.read(at, bigEndSize);
  if (bytes.length < bigEndSize || view(bytes).getUint32(0, true) !== bigEndSignature) throw new ZipFault(`${noZip}: not a valid zip file`);
  const end = view(bytes);
  return { count: big(end, 32), size: big(end, 40), offset: big(end, 48), endAt: at };
}

/** Reads entries until there is none, as Go does, whatever number the end gives. */
function readDirectory(bytes: Bytes, base: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + centralSize <= bytes.length; ) {
    const head = view(bytes.subarray(at));
    if (head.getUint32(0, true) !== centralSignature) break;
    const [nameLength, extraLength, commentLength] = [head.getUint16(28, true), head.getUint16(30, true), head.getUint16(32, true)];
    const next = at + centralSize + nameLength + extraLength + commentLength;
    if (next > bytes.length) break;
    const name = bytes.subarray(at + centralSize, at + centralSize + nameLength);
    const entry: ZipEntry = {
      name: decode(name) ?? Array.from(name, (byte) => String.fromCharCode(byte)).join(''),
      creator: head.getUint16(4, true),
      flags: head.getUint16(8, true),
      method: head.getUint16(10, true),
      crc: head.getUint32(16, true),
      packed: head.getUint32(20, true),
      size: head.getUint32(24, true),
      attributes: head.getUint32(38, true),
      offset: head.getUint32(42, true),
      nameBytes: nameLength,
    };
    if (!enlarge(entry, bytes.subarray(at + centralSize + nameLength, at + centralSize + nameLength + extraLength))) break;
    entry.offset += base;
    entries.push(entry);
    at = next;
  }
  return entries;
}

/** Takes sizes of 64 bits from the extra fields; false if one that is needed is not there. */
function enlarge(entry: ZipEntry, extra: Uint8Array): boolean {
  const needs = { size: entry.size === zip64Mark, packed: entry.packed === zip64Mark, offset: entry.offset === zip64Mark };
  for (let at = 0; at + 4 <= extra.length; ) {
    const field = view(extra.subarray(at));
    const length = field.getUint16(2, true);
    if (at + 4 + length > extra.length) break;
    if (field.getUint16(0, true) === bigExtra) {
      let from = 4;
      for (const key of ['size', 'packed', 'offset'] as const) {
        if (!needs[key]) continue;
        if (from + 8 > 4 + length) return false;
        entry[key] = big(field, from);
        needs[key] = false;
        from += 8;
      }
    }
    at += 4 + length;
  }
  return !needs.packed && !needs.offset;
}

/** Makes sure that there is nothing but the entries, in their order. */
export async function layout(source: Source, { entries }: Zip): Promise<void> {
  let at = 0;
  for (const entry of entries) {
    const next = await entryEnd(source, at, entry);
    if (next < 0) throw new ZipFault(`${layoutFault}, at ${entry.name}`);
    at = next;
  }
  await checkDirectory(source, at, entries);
}

/** Where the data of an entry is. */
export async function dataAt(source: Source, entry: ZipEntry): Promise<number> {
  const head = await source.read(entry.offset, localSize);
  if (head.length < localSize || view(head).getUint32(0, true) !== localSignature) return -1;
  return entry.offset + localSize + view(head).getUint16(26, true) + view(head).getUint16(28, true);
}

/** The end of the entry that must begin at a place; -1 if it is not as it must be. */
async function entryEnd(source: Source, at: number, entry: ZipEntry): Promise<number> {
  const bytes = await source.read(at, localSize + entry.nameBytes);
  if (entry.offset !== at || bytes.length < localSize + entry.nameBytes) return -1;
  const head = view(bytes);
  const later = (entry.flags & describedLater) !== 0;
  const extra = head.getUint16(28, true);
  if (head.getUint32(0, true) !== localSignature || head.getUint16(6, true) !== entry.flags || head.getUint16(8, true) !== entry.method) return -1;
  if (head.getUint16(26, true) !== entry.nameBytes || decode(bytes.subarray(localSize)) !== entry.name) return -1;
  const sizes = head.getUint32(14, true) === entry.crc && head.getUint32(18, true) === entry.packed && head.getUint32(22, true) === entry.size;
  if (!later && !sizes) return -1;
  const data = at + localSize + entry.nameBytes + extra;
  if (!knownFields(await source.read(data - extra, extra), extra)) return -1;
  const end = data + entry.packed;
  if (end > source.size) return -1;
  return later ? descriptorEnd(source, end, entry) : end;
}

async function descriptorEnd(source: Source, at: number, entry: ZipEntry): Promise<number> {
  const large = entry.packed >= zip64Mark || entry.size >= zip64Mark;
  const length = large ? 24 : 16;
  const bytes = await source.read(at, length);
  if (bytes.length < length) return -1;
  const end = view(bytes);
  const [packed, size] = large ? [big(end, 8), big(end, 16)] : [end.getUint32(8, true), end.getUint32(12, true)];
  const right = end.getUint32(0, true) === descriptorSignature && end.getUint32(4, true) === entry.crc && packed === entry.packed && size === entry.size;
  return right ? at + length : -1;
}

/** Makes sure that the directory, and after it the end, take the rest. */
async function checkDirectory(source: Source, from: number, entries: readonly ZipEntry[]): Promise<void> {
  let at = from;
  for (const entry of entries) {
    const bytes = await source.read(at, centralSize);
    const head = bytes.length === centralSize ? view(bytes) : null;
    if (head?.getUint32(0, true) !== centralSignature || head.getUint16(28, true) !== entry.nameBytes || head.getUint16(32, true) !== 0) {
      throw new ZipFault(`${layoutFault}, in its directory`);
    }
    const extra = head.getUint16(30, true);
    if (!knownFields(await source.read(at + centralSize + entry.nameBytes, extra), extra)) throw new ZipFault(`${layoutFault}, in its directory`);
    if (!regular(entry)) throw new ZipFault(`${entry.name} is no regular file in the zip: unpacked it may be a link`);
    at += centralSize + entry.nameBytes + extra;
  }
  if (at + endSize === source.size) return;
  const bytes = await source.read(at, bigEndSize + locatorSize);
  const right =
    at + bigEndSize + locatorSize + endSize === source.size &&
    view(bytes).getUint32(0, true) === bigEndSignature &&
    big(view(bytes), 4) === bigEndSize - 12 &&
    view(bytes).getUint32(bigEndSize, true) === locatorSignature;
  if (!right) throw new ZipFault(`${layoutFault}, behind its directory`);
}

/** Sizes of 64 bits, the times of Windows, Unix and Info-ZIP, and owners on Unix. A field
 * that gives a file another name, or says how it is encrypted, is not among them. */
const knownIDs = [bigExtra, 0x000a, 0x5455, 0x5855, 0x7855, 0x7875];

function knownFields(fields: Uint8Array, length: number): boolean {
  if (fields.length !== length) return false;
  for (let at = 0; at < length; ) {
    if (at + 4 > length) return false;
    const field = view(fields.subarray(at));
    at += 4 + field.getUint16(2, true);
    if (at > length || !knownIDs.includes(field.getUint16(0, true))) return false;
  }
  return true;
}

const knownSystems = [0, 3, 10, 11, 14, 19];

/** Whether an entry is a regular file, or a folder if its name ends in /, to all programs,
 * including those that read the Unix mode whatever system wrote it. */
function regular(entry: ZipEntry): boolean {
  const kind = (entry.attributes >>> 16) & 0o170000;
  if (!knownSystems.includes(entry.creator >> 8)) return false;
  if (entry.name.endsWith('/')) return (kind === 0 || kind === 0o040000) && entry.size === 0;
  return kind === 0 || kind === 0o100000;
}
