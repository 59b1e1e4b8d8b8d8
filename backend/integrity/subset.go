package integrity

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
)

// # Proofs of many leaves
//
// A subset proof shows for any number of leaves at once that they are in a tree; a
// hash that the paths of several leaves share occurs only once. It is read by one
// rule, which is the tree of RFC 6962 seen from below:
//
//	Level 0 is the leaves, numbered from 0. Of each level, the nodes 2k and
//	2k+1 make node k of the next, SHA-256(0x01 || left || right). A last node
//	without a right neighbour goes up as it is. The one node of the last level
//	is the root.
//
// The proof has exactly the nodes that the rule needs beside those computed from
// the leaves, by level and then by number. For k leaves among n these are at most k
// log2(n/k) + 2k hashes, and none where all leaves are given.

// A Node is one hash of a tree, named by its level and its number on that level.
type Node struct {
	Level int
	Index int64
	Hash  event.Hash
}

// ErrSubset reports a subset proof that does not fit its leaves, or leaves that are
// not in the tree.
var ErrSubset = errors.New("the proof does not fit")

// SubsetProof yields the nodes that prove that leaves, which are rising numbers
// below n, are in the tree of n leaves that hashes holds. Memory is 8 bytes a leaf;
// a node costs one read.
func SubsetProof(n int64, leaves []int64, hashes tlog.HashReader) iter.Seq2[Node, error] {
	return func(yield func(Node, error) bool) {
		if err := rising(n, leaves); err != nil {
			yield(Node{}, err)
			return
		}
		nodes := slices.Clone(leaves)
		for level, width := 0, n; width > 1; level, width = level+1, (width+1)/2 {
			up := nodes[:0]
			for i := 0; i < len(nodes); i++ {
				at := nodes[i]
				up = append(up, at/2)
				if at%2 == 0 && i+1 < len(nodes) && nodes[i+1] == at+1 {
					i++
					continue
				}
				if beside := at ^ 1; beside < width {
					h, err := nodeHash(level, beside, n, hashes)
					if !yield(Node{level, beside, h}, err) || err != nil {
						return
					}
				}
			}
			nodes = up
		}
	}
}

func rising(n int64, leaves []int64) error {
	before := int64(-1)
	for _, leaf := range leaves {
		if leaf <= before || leaf >= n {
			return fmt.Errorf("%w: leaf %d after %d, of %d leaves", ErrSubset, leaf, before, n)
		}
		before = leaf
	}
	return nil
}

// nodeHash returns the hash of a node, which at the right edge of the tree stands
// for fewer leaves than others of its level.
func nodeHash(level int, index, n int64, hashes tlog.HashReader) (event.Hash, error) {
	from, to := index<<level, min((index+1)<<level, n)
	var stored []int64
	for from < to { // its perfect subtrees, from the left
		whole := level
		for int64(1)<<whole > to-from {
			whole--
		}
		stored = append(stored, tlog.StoredHashIndex(whole, from>>whole))
		from += 1 << whole
	}
	parts, err := hashes.ReadHashes(stored)
	if err != nil {
		return event.Hash{}, err
	}
	h := parts[len(parts)-1]
	for i := len(parts) - 2; i >= 0; i-- {
		h = tlog.NodeHash(parts[i], h)
	}
	return event.Hash(h), nil
}

// SubsetRoot returns the root of the tree of n leaves, some of which have the given
// hashes; next returns the nodes of their SubsetProof, one for each call. An error
// that wraps ErrSubset reports that next returned a node other than the required
// one, or that leaves are not rising numbers below n. Both slices are overwritten.
// It costs one SHA-256 for each node that is computed.
func SubsetRoot(n int64, leaves []int64, hashes []event.Hash, next func() (Node, error)) (event.Hash, error) {
	if err := rising(n, leaves); err != nil {
		return event.Hash{}, err
	}
	if len(leaves) == 0 {
		return event.Hash{}, fmt.Errorf("%w: no leaf is given", ErrSubset)
	}
	beside := func(level int, index int64) (tlog.Hash, error) {
		node, err := next()
		if err == nil && (node.Level != level || node.Index != index) {
			err = fmt.Errorf("%w: node %d of level %d is in the place of node %d of level %d", ErrSubset, node.Index, node.Level, index, level)
		}
		return tlog.Hash(node.Hash), err
	}
	for level, width := 0, n; width > 1; level, width = level+1, (width+1)/2 {
		made := 0
		for i := 0; i < len(leaves); i++ {
			at, left := leaves[i], tlog.Hash(hashes[i])
			right, err := left, error(nil)
			switch {
			case at%2 == 1:
				left, err = beside(level, at-1)
			case i+1 < len(leaves) && leaves[i+1] == at+1:
				i++
				right = tlog.Hash(hashes[i])
			case at+1 < width:
				right, err = beside(level, at+1)
			default: // the last one, with nothing on its right
				leaves[made], hashes[made] = at/2, event.Hash(left)
				made++
				continue
			}
			if err != nil {
				return event.Hash{}, err
			}
			leaves[made], hashes[made] = at/2, event.Hash(tlog.NodeHash(left, right))
			made++
		}
		leaves, hashes = leaves[:made], hashes[:made]
	}
	return hashes[0], nil
}
