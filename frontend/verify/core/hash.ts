/** SHA-256, from the audited library of Paul Miller. */

import { sha256 as noble } from '@noble/hashes/sha2.js';
import type { Bytes } from './bytes';

export const hashSize = 32;

/** Most of what is hashed is short, and to make a new state for each takes as long as the
 * hashing: so one is set back to the beginning. */
const beginning = noble.create();
const state = beginning.clone();

export function sha256(bytes: Uint8Array): Bytes {
  beginning._cloneInto(state);
  return state.update(bytes).digest();
}

/** A hash of bytes that come one after another. */
export interface Running {
  update(bytes: Uint8Array): void;
  digest(): Bytes;
}

export function running(): Running {
  const hash = noble.create();
  return {
    update(bytes) {
      hash.update(bytes);
    },
    digest: () => hash.digest(),
  };
}
