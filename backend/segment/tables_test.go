package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"daybook/backend/folder"

	"github.com/dgraph-io/badger/v4"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// stored writes a store of rows that have leaves of these sizes.
func stored(t testing.TB, dir string, most int64, sizes []int) (rows []Row) {
	w, err := newStoreWriter(dir, most)
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(1, uint64(len(sizes))))
	words := []string{"webhook ", "delivered ", "generation ", "charged ", "0.004 "}
	for i, size := range sizes {
		leaf := make([]byte, 0, size+20)
		for len(leaf) < size {
			leaf = append(leaf, words[rng.IntN(len(words))]...)
			leaf = binary.LittleEndian.AppendUint64(leaf, rng.Uint64())
		}
		r := Row{rng.Uint64() >> 32, rng.IntN(2) == 0, leaf[:size]}
		require.NoError(t, w.add(uint32(i), r))
		rows = append(rows, r)
	}
	require.NoError(t, w.finish())
	return rows
}

// TestARowIsWhatBadgerReads compares the rows with those that Badger reads: from
// many tables, large rows, rows that are too large for a table, and a small store.
func TestARowIsWhatBadgerReads(t *testing.T) {
	many := make([]int, 60_000)
	for i := range many {
		many[i] = 100 + i%700
	}
	for name, c := range map[string]struct {
		most  int64
		sizes []int
	}{
		"none":       {0, nil},
		"one":        {smallStore, []int{300}},
		"small":      {smallStore, slices.Repeat([]int{150, 0, 400}, 100)},
		"many":       {0, many},
		"large":      {0, []int{20, 1<<20 - 1, 8 << 10, 1 << 20, 1<<20 + 1, 10, 3 << 20, 6<<20 + 5, 70}},
		"some large": {0, slices.Repeat([]int{70, 5000, 90_000, 300, 700_000}, 40)},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "events")
			want := stored(t, dir, c.most, c.sizes)
			s, err := openedTables(dir, tablesIn(dir))
			require.NoError(t, err)
			defer func() { require.NoError(t, s.close()) }()

			all := make([]uint32, len(want))
			for i := range all {
				all[i] = uint32(i)
			}
			got := 0
			require.NoError(t, s.read(all, func(i int, r Row) error {
				require.Equal(t, got, i)
				got++
				require.True(t, bytes.Equal(want[i].Stored, r.Stored), "row %d", i)
				require.Equal(t, [2]any{want[i].Seq, want[i].Conflict}, [2]any{r.Seq, r.Conflict})
				return nil
			}))
			require.Equal(t, len(want), got)

			db, err := badger.Open(storeOptions(dir).WithReadOnly(true).WithBypassLockGuard(true).WithNumCompactors(0))
			require.NoError(t, err)
			require.NoError(t, db.View(func(txn *badger.Txn) error {
				it := txn.NewIterator(badger.DefaultIteratorOptions)
				defer it.Close()
				n := uint32(0)
				for it.Rewind(); it.Valid(); it.Next() {
					require.Equal(t, rowKey(n), it.Item().Key())
					value, err := it.Item().ValueCopy(nil)
					require.NoError(t, err)
					require.NoError(t, s.read([]uint32{n}, func(_ int, r Row) error {
						require.True(t, bytes.Equal(value, r.appendTo(nil)), "row %d", n)
						return nil
					}))
					n++
				}
				require.Equal(t, len(want), int(n))
				return nil
			}))
			require.NoError(t, db.Close())

			err = s.read([]uint32{uint32(len(want))}, func(int, Row) error { return nil })
			require.ErrorIs(t, err, folder.ErrDamaged)
			require.ErrorContains(t, err, "is not in its store")
			rapid.Check(t, func(t *rapid.T) {
				if len(all) == 0 {
					return
				}
				some := slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(rapid.SampledFrom(all), 1, 40).Draw(t, "rows"))))
				require.NoError(t, s.read(some, func(i int, r Row) error {
					require.True(t, bytes.Equal(want[some[i]].Stored, r.Stored), "row %d", some[i])
					return nil
				}))
			})
			if stop := errors.New("enough"); len(all) > 0 {
				require.ErrorIs(t, s.read(all, func(int, Row) error { return stop }), stop)
			}
		})
	}
}

func TestRowsAreReadWhateverTheFolderIsCalled(t *testing.T) {
	for _, name := range []string{"Case [2026].daybook", "[open", "{a,b}", "50% ~ 'x'"} {
		dir := filepath.Join(t.TempDir(), name, "events")
		want := stored(t, dir, smallStore, []int{300, 20})
		s, err := openedTables(dir, tablesIn(dir))
		require.NoError(t, err, name)
		require.NoError(t, s.read([]uint32{0, 1}, func(i int, r Row) error {
			require.True(t, bytes.Equal(want[i].Stored, r.Stored), "%s: row %d", name, i)
			return nil
		}), name)
		require.NoError(t, s.close())
	}
	_, err := openedTables(filepath.Join(t.TempDir(), "none"), []string{"000001.sst"})
	require.ErrorIs(t, err, folder.ErrDamaged)
}

// TestADamagedTableIsAnErrorOrReadAsItWas flips bits of a table and of a value log,
// and cuts them short: the rows are those that were written, or there is an error.
func TestADamagedTableIsAnErrorOrReadAsItWas(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "events")
	want := stored(t, dir, 0, append(slices.Repeat([]int{200}, 300), 1<<20))
	for _, name := range []string{"000001.sst", "000001.vlog"} {
		path := filepath.Join(dir, name)
		whole, err := os.ReadFile(path)
		require.NoError(t, err)
		noticed := 0
		try := func(data []byte, what string, at int) {
			require.NoError(t, os.WriteFile(path, data, 0o600))
			s, err := openedTables(dir, tablesIn(dir))
			for i := range want {
				if err != nil {
					break
				}
				err = s.read([]uint32{uint32(i)}, func(_ int, r Row) error {
					same := want[i].Seq == r.Seq && want[i].Conflict == r.Conflict && bytes.Equal(want[i].Stored, r.Stored)
					require.True(t, same, "%s: row %d, %s %d", name, i, what, at)
					return nil
				})
			}
			if err != nil {
				noticed++
				require.ErrorIs(t, err, folder.ErrDamaged, "%s: %s %d", name, what, at)
			}
			if s != nil {
				require.NoError(t, s.close())
			}
		}
		rng := rand.New(rand.NewPCG(1, 2))
		for i := range 600 {
			at := rng.IntN(len(whole))
			if i%2 == 0 {
				at = len(whole) - 1 - rng.IntN(min(len(whole), 1500)) // the index
			}
			data := slices.Clone(whole)
			data[at] ^= 1 << rng.IntN(8)
			try(data, "flipped", at)
			if i%10 == 0 {
				try(whole[:at], "cut at", at)
			}
		}
		require.Greater(t, noticed, 400, "%s", name)
		require.NoError(t, os.WriteFile(path, whole, 0o600))
	}
}

func TestWhatPanicsOnDamageIsAnError(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "events")
	stored(t, dir, smallStore, []int{100, 200})
	s, err := openedTables(dir, tablesIn(dir))
	require.NoError(t, err)
	defer func() { require.NoError(t, s.close()) }()
	whole := s.blocks[0].file
	s.blocks[0].file = 1 << 20
	err = s.read([]uint32{1}, func(int, Row) error { return nil })
	require.ErrorIs(t, err, folder.ErrDamaged)
	require.ErrorContains(t, err, "unpack")
	s.blocks[0].file = whole
	require.NoError(t, s.read([]uint32{1}, func(int, Row) error { return nil }))
}

// TestDataIsComparedWithItsChecksum takes the checksum of an index from a table.
// The checksum of a block is not the only one: the frame around it has one too, so
// damage to a file could not show that it is ignored.
func TestDataIsComparedWithItsChecksum(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "events")
	stored(t, dir, smallStore, []int{300, 20})
	data, err := os.ReadFile(filepath.Join(dir, "000001.sst"))
	require.NoError(t, err)
	rest, checksum, ok := cutSized(data)
	require.True(t, ok)
	_, index, ok := cutSized(rest)
	require.True(t, ok)
	require.NoError(t, verified(index, checksum))
	require.NoError(t, verified(nil, nil)) // the sum of nothing is 0, which is not written
	require.ErrorIs(t, verified(append(slices.Clone(index), 1), checksum), folder.ErrDamaged)
	require.ErrorIs(t, verified(index, append(slices.Clone(checksum), 0)), folder.ErrDamaged)
	require.ErrorIs(t, verified(index, nil), folder.ErrDamaged)
}

// tablesIn are the names of all tables in a folder.
func tablesIn(dir string) []string {
	entries, _ := os.ReadDir(dir) // an error shows as no tables
	var names []string
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".sst" {
			names = append(names, e.Name())
		}
	}
	return names
}

// openedTables returns tables, or the first fault in them.
func openedTables(dir string, names []string) (*tables, error) {
	s, faults := openTables(dir, names)
	if len(faults) > 0 {
		return s, faults[0]
	}
	return s, nil
}
