// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/**
 * A Drop is a set of files that were dropped on the window. The program keeps their paths under
 * the token; the page asks for zone and date order and calls ImportDropped, or VerifyDropped.
 */
export interface Drop {
  token: string;
  files: DroppedFile[];
}

/** A DroppedFile is a file of a drop. */
export interface DroppedFile {
  name: string;
  bytes: number;
  /** It is an evidence bundle, whole or not: to be verified, not imported. */
  bundle: boolean;
  /** It is a folder, and all its files are one import. */
  folder: boolean;
}
