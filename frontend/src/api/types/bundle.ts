// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { EventPart } from './redact';
import type { SearchState } from './search';
import type { Selection } from './selection';

/** A BundleCompare is a kind of file that a bundle is compared with. */
export type BundleCompare = '' | 'key' | 'checkpoint';

/** A BundleFact is a statement of a bundle about itself. */
export interface BundleFact {
  name: string;
  text: string;
}

/** A BundleRequest names the events of a bundle, and its purpose. */
export interface BundleRequest {
  selection: Selection;
  /** Gives the order of the events, and the search that the bundle records. */
  search: SearchState;
  /** As typed, ≤ 1,000 characters each, or "". */
  caseName: string;
  purpose: string;
  recipient: string;
  /** What is left out of the events; empty for nothing. */
  leaveOut: EventPart[];
  /**
   * The bundle is of all events that match the search, and parts are left out of the selected
   * events alone.
   */
  chosenOnly: boolean;
  /**
   * The bundle is encrypted for these public keys, one a line, or by this passphrase; both ""
   * for a plain one.
   */
  encryptFor: string;
  passphrase: string;
}

/** A BundleVerdict is the result of checking an evidence bundle, in the verifier's own words. */
export interface BundleVerdict {
  /** Identifies the bundle for CompareBundle. */
  token: string;
  /** Name without its folder. */
  file: string;
  /**
   * Nothing is wrong, everything requested was compared, the zip is the original, and the
   * signer is known.
   */
  ok: boolean;
  /** Nothing is wrong with the bundle by itself. */
  whole: boolean;
  /**
   * How the signer is known: by a key that was given, by a key that this computer knows, or not
   * at all, as for a bundle that anybody made anew.
   */
  signer: Signer;
  /** Whose key it is, in words; "" if that is not known. */
  signedBy: string;
  /** The files are whole, but their zip is not the original. */
  repacked: boolean;
  /** Warnings to read before relying on the bundle, a sentence each. */
  cautions: string[];
  /** "Whole. Signed by key d8d55e44, which you gave" */
  headline: string;
  /** The first 100 problems; count covers all. */
  problems: string[];
  count: number;
  /** What to do if it is not whole; otherwise "". */
  advice: string;
  /** Why the checkpoint could not be compared; "" if it could. */
  undecided: string;
  /** What a whole bundle says about itself; empty if it is not whole. */
  facts: BundleFact[];
  shows: BundleWords;
  showsNot: BundleWords;
  /** Names of the files that it was compared with; "" for none. */
  key: string;
  keyKnown: boolean;
  checkpoint: string;
  checkpointKnown: boolean;
  /** The whole result as the command line prints it. */
  text: string;
}

/** BundleWords are sentences under a heading. */
export interface BundleWords {
  head: string;
  lines: string[];
}

/**
 * A Signer tells how the signer of a bundle is known: by a key that was given, by a key that
 * this computer knows, or not at all, as for a bundle that anybody made anew.
 */
export type Signer = 'unknown' | 'given' | 'known';
