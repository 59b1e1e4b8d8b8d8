/** What Daybook remembers of the officer's wishes. */
import type { ArchiveInfo, DateOrder, Recent } from './archive';
import type { SearchState } from './search';
import type { Task } from './task';

export type Theme = 'system' | 'light' | 'dark';

export interface Settings {
  theme: Theme;
  /** IANA name, or "system". */
  zone: string;
  /** Widths in CSS pixels, 0 for the default; the description takes the rest. */
  columns: ColumnWidths;
  /** Keep all rows of a page in the document, for assistive technology. */
  allRows: boolean;
  /** Whether keys without Ctrl or Alt ("/" and "?") are shortcuts. Default true. */
  singleKeys: boolean;
  /** Offered by the next import. */
  importZone: string;
  dateOrder: DateOrder;
  /** At most 200. */
  saved: SavedSearch[];
  /** The search on display when the window closed; null for none. */
  last: LastSearch | null;
}

export interface ColumnWidths {
  member: number;
  action: number;
  timestamp: number;
}

export interface SavedSearch {
  /** 1 to 100 characters, unique. */
  name: string;
  /** Id of the archive it is for (it names imports); "" for any. */
  archive: string;
  search: SearchState;
}

export interface LastSearch {
  archive: string;
  search: SearchState;
}

/** All that the window needs to draw itself; asked at the start and after
 * each `state` event. */
export interface AppState {
  version: string;
  settings: Settings;
  /** Newest first, at most 12; those whose folder is gone are left out. */
  recents: Recent[];
  /** null when none is open. */
  archive: ArchiveInfo | null;
  /** What runs now. */
  tasks: Task[];
  /** What this version can do beyond the least:
   * "selected" QueryRequest.only, "bundle", "purge". */
  features: string[];
  /** Kinds of system whose exports can be imported, as a sentence names them:
   * "the activity feed", "Google Workspace". There are two or more. */
  sources: string[];
}
