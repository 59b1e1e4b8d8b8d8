// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { ArchiveInfo, Recent } from './archives';
import type { Settings } from './settings';
import type { Task } from './tasks';

/**
 * An AppState is all that the window needs to draw itself; the page asks for it at the start
 * and after each `state` event.
 */
export interface AppState {
  version: string;
  settings: Settings;
  /** Newest first, at most 12; archives whose folder is gone are left out. */
  recents: Recent[];
  /** null if none is open. */
  archive: ArchiveInfo | null;
  /** Tasks under way. */
  tasks: Task[];
  /**
   * What this version can do beyond the minimum: "selected" (SearchRequest.only), "bundle",
   * "purge".
   */
  features: string[];
  /**
   * Kinds of system whose exports can be imported, as a sentence names them: "the activity
   * feed", "Google Workspace". There are two or more.
   */
  sources: string[];
}
