package integrity_test

import (
	"crypto/sha256"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

// TestATreeIsMendedFromItsLeavesOrNotTouched makes trees of sizes around those of a tile,
// damages them, and mends them from right and from wrong leaves.
func TestATreeIsMendedFromItsLeavesOrNotTouched(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int64{1, 2, 255, 256, 257, 511, 512, 1000, 65536, 65537} {
		dir := t.TempDir()
		tree, err := integrity.OpenTree(dir, 0, sha256.Sum256(nil)) // the root of an empty tree
		require.NoError(t, err)
		leaves := make([]event.Hash, n+3) // three of an import that did not end
		for i := range leaves {
			leaves[i] = event.Hash{byte(i), byte(i >> 8), byte(i >> 16), 1}
		}
		require.NoError(t, tree.Append(0, leaves))
		root, err := tree.Root(n)
		require.NoError(t, err)
		require.NoError(t, tree.Close())
		was := files(t, dir)

		for name := range was {
			path := filepath.Join(dir, name)
			if rnd.IntN(3) == 0 {
				require.NoError(t, os.Remove(path))
				continue
			}
			data := []byte(was[name])
			data[rnd.IntN(len(data))] ^= 16
			require.NoError(t, os.WriteFile(path, data[:1+rnd.IntN(len(data))], 0o600))
		}
		damaged := files(t, dir)
		stored, err := integrity.StoredLeaves(dir, n)
		require.NoError(t, err)
		require.Len(t, stored, int(n))

		wrong := append([]event.Hash(nil), leaves[:n]...)
		wrong[rnd.Int64N(n)][31] ^= 1
		_, err = integrity.MendTree(dir, wrong, root)
		require.ErrorIs(t, err, integrity.ErrTree)
		require.Equal(t, damaged, files(t, dir))

		_, err = integrity.MendTree(dir, leaves[:n], root)
		require.NoError(t, err)
		tree, err = integrity.OpenTree(dir, n, root)
		require.NoError(t, err)
		got, err := tree.RootOfLeaves(t.Context(), n)
		require.NoError(t, err)
		require.Equal(t, root, got)
		require.NoError(t, tree.Close())

		again, err := integrity.MendTree(dir, leaves[:n], root)
		require.NoError(t, err)
		require.Empty(t, again)
	}
}

func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	all := make(map[string]string)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		require.NoError(t, err)
		all[e.Name()] = string(data)
	}
	return all
}
