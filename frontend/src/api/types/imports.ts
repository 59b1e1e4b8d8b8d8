// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/** A DateOrder is the way to read a date like 03/04/2026. */
export type DateOrder = 'unknown' | 'day-first' | 'month-first';

/** ImportOptions say how to read what a file leaves open. */
export interface ImportOptions {
  /** Zone of times without one. */
  zone: string;
  /** How to read 03/04/2026; unknown rejects an ambiguous date. */
  dateOrder: DateOrder;
}
