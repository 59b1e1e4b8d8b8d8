/**
 * The Merkle tree of RFC 6962: whether leaves lead to a root by the nodes beside them,
 * and whether one tree continues another. backend/integrity says why the rules are these.
 */

import { equal, type Bytes } from './bytes';
import { hashSize, sha256 } from './hash';

const pair = new Uint8Array(1 + 2 * hashSize);
pair[0] = 1;

/** The hash of the node above two others. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Bytes {
  pair.set(left, 1);
  pair.set(right, 1 + hashSize);
  return sha256(pair);
}

/** One hash of a tree, named by its level and its number on that level. */
export interface TreeNode {
  level: number;
  index: number;
  hash: Uint8Array;
}

/** The root of the tree of `size` leaves, of which those with these numbers, which rise,
 * have these hashes, 32 bytes each; `next` gives the nodes of the proof one by one, or
 * null where the one is not there. The result is null if the proof does not fit. Both
 * arrays are overwritten, so that nothing is needed beside them. */
export async function subsetRoot(
  size: number,
  numbers: Float64Array,
  hashes: Bytes,
  next: (level: number, index: number) => TreeNode | null | Promise<TreeNode | null>,
): Promise<Bytes | null> {
  let count = numbers.length;
  if (count === 0) return null;
  const hashAt = (i: number) => hashes.subarray(i * hashSize, (i + 1) * hashSize);
  for (let level = 0, width = size; width > 1; level++, width = Math.ceil(width / 2)) {
    let made = 0;
    for (let i = 0; i < count; i++) {
      const at = numbers[i]!;
      let left: Uint8Array | undefined = hashAt(i);
      let right: Uint8Array | undefined;
      if (at % 2 === 1) {
        right = left;
        const node = await next(level, at - 1);
        left = node?.level === level && node.index === at - 1 ? node.hash : undefined;
      } else if (i + 1 < count && numbers[i + 1] === at + 1) {
        i++;
        right = hashAt(i);
      } else if (at + 1 < width) {
        const node = await next(level, at + 1);
        right = node?.level === level && node.index === at + 1 ? node.hash : undefined;
      } else {
        // The last one has nothing on its right, and goes up as it is.
        numbers[made] = at / 2;
        hashes.copyWithin(made * hashSize, i * hashSize, (i + 1) * hashSize);
        made++;
        continue;
      }
      if (!left || !right) return null;
      numbers[made] = Math.floor(at / 2);
      hashes.set(nodeHash(left, right), made * hashSize);
      made++;
    }
    count = made;
  }
  return hashes.slice(0, hashSize);
}

/** Whether the tree of `size` leaves with this root is proven to begin with the tree of
 * `was` leaves with that root, where 1 <= was < size. */
export function continues(proof: readonly Uint8Array[], size: number, root: Uint8Array, was: number, wasRoot: Uint8Array): boolean {
  const roots = runProof(proof, proof.length, 0, size, was, wasRoot);
  return roots !== null && equal(roots.was, wasRoot) && equal(roots.now, root);
}

interface Roots {
  was: Uint8Array;
  now: Uint8Array;
}

function runProof(proof: readonly Uint8Array[], length: number, low: number, high: number, was: number, wasRoot: Uint8Array): Roots | null {
  const last = proof[length - 1];
  if (was === high) {
    if (low === 0) return length === 0 ? { was: wasRoot, now: wasRoot } : null;
    return length === 1 && last ? { was: last, now: last } : null;
  }
  if (!last) return null;
  let half = 1;
  while (half * 2 < high - low) half *= 2;
  if (was <= low + half) {
    const roots = runProof(proof, length - 1, low, low + half, was, wasRoot);
    return roots && { was: roots.was, now: nodeHash(roots.now, last) };
  }
  const roots = runProof(proof, length - 1, low + half, high, was, wasRoot);
  return roots && { was: nodeHash(last, roots.was), now: nodeHash(last, roots.now) };
}
