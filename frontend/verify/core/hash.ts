/** SHA-256, from the audited library of Paul Miller. */

import { sha256 as noble } from '@noble/hashes/sha2.js';
import type { Bytes } from './bytes';

export const hashSize = 32;

export function sha256(bytes: Uint8Array): Bytes {
  return noble(bytes);
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
