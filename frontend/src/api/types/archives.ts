// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { Proven } from './evidence';
import type { Plan } from './purges';

/** An ArchiveInfo describes the open archive. */
export interface ArchiveInfo {
  /** Key of its place, as in Recent. */
  key: string;
  /** A copy of its folder has the same id. */
  id: string;
  name: string;
  /** For display only. */
  path: string;
  plan: Plan;
  events: number;
  conflicts: number;
  /** Times of the first and last event; "" when empty. */
  first: string;
  last: string;
  imports: number;
  snapshot: number;
  /** Root of the tree in hexadecimal; "" when empty. */
  root: string;
  /** Size on disk. */
  bytes: number;
  /** Progress of hashing every file against its seal since it was opened. */
  check: Check;
  /** Problems, one sentence each; at most 200, then the number of the others. */
  problems: string[];
  /** Events that cannot be read, in addition to `events`: no count or page includes them. */
  unread: number;
  /** Why it can only be read; "" if it can be changed. */
  readOnly: string;
  /** Files found damaged and rebuilt since it was opened, one sentence each. */
  notices: string[];
  /** When everything was last verified; "" if never. */
  verified: string;
  /** The last verification in full; null if never. */
  proven: Proven | null;
  /** Time of the next automatic purge, and the number of events due then. */
  nextPurge: string;
  due: number;
  /** Why an automatic purge asks first, one sentence each; then `due` events are due. */
  asks: string[];
  /** What is wrong with the clock, in words; "" if nothing is. */
  clock: string;
  /**
   * How it differs from the state that this computer last knew, one sentence each; then it can
   * only be read until the officer agrees to it.
   */
  doubt: string[];
  /** That a checkpoint should be saved elsewhere again, a sentence; "" while none should. */
  checkpointOverdue: string;
  /**
   * The folder whose files are imported while this archive is open, for display only; "" for
   * none.
   */
  watched: string;
}

/** A Check is the progress or the result of checking all files against their seals. */
export type Check = 'running' | 'passed' | 'damaged';

/** A NewArchiveRequest describes a new archive. */
export interface NewArchiveRequest {
  /** 1 to 100 characters. */
  name: string;
  plan: Plan;
}

/** A Recent is an archive that was open before. */
export interface Recent {
  /** Identifies its place: a copy of an archive has the same id, but another key. */
  key: string;
  name: string;
  /** For display only. */
  path: string;
  /** When it was last open. */
  opened: string;
  /** Number of events when it was last closed, imported into or purged. */
  events: number;
}
