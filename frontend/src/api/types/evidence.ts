/** What proves the archive: verification, journal, checkpoints. */
import type { Written } from './out';

/** What reading everything found. */
export interface Verdict {
  ok: boolean;
  events: number;
  /** Events that were purged, each in a receipt of the journal. */
  purged: number;
  root: string;
  /** Lines of the journal. */
  lines: number;
  /** Why the journal has no line of it, a sentence without its end; '' where it has one. */
  unrecorded: string;
  /** Events that are there and cannot be read, beside `events`. */
  unread: number;
  /** Why the archive can only be read; "" where it can be changed. */
  readOnly: string;
  /** The first 100, one sentence each; count is of all. */
  problems: string[];
  count: number;
  /** What is not as it was first written, by a receipt of the journal: a
   * sentence each, without its end. */
  notes: string[];
}

/** The last verification that the journal knows of. */
export interface Proven {
  time: string;
  user: string;
  root: string;
  events: number;
  problems: number;
}

export interface JournalRequest {
  /** From 1, the newest lines first, 100 a page. */
  page: number;
}

export interface JournalPage {
  lines: JournalLine[];
  total: number;
  page: number;
  pages: number;
}

export interface JournalLine {
  n: number;
  /** "" for a line that cannot be read. */
  kind: string;
  time: string;
  /** The same with the offset and zone of the computer that wrote it. */
  local: string;
  user: string;
  program: string;
  /** What was done, in one sentence. */
  words: string;
  /** All that the line says, as JSON; "" if it cannot be read. */
  data: string;
}

/** Whether a file is one that the archive exported. */
export interface FileCheck {
  /** Without its folder. */
  name: string;
  sha256: string;
  bytes: number;
  /** The archive exported it. */
  found: boolean;
  lines: JournalLine[];
  /** Where it came in, the first time first; none if it did not. */
  imports: FileImport[];
}

/** Where a file came into the archive. */
export interface FileImport {
  /** Number of the import, and what it is called. */
  import: number;
  file: string;
  /** The file's path in a folder; "" for a file by itself. */
  in: string;
  read: number;
  added: number;
  when: string;
  user: string;
  /** Why nothing of it was taken in; "" where it was read. */
  refused: string;
}

export interface CheckpointRequest {
  action: 'save' | 'compare';
}

/** One of the two, by the action. */
export interface CheckpointAnswer {
  saved: Written | null;
  compared: Comparison | null;
}

/** Exactly one way to a bundle: `dropped` is the token of a drop of one file,
 * `bundle` that of a verdict; with neither a dialog asks. */
export interface BundleRequest {
  dropped: string;
  bundle: string;
  /** With `bundle`: asks for a file to compare it with. What it was compared with
   * before, it is compared with again. */
  compare: '' | 'key' | 'checkpoint';
}

/** What the check of an evidence bundle found, in the verifier's own words. */
export interface BundleVerdict {
  /** To compare the bundle with something. */
  token: string;
  /** Without its folder. */
  file: string;
  /** Nothing is wrong, all that was asked for was compared, the zip is the one that
   * was written, and it is known who signed. */
  ok: boolean;
  /** Nothing is wrong with the bundle by itself. */
  whole: boolean;
  /** Why it is known who signed: a key that was given, one that this computer
   * knows, or not at all, as of a bundle that anybody made anew. */
  signer: 'unknown' | 'given' | 'known';
  /** Whose the key is, in words; "" where that is not known. */
  signedBy: string;
  /** The files are whole, in a zip that is not the one that was written. */
  repacked: boolean;
  /** What is to be known before it is relied on, a sentence each. */
  cautions: string[];
  /** "Whole. Signed by key d8d55e44, which you gave" */
  headline: string;
  /** The first 100; count is of all. */
  problems: string[];
  count: number;
  /** What to do where it is not whole, otherwise "". */
  advice: string;
  /** Why the checkpoint could not be compared; "" where it could. */
  undecided: string;
  /** What a whole bundle says of itself; nothing where it is not whole. */
  facts: BundleFact[];
  shows: BundleWords;
  showsNot: BundleWords;
  /** Names of the files it was compared with; "" for none. */
  key: string;
  keyKnown: boolean;
  checkpoint: string;
  checkpointKnown: boolean;
  /** All of it as the command line prints it. */
  text: string;
}

export interface BundleFact {
  name: string;
  text: string;
}

/** Sentences below a heading. */
export interface BundleWords {
  head: string;
  lines: string[];
}

export interface Comparison {
  /** Without its folder. */
  file: string;
  /** The archive continues what it was then. */
  same: boolean;
  /** In plain words; what is wrong if it is not the same. */
  proves: string;
  cannot: string;
  /** Id of the key that signed; "" if none of the archive did. */
  key: string;
  /** Lines of the journal then; 0 when the checkpoint does not say. */
  lines: number;
  thenSize: number;
  thenRoot: string;
  nowSize: number;
  nowRoot: string;
}
