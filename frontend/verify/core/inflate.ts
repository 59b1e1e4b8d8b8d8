/** Unpacks deflate in a stream, by the browser, and refuses what is behind its end. */

import type { Bytes } from './bytes';

/** What is packed in a way that cannot be undone. */
export class Damaged extends Error {}

export const damaged = 'it is damaged and cannot be unpacked';
const hidden = `${damaged}: something is hidden behind it`;

/** Where bytes are read from, again where that is needed. */
export type Packed = () => AsyncIterable<Bytes>;

/** Unpacks; every fault of the stream is a Damaged. */
export async function* inflate(packed: Packed, size: number): AsyncGenerator<Bytes> {
  yield* unpack(packed());
  if (!(await refusesMore()) && (await endsEarlier(packed, size))) throw new Damaged(hidden);
}

async function* unpack(packed: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  let fault: unknown = null;
  const written = (async () => {
    try {
      for await (const chunk of packed) await writer.write(chunk);
      await writer.close();
    } catch (error) {
      // That of the stream comes to its reader as well; that of the file does not.
      fault = error;
      await writer.abort(error).catch(() => {});
    }
  })();
  const reader = stream.readable.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      yield value;
    }
    await written;
  } catch (error) {
    await written;
    throw isFileFault(fault) ? fault : new Damaged(damaged, { cause: error });
  } finally {
    // Whoever stops early leaves the writer waiting, unless it is told.
    await reader.cancel().catch(() => {});
  }
}

/** A file that cannot be read says nothing about what is packed in it. */
export class Unreadable extends Error {}

function isFileFault(error: unknown): boolean {
  return error instanceof Unreadable;
}

/** "Hello" as deflate, and one byte more. */
const withMore = new Uint8Array([0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00]);
let refuses: Promise<boolean> | null = null;

/** Whether this engine takes bytes behind the end for a fault, as the standard has it.
 * Node 20 does not. */
function refusesMore(): Promise<boolean> {
  refuses ??= (async () => {
    try {
      for await (const _ of unpack(one(withMore))) void _;
      return false;
    } catch {
      return true;
    }
  })();
  return refuses;
}

async function* one(bytes: Bytes): AsyncGenerator<Bytes> {
  yield await Promise.resolve(bytes);
}

/** Whether the stream is complete without its last byte, so that this byte at least is
 * none of it. */
async function endsEarlier(packed: Packed, size: number): Promise<boolean> {
  if (size === 0) return false;
  try {
    for await (const _ of unpack(shortened(packed(), size - 1))) void _;
    return true;
  } catch (error) {
    if (isFileFault(error)) throw error;
    return false;
  }
}

async function* shortened(packed: AsyncIterable<Bytes>, size: number): AsyncGenerator<Bytes> {
  let left = size;
  for await (const chunk of packed) {
    if (left > 0) yield chunk.length > left ? chunk.slice(0, left) : chunk;
    left -= chunk.length;
  }
}
