/** What leaves the archive. */
import type { Hit, SearchState, Selection } from './search';

export interface CopyRequest {
  format: 'csv' | 'json';
  selection: Selection;
  /** Gives the order, and what the journal says was asked. */
  search: SearchState;
}

export interface Copied {
  count: number;
  bytes: number;
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
}

export interface PurgeRequest {
  /** "" only looks; the token of a preview carries it out. */
  confirm: string;
}

export interface PurgeAnswer {
  /** Set when carried out. */
  task: string;
  /** For `confirm`; "" when nothing is due. */
  token: string;
  /** Events due now, their range and at most 20 of them. */
  due: number;
  first: string;
  last: string;
  sample: Hit[];
  /** The rule in words: "Pro plan: 30 days". */
  rule: string;
}
