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

export async function* chunks(source: Source, from: number, to: number): AsyncGenerator<Bytes> {
  for (let at = from; at < to; at += chunk) {
    const bytes = await source.read(at, Math.min(chunk, to - at));
    if (bytes.length === 0) return;
    yield bytes;
  }
}
