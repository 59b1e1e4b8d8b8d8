/** Whether a file is encrypted by age, which this page cannot open. */

import { encode, equal } from './bytes';
import type { Source } from './source';

const heads = ['age-encryption.org/v1\n', '-----BEGIN AGE ENCRYPTED FILE-----'].map(encode);

export async function isEncrypted(source: Source): Promise<boolean> {
  for (const head of heads) if (equal(await source.read(0, Math.min(head.length, source.size)), head)) return true;
  return false;
}
