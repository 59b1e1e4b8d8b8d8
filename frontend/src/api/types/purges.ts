// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { Count } from './facets';
import type { Hit } from './query';

/** A Plan determines how long events are kept, by its name; see package retention. */
export type Plan = 'free' | 'starter' | 'pro' | 'scale' | 'enterprise' | 'keep';

/** A PurgePreview describes the events that are due, and would be purged. */
export interface PurgePreview {
  /** For Purge; "" if nothing is due. */
  token: string;
  /**
   * Events in the archive, and of these: due; past their time but held; kept because they lie
   * beside events that cannot be read.
   */
  events: number;
  due: number;
  held: number;
  unread: number;
  /** Times of the first and last event that is due; "" if none is. */
  first: string;
  last: string;
  /** Events before this time are past their time; "" if all are kept. */
  cutoff: string;
  /** The oldest events that are due, at most 20. */
  sample: Hit[];
  categories: Count[];
  /** The rule in words: "Pro plan: 30 days". */
  rule: string;
  /** Holds in force that cover no event, each with its title and its words. */
  emptyHolds: string[];
  /** Why the purge asks first, one sentence each. */
  asks: string[];
  /** The clock is before a time that the archive has recorded. */
  clockBehind: boolean;
  /** Files that cannot be read, one sentence each. */
  unreadable: string[];
  /** What no purge can reach, in words. */
  outside: string;
}

/** A Receipt is the record of a purge that was done. */
export interface Receipt {
  /** Line of the journal that planned it; 0 right after the purge. */
  line: number;
  done: string;
  user: string;
  events: number;
  held: number;
  /** Number of ranges in which the events' numbers lie. */
  leaves: number;
  first: string;
  last: string;
  at: string;
  rule: string;
  holds: string[];
}

/** Receipts are the receipts of all purges that were done. */
export interface Receipts {
  /** Newest first. */
  all: Receipt[];
  /** What no purge can reach, in words. */
  outside: string;
}
