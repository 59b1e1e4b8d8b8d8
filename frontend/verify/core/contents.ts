/** The files of a bundle, in a zip or in a folder, by their names in it. */

import { names, pathOf } from './bag';
import { concat, type Bytes } from './bytes';
import { crc32 } from './crc32';
import { damaged, Damaged, inflate } from './inflate';
import { quoted } from './quoted';
import { chunks, type Source } from './source';
import { dataAt, deflated, layout, readZip, stored, ZipFault, type Zip, type ZipEntry } from './zip';
import { asWritten } from './zipWritten';

export interface Contents {
  has(name: string): boolean;
  /** How many bytes a file has; reading gives these, or ends in a Damaged. */
  size(name: string): number;
  open(name: string): AsyncIterable<Bytes>;
  /** Whether they are in the zip that was written, for a bundle made at that time. */
  asWritten(made: string): Promise<boolean>;
  folder: boolean;
  /** How many files there are that can be read. */
  count: number;
  /** What is wrong, in words. */
  problems: string[];
}

/** Beyond so many bytes, a file may be so many times its packed size. */
const freely = 64 << 20;
const maxRatio = 200;

export const version1 = 'the bundle is of version 1, and this program reads version 2; ask for it again, made by a newer Daybook';

function wasAdded(path: string): string {
  return `${quoted(path)} was added: a bundle has no such file`;
}

function isLitter(base: string): boolean {
  return ['.DS_Store', 'Thumbs.db', 'desktop.ini'].includes(base);
}

function baseOf(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

function nameAt(where: string): string {
  return names.find((name) => pathOf(name) === where) ?? '';
}

const none = { folder: false, count: 0, has: () => false, size: () => 0, asWritten: () => Promise.resolve(false) };

export async function openZip(source: Source): Promise<Contents> {
  let zip: Zip;
  try {
    zip = await readZip(source);
  } catch (error) {
    if (error instanceof ZipFault) return { ...none, open: nothing, problems: [error.message] };
    throw error;
  }
  if (ofVersion1(zip.entries)) return { ...none, open: nothing, problems: [version1] };
  const { files, problems, again } = sorted(zip.entries);
  if (problems.length === 0) {
    try {
      await layout(source, zip);
    } catch (error) {
      if (!(error instanceof ZipFault)) throw error;
      problems.push(error.message);
    }
  }
  return {
    folder: false,
    count: files.size,
    problems,
    has: (name) => files.has(name),
    size: (name) => files.get(name)?.size ?? 0,
    open: (name) => unpack(source, files.get(name)!),
    asWritten: (made) => (again ? Promise.resolve(false) : asWritten(source, zip, made)),
  };
}

async function* nothing(): AsyncGenerator<Bytes> {
  yield await Promise.reject(new Damaged(damaged));
}

/** Whether a zip has the files that only a bundle of version 1 had. */
function ofVersion1(entries: readonly ZipEntry[]): boolean {
  return entries.some(({ name }) => name.endsWith('manifest.sig') && entries.some((other) => other.name === `${name.slice(0, -'manifest.sig'.length)}events.jsonl`));
}

/** The entries by their names in a bundle, and what is wrong with them. */
function sorted(entries: readonly ZipEntry[]) {
  const folder = entries.map(({ name }) => /^([^/]*\/)(.*)$/s.exec(name)).find((found) => nameAt(found?.[2] ?? '') !== '')?.[1] ?? '';
  const files = new Map<string, ZipEntry>();
  const problems: string[] = [];
  let again = false;
  for (const entry of entries) {
    const { name, litter } = inBundle(entry.name, folder);
    again ||= litter;
    if (litter) continue;
    if (name === '') problems.push(wasAdded(entry.name));
    else if (files.has(name)) problems.push(`${name} is there twice`);
    else if (entry.size > freely && Math.floor(entry.size / maxRatio) > entry.packed) problems.push(`${name} would unpack to more than ${maxRatio} times its size`);
    else if ((entry.method !== stored && entry.method !== deflated) || (entry.flags & 1) !== 0) problems.push(`${name} is packed in a way that a bundle is not`);
    else files.set(name, entry);
  }
  for (const name of names) {
    if (!files.has(name) && !entries.some((entry) => entry.name === folder + pathOf(name))) problems.push(`${name} is missing`);
  }
  return { files, problems, again };
}

/** The name in the bundle of a file of a zip, or "" for one that no bundle has. Litter is
 * what programs add that zip anew: folders, and files of macOS and Windows. */
function inBundle(where: string, folder: string): { name: string; litter: boolean } {
  if (where.startsWith('__MACOSX/') || isLitter(baseOf(where))) return { name: '', litter: true };
  if (!where.startsWith(folder)) return { name: '', litter: false };
  const within = where.slice(folder.length);
  if (within === '' || within === 'data/') return { name: '', litter: true };
  return { name: nameAt(within), litter: false };
}

/** Unpacks a file: as many bytes as the zip says, with the sum that it says, from all of
 * the packed ones. */
async function* unpack(source: Source, entry: ZipEntry): AsyncGenerator<Bytes> {
  const from = await dataAt(source, entry);
  if (from < 0 || from + entry.packed > source.size) throw new Damaged(damaged);
  const packed = () => chunks(source, from, from + entry.packed);
  let size = 0;
  let sum = 0;
  for await (const chunk of entry.method === deflated ? inflate(packed, entry.packed) : packed()) {
    size += chunk.length;
    if (size > entry.size) throw new Damaged(`${damaged}: it is longer than the zip says`);
    sum = crc32(sum, chunk);
    yield chunk;
  }
  if (size < entry.size) throw new Damaged(`${damaged}: it is shorter than the zip says`);
  if (sum !== entry.crc) throw new Damaged(`${damaged}: its CRC-32 is not the one of the zip`);
}

/** An unpacked bundle: its files by their paths in the folder that was chosen, which has
 * the bundle in it or is its folder. */
export function openFolder(files: ReadonlyMap<string, Source>): Contents {
  const paths = [...files.keys()].sort((a, b) => (a < b ? -1 : 1));
  const tops = new Set(paths.filter((path) => !isLitter(baseOf(path))).map((path) => path.split('/')[0] ?? ''));
  const [only = ''] = tops;
  const within = !files.has('bagit.txt') && tops.size === 1 && !files.has(only) ? `${only}/` : '';
  const found = new Map<string, Source>();
  const problems: string[] = [];
  const added = new Set<string>();
  for (const path of paths) {
    if (!path.startsWith(within)) continue;
    const where = path.slice(within.length);
    const name = nameAt(where);
    // Of a folder that no bundle has, the folder is named and not each file in it.
    const [first = '', second = '', more] = where.split('/');
    const outer = first === 'data' && more !== undefined ? `data/${second}/` : first !== 'data' && second !== '' ? `${first}/` : where;
    if (isLitter(baseOf(where))) continue;
    if (name !== '') found.set(name, files.get(path)!);
    else added.add(outer);
  }
  problems.push(...[...added].map(wasAdded), ...names.filter((name) => !found.has(name)).map((name) => `${name} is missing`));
  return {
    folder: true,
    count: found.size,
    problems,
    has: (name) => found.has(name),
    size: (name) => found.get(name)?.size ?? 0,
    open: (name) => unchanged(found.get(name)!),
    asWritten: () => Promise.resolve(false),
  };
}

async function* unchanged(source: Source): AsyncGenerator<Bytes> {
  let size = 0;
  for await (const chunk of chunks(source, 0, source.size)) {
    size += chunk.length;
    yield chunk;
  }
  if (size !== source.size) throw new Damaged(`${damaged}: it changed while it was read`);
}

/** Reads a small file completely. */
export async function whole(contents: Contents, name: string, most: number): Promise<Bytes> {
  if (contents.size(name) > most) throw new Damaged('it is longer than such a file can be');
  const parts: Bytes[] = [];
  for await (const chunk of contents.open(name)) parts.push(chunk);
  return concat(parts);
}
