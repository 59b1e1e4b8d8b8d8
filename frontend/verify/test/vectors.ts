/** The bundles on which every verifier is tested: those of build/vectors, written by it. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bytes } from '../core/bytes';

const root = join(import.meta.dirname, '../../..');

export interface Vector {
  name: string;
  file: string;
  forged: boolean;
  key: string;
  checkpoint: string;
  witnesses: string[];
  verdict: 'known' | 'unknown' | 'repacked' | 'problems';
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
}

/** Writes the vectors into a folder of its own, or takes those of VECTORS, where it is set. */
export function vectors(): Vectors {
  const dir = process.env['VECTORS'] ?? mkdtempSync(join(tmpdir(), 'daybook-vectors-'));
  if (!existsSync(join(dir, 'words.json'))) execFileSync('go', ['run', './build/vectors', '-words', dir], { cwd: root, stdio: 'pipe' });
  const read = (name: string): unknown => JSON.parse(readFileSync(join(dir, name), 'utf8'));
  return {
    dir,
    all: (read('index.json') as Vector[]).filter(({ name }) => name !== 'large'),
    said: read('words.json') as Said[],
    bytes: ({ file }) => new Uint8Array(readFileSync(join(dir, file))),
  };
}
