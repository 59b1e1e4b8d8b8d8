// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { Gaps } from './gaps';

/** A Bar is a step of the histogram. */
export interface Bar {
  from: string;
  /** Equal to the next bar's `from`. */
  to: string;
  count: number;
}

/** A Count is the number of events with a value. */
export interface Count {
  value: string;
  count: number;
}

/** A Facet gives the number of matching events for each value. */
export interface Facet {
  values: Count[];
  /** Number of values with a match, shown or not. */
  distinct: number;
}

/** Facets are the counts beside a search; each ignores the filter of its own kind. */
export interface Facets {
  /**
   * All categories and action keys of the archive, including those without a match, with count
   * 0; by count, then by value. At most 1,000 each.
   */
  categories: Facet;
  actions: Facet;
  /** Members with a match, and members named by the filter; ≤ 1,000. */
  members: Facet;
  /** Matching events that are marked as conflicts. */
  conflicts: number;
  /**
   * Equal calendar steps (in the search's zone) from the archive's first event to its last,
   * without gaps, including empty steps; ≤ 400. It ignores `range`, but not dates in the text.
   */
  histogram: Bar[];
  /**
   * Where the archive may have gaps, whatever the search; null if the page has that already
   * (see SearchRequest.gapsAt).
   */
  gaps: Gaps | null;
}
