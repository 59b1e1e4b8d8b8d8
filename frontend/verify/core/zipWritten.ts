/**
 * Whether a zip has, except for the packed data of its files, exactly the bytes that the
 * program writes for a bundle that was made at some time: every header, descriptor and
 * entry of the directory, in their order, and nothing more. It writes them again, as Go's
 * archive/zip does, and compares.
 */

import { names, pathOf } from './bag';
import { concat, encode, equal, type Bytes } from './bytes';
import type { Source } from './source';
import { bigEndSize, centralSize, deflated, describedLater, endSize, localSize, locatorSize, stored, zip64Mark, type Zip, type ZipEntry } from './zip';

/** The least number of bytes of a text that is worth packing. */
const smallText = 1000;
/** Their size is not known when they are written, so that they are always packed. */
const streamed = ['events.jsonl', 'activity.json', 'activity.csv', 'proofs', 'consistency'];
const unix = 3;
const version20 = 20;
const version45 = 45;
const regularFile = 0o100600;

export function folderOf(made: string): string {
  return `evidence-${made.slice(0, 19).replace(/[-:]/g, '')}Z`;
}

export async function asWritten(source: Source, { entries }: Zip, made: string): Promise<boolean> {
  if (entries.length !== names.length) return false;
  const time = stamp(made);
  let at = 0;
  const same = async (bytes: Bytes) => {
    const there = await source.read(at, bytes.length);
    at += bytes.length;
    return equal(there, bytes);
  };
  const directory: Bytes[] = [];
  for (const [i, entry] of entries.entries()) {
    const name = names[i]!;
    if (entry.name !== `${folderOf(made)}/${pathOf(name)}`) return false;
    const header = { entry, offset: at, method: entry.size < smallText && !streamed.includes(name) ? stored : deflated, time };
    if (entry.method !== header.method || !(await same(local(header)))) return false;
    at += entry.packed;
    if (!(await same(descriptor(entry)))) return false;
    directory.push(central(header));
  }
  const from = at;
  const all = concat(directory);
  return (await same(all)) && (await same(end(entries.length, all.length, from))) && at === source.size;
}

interface Header {
  entry: ZipEntry;
  offset: number;
  method: number;
  time: Stamp;
}

interface Stamp {
  time: number;
  date: number;
  seconds: number;
}

function stamp(made: string): Stamp {
  const at = new Date(`${made.slice(0, 19)}Z`);
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((at.getUTCFullYear() - 1980) << 9) + ((at.getUTCMonth() + 1) << 5) + at.getUTCDate(),
    seconds: Math.floor(at.getTime() / 1000),
  };
}

/** Writes numbers of so many bytes one after another. */
function record(...fields: (readonly [size: 1 | 2 | 4 | 8, value: number])[]): Bytes {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 1) view.setUint8(at, value);
    else if (size === 2) view.setUint16(at, value & 0xffff, true);
    else if (size === 4) view.setUint32(at, value >>> 0, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += size;
  }
  return bytes;
}

const timeField = 0x5455;

function extraTime({ seconds }: Stamp): Bytes {
  return record([2, timeField], [2, 5], [1, 1], [4, seconds]);
}

function local({ entry, method, time }: Header): Bytes {
  const extra = extraTime(time);
  const fixed = record(
    [4, 0x04034b50], [2, version20], [2, describedLater], [2, method], [2, time.time], [2, time.date], [4, 0], [4, 0], [4, 0], [2, entry.nameBytes], [2, extra.length],
  );
  if (fixed.length !== localSize) throw new Error('a local header has 30 bytes');
  return concat([fixed, encode(entry.name), extra]);
}

function isLarge(entry: ZipEntry): boolean {
  return entry.packed >= zip64Mark || entry.size >= zip64Mark;
}

function descriptor(entry: ZipEntry): Bytes {
  const size = isLarge(entry) ? 8 : 4;
  return record([4, 0x08074b50], [4, entry.crc], [size, entry.packed], [size, entry.size]);
}

function central({ entry, offset, method, time }: Header): Bytes {
  const large = isLarge(entry) || offset >= zip64Mark;
  const sizes = large ? record([2, 1], [2, 24], [8, entry.size], [8, entry.packed], [8, offset]) : new Uint8Array(0);
  const extra = concat([extraTime(time), sizes]);
  const fixed = record(
    [4, 0x02014b50], [2, (unix << 8) | version20], [2, isLarge(entry) ? version45 : version20], [2, describedLater], [2, method], [2, time.time], [2, time.date],
    [4, entry.crc], [4, large ? zip64Mark : entry.packed], [4, large ? zip64Mark : entry.size], [2, entry.nameBytes], [2, extra.length], [2, 0], [2, 0], [2, 0],
    [4, regularFile * 0x10000], [4, Math.min(offset, zip64Mark)],
  );
  if (fixed.length !== centralSize) throw new Error('an entry of the directory has 46 bytes');
  return concat([fixed, encode(entry.name), extra]);
}

function end(count: number, size: number, offset: number): Bytes {
  const large = size >= zip64Mark || offset >= zip64Mark;
  const bigEnd = record(
    [4, 0x06064b50], [8, bigEndSize - 12], [2, version45], [2, version45], [4, 0], [4, 0], [8, count], [8, count], [8, size], [8, offset],
    [4, 0x07064b50], [4, 0], [8, offset + size], [4, 1],
  );
  if (bigEnd.length !== bigEndSize + locatorSize) throw new Error('the large end has 76 bytes');
  const shown = large ? { count: 0xffff, size: zip64Mark, offset: zip64Mark } : { count, size, offset };
  const small = record([4, 0x06054b50], [2, 0], [2, 0], [2, shown.count], [2, shown.count], [4, shown.size], [4, shown.offset], [2, 0]);
  if (small.length !== endSize) throw new Error('the end has 22 bytes');
  return large ? concat([bigEnd, small]) : small;
}
