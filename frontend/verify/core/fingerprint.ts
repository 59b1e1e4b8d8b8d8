/** A public key as twelve words, to compare by telephone. */

import list from '../../../backend/proof/words.txt?raw';
import { encode } from './bytes';
import { sha256 } from './hash';

const words = list.trim().split(/\s+/);
const bytes = 12;

/** The words of a key as it is in key.pub; "" for none. */
export function fingerprint(key: string): string {
  if (key === '') return '';
  return Array.from(sha256(encode(`${key}\n`)).subarray(0, bytes), (byte) => words[byte] ?? '').join(' ');
}
