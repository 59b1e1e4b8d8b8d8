/** One event in full. */
import type { ImportReport } from './archive';

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
  /** The source's own record as JSON text, "" where there was none. */
  details: string;
  /** The time as the source wrote it and how it was read ("no zone: read as
   * UTC"); "" where the source's text equals `time`. */
  originalTime: string;
  timeRule: string;
  /** The import that brought it. */
  import: ImportReport;
  /** Other events with the same event_id. */
  conflicts: number[];
  /** Leaf hash in hexadecimal, that the event was checked against. */
  leaf: string;
  /** State of the proof in words: "In the signed checkpoint of …". */
  proof: string;
}
