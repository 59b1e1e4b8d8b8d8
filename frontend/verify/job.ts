/** One check of a bundle, in workers or in the page. */

import type { Bytes } from './core/bytes';
import { openFolder, openZip, type Contents } from './core/contents';
import { isEncrypted } from './core/encrypted';
import { largeNames, sumOf, type Elsewhere } from './core/files';
import { computeLeaves, type Batch } from './core/leaves';
import { fileSource } from './core/source';
import type { Expected, Found } from './core/verdict';
import { verify } from './core/verify';
import type { Picked } from './ui/pick';

export interface Job {
  picked: Picked;
  expected: Expected;
}

export type Told =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'found'; found: Found }
  | { kind: 'failed'; message: string };

/** The hash of a large file, null if it cannot be read; or leaf hashes of some lines. */
export type Part = { name: string; sha256: string | null } | Batch;

/** Milliseconds; to draw the bar takes time as well. */
const between = 120;

export async function work({ picked, expected }: Job, tell: (told: Told) => void, elsewhere: Elsewhere | null = null): Promise<void> {
  let told = 0;
  const progress = (done: number, total: number) => {
    const now = performance.now();
    if (now - told < between) return;
    told = now;
    tell({ kind: 'progress', done, total });
  };
  try {
    if ('file' in picked && (await isEncrypted(fileSource(picked.file)))) {
      tell({ kind: 'failed', message: 'This bundle is encrypted. Decrypt it first, with Daybook or with the program age, and drop what comes of it here.' });
      return;
    }
    const found = await verify(await contentsOf(picked), expected, progress, elsewhere);
    tell({ kind: 'found', found });
  } catch (error) {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

/** Does a part of the check, in the order in which it is needed. What is wrong with a file
 * is found by the check itself, which reads it too. */
export async function help(picked: Picked, tell: (part: Part) => void): Promise<void> {
  const contents = await contentsOf(picked);
  for (const name of largeNames) {
    let sha256: string | null = null;
    try {
      if (contents.has(name)) sha256 = await sumOf(contents, name, name === 'events.jsonl' ? (file) => leaves(file, tell) : undefined);
    } catch {
      // It is said by the check.
    }
    tell({ name, sha256 });
  }
}

async function leaves(file: AsyncIterable<Bytes>, tell: (part: Part) => void) {
  try {
    await computeLeaves(file, tell);
  } catch {
    // It is said by the check.
  }
}

function contentsOf(picked: Picked): Promise<Contents> {
  if ('files' in picked) return Promise.resolve(openFolder(new Map(picked.files.map(([path, file]) => [path, fileSource(file)]))));
  return openZip(fileSource(picked.file));
}
