/** One check of a bundle, in workers or in the page. */

import type { Bytes } from './core/bytes';
import { openFolder, openZip, type Contents } from './core/contents';
import { fits, lookAt, NotOpened, type Look, type Secret } from './core/encrypted';
import { largeNames, sumOf, type Elsewhere } from './core/files';
import { computeLeaves, type Batch } from './core/leaves';
import { fileSource, type Source } from './core/source';
import type { unlock } from './core/unlock';
import type { Expected, Found } from './core/verdict';
import { verify } from './core/verify';
import type { Picked } from './ui/pick';

export interface Job {
  picked: Picked;
  expected: Expected;
  /** What opens it, if it is encrypted. */
  secret: Secret | null;
}

export type Told =
  | { kind: 'progress'; step: 'open' | 'check'; done: number; total: number }
  /** It is encrypted, and was not opened: fault says why what was given did not open it. */
  | { kind: 'locked'; passphrase: boolean; fault: string }
  | { kind: 'found'; found: Found; opened: Opened | null }
  | { kind: 'failed'; message: string };

/** By what an encrypted bundle was opened, and by what it is opened again. */
export interface Opened {
  passphrase: boolean;
  again: Secret;
}

export interface Beside {
  elsewhere?: Elsewhere | null;
  /** Opens encrypted bundles; only a worker has it. */
  unlock?: typeof unlock;
}

/** The hash of a large file, null if it cannot be read; or leaf hashes of some lines. */
export type Part = { name: string; sha256: string | null } | Batch;

/** Milliseconds; to draw the bar takes time as well. */
const between = 120;

const noWorker = 'This bundle is encrypted. To open it here takes a worker, which this browser does not give to the page. Use another browser, or open the bundle with Daybook.';

export async function work({ picked, expected, secret }: Job, tell: (told: Told) => void, { elsewhere = null, unlock: open }: Beside = {}): Promise<void> {
  let told = 0;
  const progress = (step: 'open' | 'check') => (done: number, total: number) => {
    const now = performance.now();
    if (now - told < between) return;
    told = now;
    tell({ kind: 'progress', step, done, total });
  };
  let look: Look | null = null;
  try {
    const file = 'file' in picked ? fileSource(picked.file) : null;
    look = file && (await lookAt(file));
    let plain: Source | null = file;
    let opened: Opened | null = null;
    if (file && look) {
      if (!open) throw new NotOpened(noWorker);
      if (!secret || !fits(look, secret)) {
        tell({ kind: 'locked', passphrase: look.passphrase, fault: '' });
        return;
      }
      const { source, fileKey } = await open(file, look, secret, progress('open'));
      plain = source;
      opened = { passphrase: look.passphrase, again: { fileKey } };
    }
    const found = await verify(await contentsOf(picked, plain), expected, progress('check'), elsewhere);
    tell({ kind: 'found', found, opened });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (look && error instanceof NotOpened && error.again) tell({ kind: 'locked', passphrase: look.passphrase, fault: message });
    else tell({ kind: 'failed', message });
  }
}

/** Does a part of the check, in the order in which it is needed. What is wrong with a file
 * is found by the check itself, which reads it too. */
export async function help(picked: Picked, tell: (part: Part) => void): Promise<void> {
  const contents = await contentsOf(picked, 'file' in picked ? fileSource(picked.file) : null);
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

function contentsOf(picked: Picked, file: Source | null): Promise<Contents> {
  if (file) return openZip(file);
  const files = 'files' in picked ? picked.files : [];
  return Promise.resolve(openFolder(new Map(files.map(([path, one]) => [path, fileSource(one)]))));
}
