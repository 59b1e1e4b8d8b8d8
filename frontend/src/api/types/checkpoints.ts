// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/** A Comparison is the result of comparing the archive with a checkpoint. */
export interface Comparison {
  /** Name without its folder. */
  file: string;
  /** The archive continues the state of the checkpoint. */
  same: boolean;
  /** What the comparison proves, in plain words; what is wrong if `same` is false. */
  proves: string;
  cannot: string;
  /** Id of the key that signed; "" if no key of the archive did. */
  key: string;
  /** Lines of the journal at that time; 0 if the checkpoint does not say. */
  lines: number;
  thenSize: number;
  thenRoot: string;
  nowSize: number;
  nowRoot: string;
}
