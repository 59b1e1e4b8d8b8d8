// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/** A LockedBundle is an encrypted bundle that was not opened yet. */
export interface LockedBundle {
  /** For OpenBundle and OpenBundleWithKey. */
  token: string;
  /** Name without its folder. */
  file: string;
  /** It is encrypted by a passphrase, otherwise for keys. */
  passphrase: boolean;
}
