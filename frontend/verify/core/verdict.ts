/** What the check of a bundle found. The words for it are in words.ts. */

import type { Manifest } from './manifest';

/** Why the reader can know who signed: the key is the one that was given; or its owner is
 * known, as that of a checkpoint that the reader kept; or only the bundle names it. */
export type Signer = 'unknown' | 'given' | 'known';

export interface Cosigned {
  name: string;
  /** Seconds since 1970. */
  time: number;
  /** How many events the tree of the checkpoint had. */
  size: number;
}

/** A checkpoint that was kept apart from the bundle, with which the bundle agrees. */
export interface Kept {
  size: number;
  key: string;
  /** The archive had this key before, as the manifest says. */
  former: boolean;
  /** It also covers the archive's journal, which is in no bundle. */
  journal: boolean;
}

/** What is known about a bundle from elsewhere; each may be empty. */
export interface Expected {
  key: string;
  checkpoint: string;
  witnesses: string[];
}

const mostProblems = 100;

export class Verdict {
  /** The first problems, in words, and the number of all. */
  problems: string[] = [];
  count = 0;
  manifest: Manifest | null = null;
  key = '';
  /** Of the tree, by the checkpoint. */
  size = 0;
  root = '';
  events = 0;
  signer: Signer = 'unknown';
  owner = '';
  /** The files are those of a bundle, in another zip than the one that was written. */
  repacked = false;
  unpacked = false;
  /** The order depends on parts that are left out, so it was not checked. */
  unordered = false;
  cosigned: Cosigned[] = [];
  others = 0;
  earlier = 0;
  continues = 0;
  kept: Kept | null = null;
  /** Why the bundle shows neither agreement nor disagreement with the given checkpoint. */
  undecided = '';

  add(problem: string) {
    this.count++;
    if (this.problems.length < mostProblems) this.problems.push(problem);
  }
}

/** A verdict as it comes from a worker: its values without its methods. */
export type Found = Omit<Verdict, 'add'>;

/** No problem: the content is what its signer, known or not, signed. */
export function isWhole({ count }: Found): boolean {
  return count === 0;
}

export function isKnown({ signer }: Found): boolean {
  return signer !== 'unknown';
}

export function isComplete(found: Found): boolean {
  return isWhole(found) && found.events === found.size;
}

export function isRedacted({ manifest }: Found): boolean {
  return manifest !== null && manifest.left_out.events > 0;
}

/** The exit code of the program for it: what kind of verdict it is, in one number. */
export function exitCode(found: Found): 0 | 1 | 3 | 4 {
  if (!isWhole(found) || found.undecided !== '') return 1;
  if (found.repacked) return 4;
  return isKnown(found) ? 0 : 3;
}
