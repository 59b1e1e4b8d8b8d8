/**
 * Leaf hashes that somebody else computes at the same time: what takes the most time of a
 * check, and needs nothing but the lines of events.jsonl. Of three batches of lines, two
 * are computed there. Whatever has not come when it is needed is computed here.
 */

import type { Bytes } from './bytes';
import { hashSize } from './hash';
import { leafOf, readLine } from './line';
import { Lines } from './lines';

const usual = 1024;

function isElsewhere(batch: number): boolean {
  return batch % 3 !== 0;
}

/** The hashes of a batch, one after another. */
export interface Batch {
  batch: number;
  hashes: Bytes;
}

/** Takes the hash of the nth line, from 0; null if it has not come. */
export type LeafOf = (n: number) => Bytes | null;

/** Keeps the batches until they are needed, each hash once. */
export class Leaves {
  private batches = new Map<number, Bytes>();

  constructor(private batchLines = usual) {}

  add({ batch, hashes }: Batch) {
    this.batches.set(batch, hashes);
  }

  take: LeafOf = (n) => {
    const batch = Math.floor(n / this.batchLines);
    const at = n % this.batchLines;
    const hashes = this.batches.get(batch);
    if (!hashes || (at + 1) * hashSize > hashes.length) return null;
    if (at === this.batchLines - 1) this.batches.delete(batch);
    return hashes.subarray(at * hashSize, (at + 1) * hashSize);
  };
}

/** Computes batches of the lines of a file until it ends, or has a line that is no event,
 * which the check finds too. */
export async function computeLeaves(file: AsyncIterable<Bytes>, tell: (batch: Batch) => void, batchLines = usual): Promise<void> {
  const lines = new Lines(file);
  let hashes: Bytes = new Uint8Array(batchLines * hashSize);
  for (let n = 0; ; n++) {
    const text = await next(lines);
    const batch = Math.floor(n / batchLines);
    const at = n % batchLines;
    if (at === 0 && n > 0 && isElsewhere(batch - 1)) {
      tell({ batch: batch - 1, hashes });
      hashes = new Uint8Array(batchLines * hashSize);
    }
    if (text === undefined) {
      if (at > 0 && isElsewhere(batch)) tell({ batch, hashes: hashes.slice(0, at * hashSize) });
      return;
    }
    if (isElsewhere(batch)) hashes.set(leafOf(readLine(text)), at * hashSize);
  }
}

/** The next line, without a promise where there is one. */
function next(lines: Lines): string | undefined | Promise<string | undefined> {
  return lines.peek() === undefined ? lines.next() : lines.take();
}
