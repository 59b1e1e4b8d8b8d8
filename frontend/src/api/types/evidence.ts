// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/** A FileCheck reports whether the archive exported or imported a file. */
export interface FileCheck {
  /** Name without its folder. */
  name: string;
  sha256: string;
  bytes: number;
  /** The archive exported it. */
  found: boolean;
  lines: JournalLine[];
  /** The imports that it came with, the earliest first; empty if there are none. */
  imports: FileImport[];
  /**
   * Why the file may be a known one though it was not found, a sentence; "" if nothing is in
   * doubt.
   */
  doubt: string;
}

/** A FileImport is an import that a file came with. */
export interface FileImport {
  /** Number and name of the import. */
  import: number;
  file: string;
  /** The file's path in a folder; "" for a file by itself. */
  in: string;
  read: number;
  added: number;
  when: string;
  user: string;
  /** Why nothing of it was imported; "" if it was read. */
  refused: string;
}

/** A JournalLine is a line of the journal. */
export interface JournalLine {
  n: number;
  /** "" for a line that cannot be read. */
  kind: string;
  time: string;
  /** The time with the offset and zone of the computer that wrote the line. */
  local: string;
  user: string;
  program: string;
  /** What was done, in one sentence. */
  words: string;
  /** The line's data as JSON; "" if it cannot be read. */
  data: string;
}

/** A JournalPage is a page of the journal. */
export interface JournalPage {
  lines: JournalLine[];
  total: number;
  page: number;
  pages: number;
}

/** A JournalRequest asks for a page of the journal. */
export interface JournalRequest {
  /** From 1, the newest lines first, 100 lines a page. */
  page: number;
}

/** A Proven is the last verification in the journal. */
export interface Proven {
  time: string;
  user: string;
  root: string;
  events: number;
  problems: number;
}

/** A Verdict is the result of verifying the whole archive. */
export interface Verdict {
  ok: boolean;
  events: number;
  /** Purged events, each covered by a receipt in the journal. */
  purged: number;
  root: string;
  /** Lines of the journal. */
  lines: number;
  /** Why the journal has no line about this, a sentence without its full stop; '' if it has. */
  unrecorded: string;
  /** Events that exist but cannot be read, in addition to `events`. */
  unread: number;
  /** Why the archive can only be read; "" if it can be changed. */
  readOnly: string;
  /** The first 100 problems, one sentence each; count covers all. */
  problems: string[];
  count: number;
  /**
   * What is no longer as first written, by a receipt in the journal: a sentence each, without
   * its full stop.
   */
  notes: string[];
}
