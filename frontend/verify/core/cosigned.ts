/** Looks for cosignatures of the expected witnesses on the checkpoint, and on that of an
 * earlier tree which the bundle carries. */

import { encode } from './bytes';
import { ownKeys } from './kept';
import type { Manifest } from './manifest';
import { cosignedAt, readVerifier, type Verifier } from './note';
import { openTree, type SignedTree } from './openTree';
import { sameTree, type Witnessed } from './proofs';
import { quoted } from './quoted';
import type { Verdict } from './verdict';

interface Bundle {
  key: Verifier;
  tree: SignedTree;
  manifest: Manifest | null;
  witnessed: Witnessed | null;
}

export function checkWitnesses(verdict: Verdict, expected: readonly string[], { key, tree, manifest, witnessed }: Bundle) {
  const known = expected.map((text) => readVerifier(text.trim())).filter((one) => one !== null).filter(({ witness }) => witness);
  if (known.length < expected.length) {
    verdict.add('the key of a witness that you gave: it is none');
    return;
  }
  const problem = addCosigned(verdict, tree, key, known);
  if (problem !== '') verdict.add(`checkpoint: ${problem}`);
  if (!witnessed) return;
  const wrong = checkEarlier(verdict, witnessed, ownKeys(key, manifest), known);
  if (wrong !== '') verdict.add(`consistency: the checkpoint of line ${witnessed.at}: ${wrong}`);
}

/** The archive may have had another key when it signed the earlier one. */
function checkEarlier(verdict: Verdict, witnessed: Witnessed, keys: readonly Verifier[], known: readonly Verifier[]): string {
  let first = '';
  for (const key of keys) {
    const then = openTree(encode(witnessed.note), key);
    if (typeof then === 'string') {
      if (first === '') first = then;
      continue;
    }
    const problem = addCosigned(verdict, then, key, known);
    if (problem !== '') return problem;
    return sameTree(then, witnessed.tree) ? '' : `it is of another tree than the ${witnessed.tree.size} events above it`;
  }
  return first;
}

/** Adds to the verdict who cosigned a checkpoint that the key signed; what is wrong, or ''. */
function addCosigned(verdict: Verdict, tree: SignedTree, key: Verifier, known: readonly Verifier[]): string {
  const seen = new Set<string>();
  const others = new Set<string>();
  for (const signature of tree.signatures) {
    const id = `${signature.name} ${signature.id}`;
    if (signature.name === key.name && signature.id === key.id) continue;
    const witness = known.find(({ name, id: own }) => name === signature.name && own === signature.id);
    if (!witness) others.add(`${id} ${signature.base64}`);
    if (!witness || seen.has(id)) continue;
    seen.add(id);
    const time = cosignedAt(witness, tree.text, signature);
    if (time === null) return `not cosigned by the witness that it names: ${quoted(signature.name)}, key ${signature.id}`;
    verdict.cosigned.push({ name: signature.name, time, size: tree.size });
  }
  verdict.others += others.size;
  return '';
}
