/** Where the bytes of a bundle come from. */

import type { Bytes } from './bytes';
import { Unreadable } from './inflate';

/** A file of which any part can be read; every fault of reading is an Unreadable. */
export interface Source {
  readonly size: number;
  read(at: number, length: number): Promise<Bytes>;
}

/** A file that somebody chose or dropped. */
export function fileSource(file: Blob): Source {
  return {
    size: file.size,
    async read(at, length) {
      try {
        return new Uint8Array(await file.slice(at, at + length).arrayBuffer());
      } catch (error) {
        throw new Unreadable('the browser cannot read the file; choose it again', { cause: error });
      }
    },
  };
}

export function bytesSource(bytes: Bytes): Source {
  return { size: bytes.length, read: (at, length) => Promise.resolve(bytes.slice(at, at + length)) };
}

/** How much is read at once. */
const chunk = 1 << 20;

/** The bytes from one place to another. While one piece is worked on, the next is read: a
 * browser reads in another process, which takes its time to answer. */
export async function* chunks(source: Source, from: number, to: number): AsyncGenerator<Bytes> {
  const read = (at: number) => {
    const bytes = source.read(at, Math.min(chunk, to - at));
    // Whoever stops early waits for nothing any more; any other sees the fault below.
    bytes.catch(() => {});
    return bytes;
  };
  let ahead = from < to ? read(from) : null;
  for (let at = from; ahead; at += chunk) {
    const bytes = await ahead;
    if (bytes.length === 0) return;
    ahead = at + chunk < to ? read(at + chunk) : null;
    yield bytes;
  }
}
