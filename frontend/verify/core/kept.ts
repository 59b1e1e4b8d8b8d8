/** Compares the bundle with a checkpoint that was kept elsewhere: of the same tree, or of an
 * earlier tree from which the bundle has a proof. */

import { encode, equal } from './bytes';
import { sha256 } from './hash';
import type { Manifest } from './manifest';
import { readNote, readVerifier, type Tree, type Verifier } from './note';
import { openTree } from './openTree';
import type { Size } from './proofs';
import { quoted } from './quoted';
import { count, plural } from '../../src/text/numbers';
import type { Kept, Verdict } from './verdict';

interface Bundle {
  key: Verifier;
  tree: Tree;
  manifest: Manifest | null;
  earlier: readonly Size[];
}

export function checkKept(verdict: Verdict, checkpoint: string, bundle: Bundle) {
  if (checkpoint === '') return;
  const opened = openKept(encode(oneEnd(checkpoint)), bundle);
  if (typeof opened === 'string') {
    verdict.add(`the checkpoint that you gave: ${opened}`);
    return;
  }
  const { kept, tree: then } = opened;
  const { tree } = bundle;
  if (then.size > tree.size) {
    verdict.undecided =
      `it is of ${plural(then.size, 'event')} and the bundle of ${count(tree.size)}, so it was saved later. The archive can show that it continues this bundle, ` +
      'and so can a bundle that was made since: compare either with the file checkpoint of this one';
    return;
  }
  const root = then.size === tree.size ? tree.root : then.size === 0 ? sha256(new Uint8Array(0)) : bundle.earlier.find(({ size }) => size === then.size)?.root;
  if (!root) {
    verdict.undecided =
      `it is of ${plural(then.size, 'event')}, and the bundle has no proof from a checkpoint of so many. ` +
      'Compare it with the archive itself, in Daybook: one whose history was not rewritten continues it';
    return;
  }
  if (!equal(then.root, root)) {
    verdict.add(`the checkpoint that you gave has another root for the first ${plural(then.size, 'event')}: the history was rewritten`);
    return;
  }
  verdict.kept = kept;
  // Only the manifest says that a key is a former key.
  if (verdict.signer === 'unknown' && !kept.former) {
    verdict.signer = 'known';
    verdict.owner = 'which signed the checkpoint that you kept';
  }
}

/** A text as it was saved: mail and editors change its line ends and add some. */
export function oneEnd(text: string): string {
  return `${text.replaceAll('\r\n', '\n').trim()}\n`;
}

/** Opens a checkpoint that the key of the bundle signed, or a former key of the archive by
 * the manifest. Whoever kept it vouches for it; its signature only shows that it belongs to
 * this archive. */
function openKept(bytes: Uint8Array, { key, manifest }: Bundle): { kept: Kept; tree: Tree } | string {
  const origin = readNote(bytes)?.text.split('\n')[0];
  if (origin !== undefined && origin !== key.name) return `it is of ${quoted(origin)} and not of this archive`;
  let first = '';
  for (const [i, one] of ownKeys(key, manifest).entries()) {
    const tree = openTree(bytes, one);
    if (typeof tree !== 'string') return { kept: { size: tree.size, key: one.id, former: i > 0, journal: tree.more.some((line) => line.startsWith('journal ')) }, tree };
    if (first === '') first = tree;
  }
  return first;
}

/** The key of the bundle, and those that the archive had before, by the manifest. */
export function ownKeys(key: Verifier, manifest: Manifest | null): Verifier[] {
  const former = (manifest?.archive.former_keys ?? []).map(readVerifier);
  return [key, ...former.filter((one) => one !== null).filter(({ witness, name }) => !witness && name === key.name)];
}
