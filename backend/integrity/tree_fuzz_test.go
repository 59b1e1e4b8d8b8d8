package integrity_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
	"daybook/backend/fuzztest"
	"daybook/backend/integrity"
)

// FuzzTree opens random files as a tree, of any size: files that hash to the root from
// the leaves up are the tree that was written, byte for byte.
func FuzzTree(f *testing.F) {
	fuzztest.Briefly(f)
	const size = 600
	base := f.TempDir()
	if dir, err := os.MkdirTemp("/dev/shm", "daybook"); err == nil {
		base = dir
		f.Cleanup(func() { os.RemoveAll(dir) })
	}
	dir := filepath.Join(base, "tree")
	tree, err := integrity.OpenTree(dir, 0, sha256.Sum256(nil)) // the root of an empty tree
	require.NoError(f, err)
	var leaves []event.Hash
	for i := range size {
		leaves = append(leaves, leafHash(leaf(i)))
	}
	require.NoError(f, tree.Append(0, leaves))
	tree.Commit(size)
	root, err := tree.Root(size)
	require.NoError(f, err)
	require.NoError(f, tree.Close())
	var good [2][]byte
	for k, name := range []string{"0", "1"} {
		good[k], err = os.ReadFile(filepath.Join(dir, name))
		require.NoError(f, err)
	}
	f.Add(int64(size), good[0], good[1])
	f.Add(int64(size), append(bytes.Clone(good[0]), "of an import that did not end"...), good[1])
	f.Add(int64(256), good[0][:256*32], good[1][:32])
	f.Add(int64(1)<<62, []byte{}, []byte{})
	f.Add(int64(-7), good[0], good[1])
	f.Fuzz(func(t *testing.T, n int64, zero, one []byte) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "0"), zero, 0o600))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "1"), one, 0o600))
		tree, err := integrity.OpenTree(dir, n, root)
		if err != nil {
			require.ErrorIs(t, err, integrity.ErrTree)
			return
		}
		defer tree.Close()
		got, err := tree.RootOfLeaves(context.Background(), n)
		if err != nil || got != root {
			return
		}
		require.EqualValues(t, size, n)
		for k, name := range []string{"0", "1"} {
			data, err := os.ReadFile(filepath.Join(dir, name))
			require.NoError(t, err)
			require.Equal(t, good[k], data, name)
		}
	})
}

// TestNoTreeHasMoreLeavesThanAnArchiveCanNumber opens a tree of sparse files whose two
// last hashes lead to its root.
func TestNoTreeHasMoreLeavesThanAnArchiveCanNumber(t *testing.T) {
	dir := t.TempDir()
	const many = 1 << 33
	for k := range 4 {
		path := filepath.Join(dir, strconv.Itoa(k))
		require.NoError(t, os.WriteFile(path, nil, 0o600))
		if err := os.Truncate(path, many>>(8*k)*32); err != nil {
			t.Skipf("no file can have holes of that size here: %v", err)
		}
	}
	one, other := tlog.RecordHash(leaf(1)), tlog.RecordHash(leaf(2))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "4"), append(one[:], other[:]...), 0o600))
	for n, root := range map[int64]event.Hash{many: event.Hash(tlog.NodeHash(one, other)), -1: {}} {
		require.ErrorIs(t, integrity.CheckTree(dir, n, root), integrity.ErrTree, n)
		_, err := integrity.OpenTree(dir, n, root)
		require.ErrorIs(t, err, integrity.ErrTree, n)
	}
}
