// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { SearchState } from './search';

/** A MatchingRequest asks for all events that match a search. */
export interface MatchingRequest {
  search: SearchState;
  /** The selection so far: it is included, so that the returned token alone names everything. */
  plus: Selection;
}

/** A PastedRequest asks for events by their ids. */
export interface PastedRequest {
  /**
   * event_ids, as pasted, ≤ 4 MiB. Each line is taken as one id; if no event has it, the line
   * is split at white space, commas and semicolons, and quotes around an id are dropped.
   */
  pasted: string;
  /** As in MatchingRequest. */
  plus: Selection;
}

/**
 * A Selected is a fixed selection. Tokens live until the archive is closed; the program may
 * keep only the newest eight.
 */
export interface Selected {
  token: string;
  /** Events in it, including those of `plus`. */
  count: number;
  /** Events that match the search, or that the pasted ids name. */
  found: number;
  /** Distinct ids that were pasted. */
  ids: number;
  /** Pasted ids that no event has: the first 1,000, and their number. */
  missing: string[];
  missingCount: number;
  /** What was selected, in plain words. */
  words: string;
}

/**
 * A Selection is a set of events: those of `token` without `except`, and those in `seqs`. seqs
 * ≤ 100,000 and except ≤ 100,000; none of `seqs` is in `token`.
 */
export interface Selection {
  seqs: number[];
  /** From SelectMatching or SelectPasted; "" for none. */
  token: string;
  except: number[];
}
