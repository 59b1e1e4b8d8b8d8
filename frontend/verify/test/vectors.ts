/** The bundles on which every verifier is tested: those of build/vectors, written by it. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bytes } from '../core/bytes';
import { lookAt, NotOpened } from '../core/encrypted';
import { bytesSource, type Source } from '../core/source';
import { unlock } from '../core/unlock';

const root = join(import.meta.dirname, '../../..');

export interface Vector {
  name: string;
  file: string;
  forged: boolean;
  key: string;
  checkpoint: string;
  witnesses: string[];
  /** What opens it, if it is encrypted, as the next; "" for none. */
  identity: string;
  passphrase: string;
  verdict: 'known' | 'unknown' | 'repacked' | 'problems' | 'locked';
  events: number;
  cosigned: number;
  left_out: number;
}

/** What the program says of a vector, as `daybook-verify --json` prints it. */
export interface Said {
  headline: string;
  cautions: string[] | null;
  problem_count: number;
  problems: string[] | null;
  proven: string[] | null;
  not_proven: string[] | null;
  undecided: string;
  facts: { Name: string; Text: string }[] | null;
}

export interface Vectors {
  dir: string;
  all: Vector[];
  said: Said[];
  bytes(vector: Vector): Bytes;
  /** The bundle itself, opened as the page opens it; null if it stays locked. */
  open(vector: Vector): Promise<Source | null>;
}

/** Writes the vectors into a folder of its own, or takes those of VECTORS, where it is set. */
export function vectors(): Vectors {
  const dir = process.env['VECTORS'] ?? mkdtempSync(join(tmpdir(), 'daybook-vectors-'));
  if (!existsSync(join(dir, 'words.json'))) execFileSync('go', ['run', './build/vectors', '-words', dir], { cwd: root, stdio: 'pipe' });
  const read = (name: string): unknown => JSON.parse(readFileSync(join(dir, name), 'utf8'));
  const bytes = ({ file }: Vector) => new Uint8Array(readFileSync(join(dir, file)));
  const opened = new Map<string, Promise<Source | null>>();
  return {
    dir,
    all: (read('index.json') as Vector[]).filter(({ name }) => name !== 'large'),
    said: read('words.json') as Said[],
    bytes,
    open(vector) {
      // A passphrase takes a second, and many tests use the same vector.
      if (vector.identity + vector.passphrase === '') return opening(bytesSource(bytes(vector)), vector);
      const known = opened.get(vector.file) ?? opening(bytesSource(bytes(vector)), vector);
      opened.set(vector.file, known);
      return known;
    },
  };
}

async function opening(source: Source, { identity, passphrase }: Vector): Promise<Source | null> {
  try {
    const look = await lookAt(source);
    if (!look) return source;
    return (await unlock(source, look, passphrase === '' ? { keys: identity } : { passphrase }, () => {})).source;
  } catch (error) {
    if (error instanceof NotOpened) return null;
    throw error;
  }
}
