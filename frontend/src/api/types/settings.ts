// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { DateOrder } from './imports';
import type { SearchState } from './search';

/** ColumnWidths are in CSS pixels. */
export interface ColumnWidths {
  member: number;
  action: number;
  timestamp: number;
}

/** A LastSearch is the search that was last on display, in an archive. */
export interface LastSearch {
  archive: string;
  search: SearchState;
}

/** A SavedSearch is a search that the officer named. */
export interface SavedSearch {
  /** 1 to 100 characters, unique. */
  name: string;
  /** Id of the archive that it belongs to (it names imports); "" for any archive. */
  archive: string;
  search: SearchState;
}

/** Settings are the officer's settings. */
export interface Settings {
  theme: Theme;
  /** IANA name, or "system". */
  zone: string;
  /** Widths in CSS pixels, 0 for the default; the description takes the remaining room. */
  columns: ColumnWidths;
  /** Keep all rows of a page in the document, for assistive technology. */
  allRows: boolean;
  /** Whether keys without Ctrl or Alt ("/" and "?") are shortcuts. Default true. */
  singleKeys: boolean;
  /** Proposed for the next import. */
  importZone: string;
  dateOrder: DateOrder;
  /** At most 200. */
  saved: SavedSearch[];
  /** The search on display when the window closed; null for none. */
  last: LastSearch | null;
}

/** A Theme is the look of the window: light, dark, or that of the system. */
export type Theme = 'system' | 'light' | 'dark';
