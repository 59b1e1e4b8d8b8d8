// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { SearchState } from './search';
import type { Selection } from './selection';

/** A Copied describes the text on the clipboard. */
export interface Copied {
  count: number;
  bytes: number;
  /** Events of the archive that cannot be read, and so are not included. */
  unread: number;
  /** Why the journal has no line about this: the archive can only be read; otherwise "". */
  unwritten: string;
}

/** A CopyRequest names the events to copy. */
export interface CopyRequest {
  format: Format;
  selection: Selection;
  /** Gives the order of the events, and the search that the journal records. */
  search: SearchState;
}

/** An ExportRequest names the events to export to a file. */
export interface ExportRequest {
  format: Format;
  selection: Selection;
  /** Gives the order of the events, and the search that the journal records. */
  search: SearchState;
}

/** A Format is a format in which selected events are written. */
export type Format = 'csv' | 'json';

/** A Written describes a written file. */
export interface Written {
  /** For ShowInFolder. */
  token: string;
  /** For display only. */
  path: string;
  count: number;
  bytes: number;
  sha256: string;
  /** Events of the archive that cannot be read, and so are not included. */
  unread: number;
  /** Why the journal has no line about this: the archive can only be read; otherwise "". */
  unwritten: string;
}
