// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/** A Column is a column by which the table can be ordered. */
export type Column = 'timestamp' | 'member' | 'action' | 'description';

/**
 * A SearchState is a complete search: the same value serves as saved search, back step,
 * restored window and description of an export.
 */
export interface SearchState {
  /** As typed, ≤ 4,096 characters. */
  text: string;
  /** Matches any of these exact values; empty for no filter. Each list ≤ 1,000. */
  categories: string[];
  /** Action keys, "api_key.created". */
  actions: string[];
  members: string[];
  /** Import numbers. */
  imports: number[];
  conflictsOnly: boolean;
  range: TimeRange;
  /** Zone of the dates in `text`, and of the days of the histogram. */
  zone: string;
  sort: Sort;
  /** From 1. A page past the last gives the last. */
  page: number;
}

/** A Sort is an order of the table. */
export interface Sort {
  column: Column;
  descending: boolean;
}

/** A TimeRange is the time filter. At most one of `hours` and from/to is set. */
export interface TimeRange {
  /** The last n hours before the request; 0 for none. ≤ 87,600. */
  hours: number;
  /** From this time on; "" for open. */
  from: string;
  /** Until just before this time (half open); "" for open. */
  to: string;
}
