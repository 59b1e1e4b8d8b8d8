/** The files proofs and consistency: hashes that lead to the root of the tree, and earlier
 * trees that this one continues. Both are lines of text in one form. */

import { equal, readHex, type Bytes } from './bytes';
import { hashSize } from './hash';
import { Malformed, type Lines } from './lines';
import { readNumber } from './note';
import { continues, subsetRoot } from './tree';

export interface Size {
  size: number;
  root: Bytes;
}

/** The content of the file proofs, as far as it was read. */
export interface Proofs extends Size {
  /** The numbers of the events, which rise, and their leaf hashes one after another. */
  numbers: Float64Array;
  hashes: Bytes;
  /** The root to which the hashes lead; null if they do not fit. */
  leads: Bytes | null;
}

interface ProofLine {
  level: number;
  number: number;
  hash: Bytes;
}

function fault(lines: Lines): Malformed {
  return new Malformed(`line ${lines.n}: it is not written as Daybook writes it`);
}

function early(lines: Lines): Malformed {
  return new Malformed(`it ends after line ${lines.n}, before all is said`);
}

async function needed(lines: Lines): Promise<string> {
  const line = await lines.next();
  if (line === undefined) throw early(lines);
  return line;
}

/** Reads a line of a kind in its one form; null if it is none. */
function proofLine(line: string, kind: string): ProofLine | null {
  if (!line.startsWith(`${kind} `)) return null;
  const words = line.split(' ');
  const level = kind === 'node' ? readNumber(words[1] ?? '') : 0;
  const number = readNumber(words[kind === 'node' ? 2 : 1] ?? '');
  const hash = hashOf(words[kind === 'node' ? 3 : 2] ?? '');
  if (level === null || level >= 64 || number === null || !hash || words.length !== (kind === 'node' ? 4 : 3)) return null;
  return { level, number, hash };
}

function hashOf(text: string): Bytes | null {
  const hash = new Uint8Array(hashSize);
  return text.length === 2 * hashSize && readHex(text, 0, hash, 0, hashSize) ? hash : null;
}

async function head(lines: Lines, title: string): Promise<Size> {
  if ((await needed(lines)) !== title) throw fault(lines);
  const tree = proofLine(await needed(lines), 'tree');
  if (!tree) throw fault(lines);
  return { size: tree.number, root: tree.hash };
}

/** How many proofs of missing events are read, each of which is named. */
const freely = 256 << 10;

/** Hashes that grow in number, without copies of each. */
class Leaves {
  count = 0;
  numbers = new Float64Array(1024);
  hashes: Bytes = new Uint8Array(1024 * hashSize);

  add(number: number, line: string, hexAt: number): boolean {
    if (this.count === this.numbers.length) {
      const [numbers, hashes] = [this.numbers, this.hashes];
      this.numbers = new Float64Array(2 * this.count);
      this.numbers.set(numbers);
      this.hashes = new Uint8Array(2 * hashes.length);
      this.hashes.set(hashes);
    }
    this.numbers[this.count] = number;
    return readHex(line, hexAt, this.hashes, this.count++ * hashSize, hashSize);
  }
}

/** Reads the whole file and computes the root to which it leads. Where only the nodes are
 * wrong, what it says of the events is kept, and `say` is told. Of more than so many events
 * it is not read. */
export async function readProofs(lines: Lines, most: number, say: (problem: string) => void): Promise<Proofs> {
  const tree = await head(lines, 'daybook proofs 1');
  const leaves = new Leaves();
  let before = -1;
  for (;;) {
    let line = lines.peek();
    if (line === undefined && !lines.ended) {
      await lines.fill();
      continue;
    }
    if (!line?.startsWith('event ')) break;
    line = lines.take() ?? '';
    const behind = line.indexOf(' ', 6);
    const number = readNumber(line.slice(6, behind));
    if (number === null || line.length !== behind + 1 + 2 * hashSize) throw fault(lines);
    if (number >= tree.size || number <= before) throw new Malformed(`line ${lines.n}: event number ${number} is out of order, or not in the tree`);
    if (leaves.count === most + freely) throw new Malformed(`line ${lines.n}: it has proofs of more events than there are in events.jsonl`);
    if (!leaves.add(number, line, behind + 1)) throw fault(lines);
    before = number;
  }
  const proofs = { ...tree, numbers: leaves.numbers.slice(0, leaves.count), hashes: leaves.hashes.slice(0, leaves.count * hashSize), leads: null as Bytes | null };
  try {
    proofs.leads = await leadsTo(lines, proofs);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    say(error.message);
  }
  return proofs;
}

async function leadsTo(lines: Lines, { size, root, numbers, hashes }: Proofs): Promise<Bytes> {
  let leads = root;
  if (numbers.length > 0) {
    const found = await subsetRoot(size, numbers.slice(), hashes.slice(), async () => {
      const node = proofLine(await needed(lines), 'node');
      if (!node) throw fault(lines);
      return { level: node.level, index: node.number, hash: node.hash };
    });
    if (!found) throw new Malformed('the proof does not fit');
    leads = found;
  }
  if ((await lines.next()) !== undefined) throw fault(lines);
  return leads;
}

/** The place of an event in the proofs; -1 if there is none. */
export function placeOf({ numbers }: Proofs, number: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return numbers[low] === number ? low : -1;
}

const maxEarlier = 1000;
/** A tree has fewer levels. */
const maxPath = 64;

/** A note has at most 100 signatures. */
const maxNoteLines = 200;

/** The checkpoint of an earlier tree, as witnesses cosigned it. */
export interface Witnessed {
  /** Its line in the file. */
  at: number;
  tree: Size;
  note: string;
}

export interface Consistency {
  now: Size;
  earlier: Size[];
  witnessed: Witnessed | null;
}

/** Reads the whole file: its tree, the earlier ones that it is proven to continue, and the
 * signed note of one of these. */
export async function readConsistency(lines: Lines): Promise<Consistency> {
  const now = await head(lines, 'daybook consistency 1');
  const earlier: Size[] = [];
  let witnessed: Witnessed | null = null;
  let line = await lines.next();
  while (line !== undefined) {
    const then = proofLine(line, 'earlier');
    if (!then) throw fault(lines);
    const last = earlier.at(-1);
    const at = lines.n;
    if (then.number < 1 || then.number >= now.size || (last && then.number <= last.size) || earlier.length === maxEarlier) {
      throw new Malformed(`line ${at}: a checkpoint of ${then.number} events is out of order, or one too many`);
    }
    const proof: Bytes[] = [];
    let ends: Malformed | null = null;
    for (;;) {
      try {
        line = await lines.next();
      } catch (error) {
        // The proof as far as it was read comes first.
        if (!(error instanceof Malformed)) throw error;
        ends = error;
      }
      const hash = !ends && line?.startsWith('hash ') ? hashOf(line.slice(5)) : null;
      if (!hash) break;
      if (proof.push(hash) > maxPath) throw fault(lines);
    }
    if (!continues(proof, now.size, now.root, then.number, then.hash)) {
      throw new Malformed(`line ${at}: the tree is not proven to continue that of ${then.number} events`);
    }
    if (ends) throw ends;
    earlier.push({ size: then.number, root: then.hash });
    const first = lines.n;
    let note = '';
    for (let n = 0; line?.startsWith('note '); n++) {
      if (n === maxNoteLines || witnessed) throw fault(lines);
      note += `${line.slice(5)}\n`;
      line = await lines.next();
    }
    if (note !== '') witnessed = { at: first, tree: { size: then.number, root: then.hash }, note };
  }
  return { now, earlier, witnessed };
}

export function sameTree(a: Size, b: Size): boolean {
  return a.size === b.size && equal(a.root, b.root);
}
