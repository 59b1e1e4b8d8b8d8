/** The files of a bundle while they are read: their sizes and sums, and how far it is. */

import { dataNames, type Sum } from './bag';
import { hex, type Bytes } from './bytes';
import { whole, type Contents } from './contents';
import { running, sha256 } from './hash';
import { Damaged } from './inflate';
import type { LeafOf } from './leaves';
import { mostBytes } from './manifest';
import type { Verdict } from './verdict';

/** Key and signatures have a few hundred bytes. */
const mostSigned = 64 << 10;

export type Progress = (done: number, total: number) => void;

/** What somebody else does at the same time: takes the SHA-256 of the large files, null for
 * one of which that is not known; and computes leaf hashes. */
export interface Elsewhere {
  sum(name: string): Promise<string | null>;
  leaf: LeafOf;
  /** Lets come what is there. */
  pause: () => Promise<void>;
}

/** The files that take the time. */
export const largeNames = ['proofs', 'events.jsonl', 'activity.json', 'activity.csv'];

export interface FileSum extends Sum {
  events: number;
}

/** A file of which size and hash are taken while it is read. */
export class Summed implements AsyncIterable<Bytes> {
  bytes = 0;
  private fault: unknown = null;
  private chunks: AsyncIterator<Bytes>;

  constructor(readonly name: string, chunks: AsyncIterable<Bytes>, private read: (bytes: Bytes) => void) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): AsyncIterator<Bytes> {
    return { next: () => this.next() };
  }

  async next(): Promise<IteratorResult<Bytes>> {
    // A generator that has failed says at the next call that it is at its end.
    if (this.fault !== null) throw this.fault;
    try {
      const result = await this.chunks.next();
      if (!result.done) {
        this.bytes += result.value.length;
        this.read(result.value);
      }
      return result;
    } catch (error) {
      this.fault = error;
      throw error;
    }
  }
}

export class Files {
  readonly sums = new Map<string, FileSum>();
  private hashes = new Map<Summed, ReturnType<typeof running>>();
  private done = 0;
  private total: number;

  constructor(private contents: Contents, private verdict: Verdict, private progress: Progress, private elsewhere: Elsewhere | null) {
    this.total = dataNames.reduce((sum, name) => sum + contents.size(name), 0);
  }

  has(name: string): boolean {
    return this.contents.has(name);
  }

  size(name: string): number {
    return this.contents.size(name);
  }

  private told(bytes: number) {
    this.done += bytes;
    this.progress(Math.min(this.done, this.total), this.total);
  }

  /** A small file; null if there is none, or if it cannot be read, which is then said. */
  async small(name: string): Promise<Bytes | null> {
    if (!this.has(name)) return null;
    try {
      const data = await whole(this.contents, name, name === 'manifest.json' ? mostBytes : mostSigned);
      this.sums.set(name, { name, bytes: data.length, sha256: hex(sha256(data)), events: 0 });
      if (dataNames.includes(name)) this.told(data.length);
      return data;
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.verdict.add(`${name}: ${error.message}`);
      return null;
    }
  }

  /** Opens a file that is then read to its end by `ended`. */
  open(name: string): Summed {
    if (this.elsewhere && largeNames.includes(name)) return new Summed(name, this.contents.open(name), (bytes) => this.told(bytes.length));
    const hash = running();
    const file = new Summed(name, this.contents.open(name), (bytes) => {
      hash.update(bytes);
      this.told(bytes.length);
    });
    this.hashes.set(file, hash);
    return file;
  }

  /** Reads the rest of a file and records its sum, or says why there is none. */
  async ended(file: Summed, events = 0): Promise<void> {
    const { name } = file;
    try {
      while (!(await file.next()).done);
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.verdict.add(`${name}: ${error.message}`);
      return;
    }
    const hash = this.hashes.get(file);
    const sum = hash ? hex(hash.digest()) : ((await this.elsewhere?.sum(name)) ?? (await sumOf(this.contents, name)));
    this.sums.set(name, { name, bytes: file.bytes, sha256: sum, events });
  }
}

/** Up to this size a file is hashed by the browser itself, which is much faster and needs
 * all of it at once; a larger one bit by bit, so that memory does not grow with it. */
const mostAtOnce = 64 << 20;

/** The SHA-256 of a file, which may be read in some way meanwhile, until its end or not. */
export async function sumOf(contents: Contents, name: string, read: (file: AsyncIterable<Bytes>) => Promise<void> = () => Promise.resolve()): Promise<string> {
  const size = contents.size(name);
  const subtle = size <= mostAtOnce ? (globalThis.crypto?.subtle as SubtleCrypto | undefined) : undefined;
  const bytes = new Uint8Array(subtle ? size : 0);
  const hash = running();
  let at = 0;
  const file = new Summed(name, contents.open(name), (chunk) => {
    if (subtle) bytes.set(chunk, at);
    else hash.update(chunk);
    at += chunk.length;
  });
  await read(file);
  while (!(await file.next()).done);
  return hex(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : hash.digest());
}
