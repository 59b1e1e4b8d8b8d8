// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/** A TrustRequest is the officer's agreement, which nobody but the officer can give. */
export interface TrustRequest {
  /** 1 to 1,000 characters; it goes into the journal. */
  reason: string;
  /** Make a new key for the archive, even if it is not in doubt. */
  newKey: boolean;
}
