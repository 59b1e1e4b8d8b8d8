// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/** A CoveredTime is the span of time of an import's events. */
export interface CoveredTime {
  number: number;
  file: string;
  first: string;
  last: string;
  /** Events that are in the archive. */
  events: number;
  rejected: number;
}

/** Gaps are the places where the archive may have gaps. */
export interface Gaps {
  /**
   * Runs of days (in the search's zone) without any event, from the archive's first event to
   * its last; the first 1,000. `to` is exclusive.
   */
  quiet: QuietDays[];
  /** Number of days without events, listed or not. */
  days: number;
  /** The span of time of each import's events, both ends included; the newest 1,000. */
  imports: CoveredTime[];
  /** Records that imports rejected, of all imports. */
  rejected: number;
  /** The newest 1,000 purges, and the number of events of all purges. */
  purges: PurgedTime[];
  purged: number;
  /**
   * Why there may be other purges: what is wrong with the journal; '' if nothing is known to be
   * wrong.
   */
  doubt: string;
}

/** A PurgedTime is the span of time of a purge's events. */
export interface PurgedTime {
  done: string;
  /** Times of the purged events, both ends included. */
  first: string;
  last: string;
  events: number;
}

/** QuietDays are a run of days without any event. */
export interface QuietDays {
  from: string;
  to: string;
  days: number;
}
