// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/** An ImportReport is the result of an import. */
export interface ImportReport {
  number: number;
  /** Name without its folder. */
  file: string;
  /** Kind of system, "Google Workspace". */
  source: string;
  bytes: number;
  /** "" if sumGone, if it was no file, or if the report is damaged. */
  sha256: string;
  /** Events that the file may have had were purged, and its SHA-256 with them. */
  sumGone: boolean;
  read: number;
  added: number;
  duplicates: number;
  /** Included in `added`. */
  conflicts: number;
  /** Added events that were older than the plan keeps when they came. */
  due: number;
  rejected: number;
  /** The first 1,000, in Imports and a finished task; none in EventDetails. */
  rejections: Rejection[];
  /** "4 times had no zone and were read as UTC" */
  notes: string[];
  /**
   * The file was cut, or says that more follows, or this may be so; the notes say which. For
   * several files: at least one of them.
   */
  incomplete: boolean;
  /**
   * The files of an import of several, in the order of their paths; otherwise none. Of more
   * than 1,000 files there are 1,000: first those that were refused, had rejections or
   * conflicts, or have notes.
   */
  files: ImportedFile[];
  /** Number of files, 0 for an import of one file. */
  fileCount: number;
  started: string;
  finished: string;
  user: string;
  program: string;
}

/** An ImportedFile is a file of an import of several files. */
export interface ImportedFile {
  /** Its path in the folder, with slashes. */
  file: string;
  bytes: number;
  /** "" if it could not be read, or if events of the import may have been purged since. */
  sha256: string;
  source: string;
  read: number;
  added: number;
  duplicates: number;
  conflicts: number;
  rejected: number;
  notes: string[];
  /** Why nothing of it was imported; "" if it was read. */
  refused: string;
}

/** A Rejection is a record that was not imported, and the reason. */
export interface Rejection {
  /** "line 12" */
  at: string;
  reason: string;
}
