package integrity_test

import (
	"errors"
	"io"
	"iter"
	"math/bits"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

func grow(t require.TestingT, n int) (hashes peer, leaves []event.Hash, root event.Hash) {
	for i := range n {
		data := []byte{byte(i), byte(i >> 8)}
		more, err := tlog.StoredHashes(int64(i), data, hashes)
		require.NoError(t, err)
		hashes = append(hashes, more...)
		leaves = append(leaves, leafHash(data))
	}
	h, err := tlog.TreeHash(int64(n), hashes)
	require.NoError(t, err)
	return hashes, leaves, event.Hash(h)
}

func proofOf(t require.TestingT, nodes iter.Seq2[integrity.Node, error]) []integrity.Node {
	var proof []integrity.Node
	for node, err := range nodes {
		require.NoError(t, err)
		proof = append(proof, node)
	}
	return proof
}

// rootOf calls SubsetRoot and requires that it uses the whole proof.
func rootOf(n int, numbers []int64, leaves []event.Hash, proof []integrity.Node) (event.Hash, error) {
	hashes := make([]event.Hash, len(numbers))
	for i, at := range numbers {
		hashes[i] = leaves[at]
	}
	root, err := integrity.SubsetRoot(int64(n), slices.Clone(numbers), hashes, func() (integrity.Node, error) {
		if len(proof) == 0 {
			return integrity.Node{}, io.ErrUnexpectedEOF
		}
		node := proof[0]
		proof = proof[1:]
		return node, nil
	})
	if err == nil && len(proof) > 0 {
		err = errors.New("nodes are left over")
	}
	return root, err
}

func subset(t *rapid.T, n int) []int64 {
	numbers := rapid.SliceOfNDistinct(rapid.Int64Range(0, int64(n-1)), 1, min(n, 40), rapid.ID).Draw(t, "leaves")
	slices.Sort(numbers)
	return numbers
}

func TestASubsetProofLeadsToTlogsRoot(t *testing.T) {
	hashes, leaves, _ := grow(t, 700)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 700).Draw(t, "n")
		want, err := tlog.TreeHash(int64(n), hashes)
		require.NoError(t, err)
		numbers := subset(t, n)
		proof := proofOf(t, integrity.SubsetProof(int64(n), numbers, hashes))
		got, err := rootOf(n, numbers, leaves, proof)
		require.NoError(t, err)
		require.Equal(t, event.Hash(want), got)
		require.LessOrEqual(t, len(proof), len(numbers)*bits.Len(uint(n)))
	})
}

func TestASubsetOfOneIsTheProofOfTlog(t *testing.T) {
	const n = 300
	hashes, _, _ := grow(t, n)
	for at := range int64(n) {
		want, err := tlog.ProveRecord(n, at, hashes)
		require.NoError(t, err)
		var got []tlog.Hash
		for _, node := range proofOf(t, integrity.SubsetProof(n, []int64{at}, hashes)) {
			got = append(got, tlog.Hash(node.Hash))
		}
		require.Equal(t, []tlog.Hash(want), got)
	}
}

func TestAllLeavesNeedNoNode(t *testing.T) {
	for n := 1; n < 70; n++ {
		hashes, leaves, root := grow(t, n)
		var numbers []int64
		for at := range int64(n) {
			numbers = append(numbers, at)
		}
		proof := proofOf(t, integrity.SubsetProof(int64(n), numbers, hashes))
		require.Empty(t, proof)
		got, err := rootOf(n, numbers, leaves, proof)
		require.NoError(t, err)
		require.Equal(t, root, got)
	}
}

func TestAChangedSubsetProofLeadsElsewhereOrFails(t *testing.T) {
	hashes, leaves, _ := grow(t, 200)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 200).Draw(t, "n")
		want, err := tlog.TreeHash(int64(n), hashes)
		require.NoError(t, err)
		numbers := subset(t, n)
		proof := proofOf(t, integrity.SubsetProof(int64(n), numbers, hashes))
		leaves := slices.Clone(leaves)
		changes := []string{"leaf", "number", "less leaves"}
		if len(proof) > 0 {
			changes = append(changes, "hash", "index", "level", "less", "more")
		}
		at := rapid.IntRange(0, len(numbers)-1).Draw(t, "leaf changed")
		node := rapid.IntRange(0, max(0, len(proof)-1)).Draw(t, "node changed")
		switch rapid.SampledFrom(changes).Draw(t, "change") {
		case "leaf":
			leaves[numbers[at]][7] ^= 1
		case "number":
			free := rapid.Int64Range(0, int64(n)+2).Filter(func(x int64) bool { return !slices.Contains(numbers, x) }).Draw(t, "to")
			before := leaves[numbers[at]]
			if free < int64(len(leaves)) {
				leaves[free] = before
			} else {
				t.Skip("no such leaf")
			}
			numbers[at] = free
			slices.Sort(numbers)
		case "less leaves":
			numbers = slices.Delete(numbers, at, at+1)
		case "hash":
			proof[node].Hash[3] ^= 0x80
		case "index":
			proof[node].Index++
		case "level":
			proof[node].Level++
		case "less":
			proof = slices.Delete(proof, node, node+1)
		case "more":
			proof = slices.Insert(proof, node, proof[node])
		}
		got, err := rootOf(n, numbers, leaves, proof)
		if err == nil {
			require.NotEqual(t, event.Hash(want), got)
		}
	})
}

func TestASubsetThatDoesNotRiseOrIsTooHighIsRefused(t *testing.T) {
	hashes, leaves, _ := grow(t, 8)
	for _, numbers := range [][]int64{{-1}, {8}, {3, 3}, {4, 2}} {
		for _, err := range integrity.SubsetProof(8, numbers, hashes) {
			require.ErrorIs(t, err, integrity.ErrSubset)
		}
		_, err := integrity.SubsetRoot(8, numbers, make([]event.Hash, len(numbers)), nil)
		require.ErrorIs(t, err, integrity.ErrSubset)
	}
	_, err := rootOf(8, nil, leaves, nil)
	require.ErrorIs(t, err, integrity.ErrSubset)
	_, err = rootOf(8, []int64{1}, leaves, nil)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}
