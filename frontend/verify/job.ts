/** One check of a bundle, in a worker or in the page. */

import { openFolder, openZip } from './core/contents';
import { isEncrypted } from './core/encrypted';
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

const between = 50; // milliseconds

export async function work({ picked, expected }: Job, tell: (told: Told) => void): Promise<void> {
  let told = 0;
  const progress = (done: number, total: number) => {
    const now = performance.now();
    if (now - told < between) return;
    told = now;
    tell({ kind: 'progress', done, total });
  };
  try {
    const found = await check(picked, expected, progress);
    tell(typeof found === 'string' ? { kind: 'failed', message: found } : { kind: 'found', found: { ...found } });
  } catch (error) {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

async function check(picked: Picked, expected: Expected, progress: (done: number, total: number) => void) {
  if ('files' in picked) return verify(openFolder(new Map(picked.files.map(([path, file]) => [path, fileSource(file)]))), expected, progress);
  const source = fileSource(picked.file);
  if (await isEncrypted(source)) return 'This bundle is encrypted. Decrypt it first, with Daybook or with the program age, and drop what comes of it here.';
  return verify(await openZip(source), expected, progress);
}
