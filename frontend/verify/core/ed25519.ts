/** Ed25519, from the library of Paul Miller, which also works where the browser has none. */

import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';

hashes.sha512 = sha512;

/** Whether a key signed a message; any other bytes than a key or a signature did not. */
export function signed(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  try {
    return verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}
