// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/** A Fault is an error in words for an officer. */
export interface Fault {
  /**
   * What the page can act on. It knows "superseded": a newer Search was made, and the answer is
   * dropped; "date": a date in the search text cannot be read, which is shown under the field;
   * "too-many": a copy of more than 1,000 events or 5 MB, for which an export is offered;
   * "doubt": the archive is not as this computer last knew it, and can only be read; "no-key":
   * the archive's private key is not on this computer. Other codes are for tests and reports:
   * the page shows their words.
   */
  code: string;
  /** One sentence: what happened. */
  message: string;
  /** One sentence: what to do. May be "". */
  hint: string;
}
