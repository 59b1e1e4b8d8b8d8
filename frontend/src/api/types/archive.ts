/** The archive, and what came into it. */
import type { Proven } from './evidence';

export type Plan = 'free' | 'starter' | 'pro' | 'scale' | 'enterprise' | 'keep';

export interface OpenRequest {
  /** A recent one, one chosen in a native dialog, a new one in a folder chosen
   * there, or the sample. */
  how: 'recent' | 'choose' | 'new' | 'sample';
  /** Key of the recent archive, else "". */
  recent: string;
  /** Of the new archive, 1 to 100 characters; else "". */
  name: string;
  /** Of the new archive; else "keep". */
  plan: Plan;
}

export interface Recent {
  /** Names its place: a copy of an archive has its id, but not its key. */
  key: string;
  name: string;
  /** For reading only. */
  path: string;
  /** When it was last open. */
  opened: string;
  /** When it was last closed, imported into or purged. */
  events: number;
}

export interface ArchiveInfo {
  /** Of its place, as of a recent archive. */
  key: string;
  /** The same in a copy of its folder. */
  id: string;
  name: string;
  /** For reading only. */
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
  /** Whether every file was hashed against its seal since it was opened. */
  check: 'running' | 'passed' | 'damaged';
  /** What is wrong, one sentence each; at most 200, and then how many more. */
  problems: string[];
  /** Events that cannot be read, beside `events`: they are in no count and on no page. */
  unread: number;
  /** Why it can only be read; "" where it can be changed. */
  readOnly: string;
  /** What was found damaged and built again since it was opened, one sentence each. */
  notices: string[];
  /** When everything was last verified; "" for never. */
  verified: string;
  /** The same in full; null for never. */
  proven: Proven | null;
  /** The next automatic purge and how many events are due then. */
  nextPurge: string;
  due: number;
  /** Why a purge by itself asks first, one sentence each; then `due` are due. */
  asks: string[];
  /** What is wrong with the clock, in words; "" when nothing is. */
  clock: string;
  /** The folder whose files are taken in while this archive is open, for reading
   * only; "" for none. */
  watched: string;
  /** How it is not as this computer last knew it, one sentence each; then it is
   * only read until the officer agrees to it. */
  doubt: string[];
}

/** What nobody but the officer can agree to. */
export interface TrustRequest {
  /** 1 to 1,000 characters; the journal gets it. */
  reason: string;
  /** Makes a new key for the archive: also where it is in no doubt. */
  newKey: boolean;
}

export interface WatchRequest {
  /** choose asks for a folder in a native dialog. */
  how: 'choose' | 'stop';
}

export type DateOrder = 'unknown' | 'day-first' | 'month-first';

export interface ImportRequest {
  /** Zone of times that name none. */
  zone: string;
  /** How 03/04/2026 is read; unknown rejects an ambiguous one. */
  dateOrder: DateOrder;
  /** Token of a `drop` event; "" opens the native dialog (several files). */
  dropped: string;
  /** The native dialog chooses a folder, all files of which are one import. */
  folder: boolean;
}

export interface ImportReport {
  number: number;
  /** Name without folder. */
  file: string;
  /** Kind of system, "Google Workspace". */
  source: string;
  bytes: number;
  sha256: string;
  read: number;
  added: number;
  duplicates: number;
  /** Counted within `added`. */
  conflicts: number;
  /** Of the added: past what the plan keeps as they came. */
  due: number;
  rejected: number;
  /** The first 1,000 with Imports and a finished task; none in EventDetails. */
  rejections: Rejection[];
  /** "4 times had no zone and were read as UTC" */
  notes: string[];
  /** The file was cut or says that more follows, or may be; the notes tell. Of
   * several files: one of them. */
  incomplete: boolean;
  /** Where it is of several files, these in the order of their paths; else none. Of
   * more than 1,000 so many, and first those that were refused, rejected from, in
   * conflict, or have notes. */
  files: ImportedFile[];
  /** How many there were, 0 where it is of one. */
  fileCount: number;
  started: string;
  finished: string;
  user: string;
  program: string;
}

/** One of several files that are one import. */
export interface ImportedFile {
  /** Its path in the folder, with slashes. */
  file: string;
  bytes: number;
  /** "" where it could not be read. */
  sha256: string;
  source: string;
  read: number;
  added: number;
  duplicates: number;
  conflicts: number;
  rejected: number;
  notes: string[];
  /** Why nothing of it was taken in; "" where it was read. */
  refused: string;
}

export interface Rejection {
  /** "line 12" */
  at: string;
  reason: string;
}
