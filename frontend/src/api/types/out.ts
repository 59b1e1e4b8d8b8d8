/** What leaves the archive. */
import type { SearchState, Selection } from './search';

export interface CopyRequest {
  format: 'csv' | 'json';
  selection: Selection;
  /** Gives the order, and what the journal says was asked. */
  search: SearchState;
}

export interface Copied {
  count: number;
  bytes: number;
  /** Events of the archive that cannot be read, and so are not in it. */
  unread: number;
  /** Why the journal has no line of it: the archive can only be read; else "". */
  unwritten: string;
}

export interface ExportRequest {
  format: 'csv' | 'json' | 'bundle';
  selection: Selection;
  search: SearchState;
  /** For the bundle, as typed, ≤ 1,000 characters each; otherwise "". */
  caseName: string;
  purpose: string;
  recipient: string;
}

/** A file that was written. */
export interface Written {
  /** For ShowInFolder. */
  token: string;
  /** For reading only. */
  path: string;
  count: number;
  bytes: number;
  sha256: string;
  /** Events of the archive that cannot be read, and so are not in it. */
  unread: number;
  /** Why the journal has no line of it: the archive can only be read; else "". */
  unwritten: string;
}
