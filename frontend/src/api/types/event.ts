// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { ImportReport } from './reports';

/** An EventDetails is one event in full. */
export interface EventDetails {
  seq: number;
  id: string;
  actor: string;
  category: string;
  action: string;
  description: string;
  time: string;
  /** The catalogue's meaning of the action key; "" outside the catalogue. */
  meaning: string;
  /** The source's own record as JSON text; "" if there was none. */
  details: string;
  /**
   * The time as the source wrote it and how it was read ("no zone: read as UTC"); "" if the
   * source's text equals `time`.
   */
  originalTime: string;
  timeRule: string;
  /** The import that added it. */
  import: ImportReport;
  /** Other events with the same event_id. */
  conflicts: number[];
  /** Leaf hash in hexadecimal, against which the event was checked. */
  leaf: string;
  /** State of the proof in words: "In the signed checkpoint of …". */
  proof: string;
}
