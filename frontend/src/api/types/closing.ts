// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/** Closing is the event that the page receives before the window closes. */
export interface Closing {
  /**
   * Busy is set if closing would cancel work under way: the page asks the officer, and closes
   * again when no work is under way any more.
   */
  busy: boolean;
}
