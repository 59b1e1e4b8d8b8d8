// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { SearchState } from './search';

/** A Hold is a hold in force, or a released hold. */
export interface Hold {
  id: string;
  name: string;
  reason: string;
  words: string;
  placed: string;
  by: string;
  /** Events that it covers now. */
  events: number;
  released: string;
  releasedBy: string;
  releaseReason: string;
}

/** A HoldPreview describes what a hold would cover. */
export interface HoldPreview {
  /** In words, and as the number of events. */
  words: string;
  covers: number;
  /** What may be a slip in the search, or "". */
  hint: string;
}

/** A HoldRequest describes a hold to be placed. */
export interface HoldRequest {
  search: SearchState;
  /** ≤ 100 characters. */
  name: string;
  /** 1 to 1,000 characters. */
  reason: string;
  /** Place the hold even if it covers no event. */
  empty: boolean;
}

/** Holds are all holds that were placed. */
export interface Holds {
  inForce: Hold[];
  /** No longer in force, the last released first. */
  released: Hold[];
}
