/** A file that was not imported, and why. */
export interface RefusedFile {
  file: string;
  message: string;
  /** When that was, as an instant. */
  at: string;
}
