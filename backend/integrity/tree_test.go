package integrity_test

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

func leaf(i int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(i)) }

func leafHash(leaf []byte) event.Hash { return event.Hash(tlog.RecordHash(leaf)) }

// peer is the same tree in memory, as tlog stores it.
type peer []tlog.Hash

func (p peer) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		out[i] = p[x]
	}
	return out, nil
}

func (p *peer) root(t *testing.T, n int) event.Hash {
	for int64(len(*p)) < tlog.StoredHashCount(int64(n)) {
		next := 0
		for tlog.StoredHashCount(int64(next+1)) <= int64(len(*p)) {
			next++
		}
		hashes, err := tlog.StoredHashes(int64(next), leaf(next), *p)
		require.NoError(t, err)
		*p = append(*p, hashes...)
	}
	h, err := tlog.TreeHash(int64(n), *p)
	require.NoError(t, err)
	return event.Hash(h)
}

func TestTheTreeIsTheOneOfRFC6962HoweverItGrew(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tree")
	var same peer
	tree, err := integrity.OpenTree(dir, 0, same.root(t, 0))
	require.NoError(t, err)
	size := 0
	for _, more := range []int{1, 0, 2, 250, 3, 1, 255, 256, 257, 700} {
		var hashes []event.Hash
		for i := size; i < size+more; i++ {
			hashes = append(hashes, leafHash(leaf(i)))
		}
		require.NoError(t, tree.Append(int64(size), hashes))
		require.NoError(t, tree.Sync())
		size += more
		tree.Commit(int64(size))
		want := same.root(t, size)
		got, err := tree.Root(int64(size))
		require.NoError(t, err)
		require.Equal(t, want, got, "size %d", size)
		got, err = tree.RootOfLeaves(context.Background(), int64(size))
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for _, n := range []int{0, 5, 511, size - 1} { // each leaf is proven against tlog's checker
		proof, err := tlog.ProveRecord(int64(size), int64(n), tree)
		require.NoError(t, err)
		root := tlog.Hash(same.root(t, size))
		require.NoError(t, tlog.CheckRecord(proof, int64(size), root, int64(n), tlog.RecordHash(leaf(n))))
		require.Error(t, tlog.CheckRecord(proof, int64(size), root, int64(n), tlog.RecordHash(leaf(n+1))))
	}
	require.NoError(t, tree.Close())

	// Leaves beyond the size belong to an import that did not end.
	tree, err = integrity.OpenTree(dir, 600, same.root(t, 600))
	require.NoError(t, err)
	require.EqualValues(t, 600, tree.Size())
	info, err := os.Stat(filepath.Join(dir, "0"))
	require.NoError(t, err)
	require.EqualValues(t, 600*32, info.Size())
	require.NoError(t, tree.Close())

	_, err = integrity.OpenTree(dir, 601, same.root(t, 601))
	require.ErrorIs(t, err, integrity.ErrTree, "cut short")
	_, err = integrity.OpenTree(dir, 600, same.root(t, 599))
	require.ErrorIs(t, err, integrity.ErrTree, "another root")
}

func TestAChangedHashIsFound(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tree")
	var same peer
	tree, err := integrity.OpenTree(dir, 0, same.root(t, 0))
	require.NoError(t, err)
	var hashes []event.Hash
	for i := range 600 {
		hashes = append(hashes, leafHash(leaf(i)))
	}
	require.NoError(t, tree.Append(0, hashes))
	for _, at := range []struct {
		file   string
		offset int64
	}{{"0", 0}, {"0", 300 * 32}, {"0", 599*32 + 31}, {"1", 40}} {
		f, err := os.OpenFile(filepath.Join(dir, at.file), os.O_RDWR, 0)
		require.NoError(t, err)
		var b [1]byte
		_, err = f.ReadAt(b[:], at.offset)
		require.NoError(t, err)
		_, err = f.WriteAt([]byte{b[0] ^ 1}, at.offset)
		require.NoError(t, err)
		root, err := tree.RootOfLeaves(context.Background(), 600)
		require.True(t, err != nil || root != same.root(t, 600), "%s at %d", at.file, at.offset)
		_, err = f.WriteAt(b[:], at.offset)
		require.NoError(t, err)
		require.NoError(t, f.Close())
	}
	root, err := tree.RootOfLeaves(context.Background(), 600)
	require.NoError(t, err)
	require.Equal(t, same.root(t, 600), root)
	require.NoError(t, tree.Close())
}
