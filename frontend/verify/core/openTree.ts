/** Checkpoints: notes that say what the tree of an archive was. */

import { readNote, readTree, verifies, type Signature, type Tree, type Verifier } from './note';

/** A checkpoint that a key signed, with all that stands below it. */
export interface SignedTree extends Tree {
  text: string;
  signatures: readonly Signature[];
}

/** Opens a checkpoint that the key signed, perhaps among others; a text says why it is none. */
export function openTree(bytes: Uint8Array, key: Verifier): SignedTree | string {
  const note = readNote(bytes);
  if (!note) return 'it is not a signed note';
  const own = note.signatures.find(({ name, id }) => name === key.name && id === key.id);
  if (!own) return 'it has no signature by that key';
  if (!verifies(key, note.text, own)) return 'its signature is not valid: it was changed, or another key signed it';
  const tree = readTree(note.text);
  if (tree?.origin !== key.name) return 'it is no checkpoint of this archive';
  return { ...tree, ...note };
}
