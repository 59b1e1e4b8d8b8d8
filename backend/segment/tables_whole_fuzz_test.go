package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"daybook/backend/folder"
	"daybook/backend/fuzztest"
)

// The most that any single step with a table may take, whatever the table has: a row
// has at most 16 MiB unpacked, for which the buffer grows step by step.
const (
	stepBytes = 128 << 20
	stepTime  = 10 * time.Second
)

// boundedStep does a step with files of that many bytes, and requires that it ends soon
// and allocates no more than files of that size and one block explain.
func boundedStep(t *testing.T, size int, step func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	step()
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	require.LessOrEqual(t, after.TotalAlloc-before.TotalAlloc, uint64(stepBytes+16*size))
	require.Less(t, took, stepTime)
}

// rowsOf makes rows from any bytes, two for each row: short or long rows, which repeat
// or not.
func rowsOf(recipe []byte) (rows []Row) {
	for i := 0; i+1 < min(len(recipe), 200); i += 2 {
		size, fill := int(recipe[i])*5, recipe[i+1]
		if recipe[i] > 240 {
			size *= 100
		}
		leaf := bytes.Repeat([]byte{fill}, size)
		if fill%2 == 1 {
			for k := range leaf {
				leaf[k] = byte(k*k>>3) ^ byte(k>>8) ^ fill
			}
		}
		rows = append(rows, Row{uint64(i) << (fill % 40), fill%3 == 0, leaf})
	}
	return rows
}

func writeRows(t testing.TB, dir string, most int64, rows []Row) {
	t.Helper()
	w, err := newStoreWriter(dir, most)
	require.NoError(t, err)
	for i, r := range rows {
		require.NoError(t, w.add(uint32(i), r))
	}
	require.NoError(t, w.finish())
}

// FuzzTablesAndBadger writes any rows, and reads them as Badger does: one after
// another, from the last to the first, and no further row.
func FuzzTablesAndBadger(f *testing.F) {
	fuzztest.Briefly(f)
	dir := fuzztest.Folder(f)
	f.Add([]byte{})
	f.Add([]byte{30, 1, 0, 2, 255, 3, 250, 4})
	f.Add(bytes.Repeat([]byte{60, 33, 61, 34}, 40))
	f.Add(bytes.Repeat([]byte{255, 7, 1, 8}, 30)) // larger than a small store
	f.Fuzz(func(t *testing.T, recipe []byte) {
		at, err := os.MkdirTemp(dir, "")
		require.NoError(t, err)
		defer os.RemoveAll(at)
		rows := rowsOf(recipe)
		writeRows(t, at, smallStore, rows)
		s, err := openedTables(at, tablesIn(at))
		require.NoError(t, err)
		defer s.close()
		db, err := badger.Open(storeOptions(at).WithReadOnly(true).WithBypassLockGuard(true).WithNumCompactors(0).WithMemTableSize(1 << 20).WithValueThreshold(smallStore))
		require.NoError(t, err)
		defer db.Close()
		require.NoError(t, db.View(func(txn *badger.Txn) error {
			for i := len(rows) - 1; i >= 0; i-- {
				item, err := txn.Get(rowKey(uint32(i)))
				require.NoError(t, err)
				value, err := item.ValueCopy(nil)
				require.NoError(t, err)
				require.True(t, bytes.Equal(value, rows[i].appendTo(nil)), "row %d", i)
				require.NoError(t, s.read([]uint32{uint32(i)}, func(_ int, r Row) error {
					require.True(t, bytes.Equal(value, r.appendTo(nil)), "row %d", i)
					return nil
				}))
			}
			_, err := txn.Get(rowKey(uint32(len(rows))))
			require.ErrorIs(t, err, badger.ErrKeyNotFound)
			return nil
		}))
		require.ErrorContains(t, s.read([]uint32{uint32(len(rows))}, func(int, Row) error { return nil }), "it is not in its store")
	})
}

// FuzzTables changes the files of a store that was written whole, at any places, the
// index of a table with a checksum that fits: each row is read as it was, or is damage,
// and no step takes more memory or time than files of that size explain.
func FuzzTables(f *testing.F) {
	fuzztest.Briefly(f)
	dir := fuzztest.Folder(f)
	recipes := [][]byte{{30, 1, 0, 2, 200, 3}, bytes.Repeat([]byte{60, 33, 61, 34}, 40), bytes.Repeat([]byte{255, 7, 1, 8}, 8)}
	var whole []map[string][]byte // files by name
	var want [][]Row
	for i, recipe := range recipes {
		at := filepath.Join(dir, strconv.Itoa(i))
		rows := rowsOf(recipe)
		if i == 2 { // whose value is in a log
			rows = append(rows, Row{7, true, bytes.Repeat([]byte("large "), smallStore/4)})
		}
		writeRows(f, at, smallStore, rows)
		files := make(map[string][]byte)
		for _, name := range []string{"000001.sst", "000001.vlog"} {
			data, err := os.ReadFile(filepath.Join(at, name))
			require.NoError(f, err)
			files[name] = data
		}
		whole, want = append(whole, files), append(want, rows)
	}
	require.Greater(f, len(whole[2]["000001.vlog"]), smallStore)
	for i := range uint8(3) {
		f.Add(i, false, []byte{}, uint32(0))
		f.Add(i, true, []byte{255, 0, 0, 1, 1}, uint32(0))
		f.Add(i, false, []byte{0, 0, 9, 0, 4}, uint32(20))
		f.Add(i, false, []byte{9, 9, 0, 0, 4}, uint32(1)) // the value log
	}
	// An index whose last block reaches a gigabyte further, and one whose last block
	// starts with another row.
	for i := range whole {
		s, err := openedTables(filepath.Join(dir, strconv.Itoa(i)), []string{"000001.sst"})
		require.NoError(f, err)
		last := s.blocks[len(s.blocks)-1]
		require.NoError(f, s.close())
		rest, _, _ := cutSized(whole[i]["000001.sst"])
		_, index, _ := cutSized(rest)
		for _, field := range [][]byte{binary.LittleEndian.AppendUint32(nil, last.size), binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(nil, last.first), math.MaxUint64-1)} {
			at := bytes.LastIndex(index, field)
			require.GreaterOrEqual(f, at, 0)
			f.Add(uint8(i), true, append(binary.LittleEndian.AppendUint32(nil, uint32(len(index)-1-(at+3))), 0x41), uint32(0))
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, index bool, changes []byte, cut uint32) {
		which %= uint8(len(whole))
		files := maps.Clone(whole[which])
		for name := range files {
			files[name] = slices.Clone(files[name])
		}
		table := files["000001.sst"]
		var blocks []byte
		part := table
		if index {
			rest, _, _ := cutSized(table)
			blocks, part, _ = cutSized(rest)
			part = slices.Clone(part)
		} else if cut%3 == 1 {
			part = files["000001.vlog"]
		}
		changeAt(part, changes)
		if n := int(cut / 3); n < len(part) {
			part = part[:len(part)-n]
		}
		switch {
		case index:
			files["000001.sst"] = append(slices.Clone(blocks), proven(part, true)...)
		case cut%3 == 1:
			files["000001.vlog"] = part
		default:
			files["000001.sst"] = part
		}
		at, err := os.MkdirTemp(dir, "")
		require.NoError(t, err)
		defer os.RemoveAll(at)
		size := 0
		for name, data := range files {
			size += len(data)
			require.NoError(t, os.WriteFile(filepath.Join(at, name), data, 0o600))
		}
		var s *tables
		boundedStep(t, size, func() { s, err = openedTables(at, []string{"000001.sst"}) })
		defer s.close()
		if err != nil {
			require.ErrorIs(t, err, folder.ErrDamaged)
			return
		}
		for i := range uint32(len(want[which])) {
			boundedStep(t, size, func() {
				err = s.read([]uint32{i}, func(_ int, r Row) error {
					require.Equal(t, want[which][i].appendTo(nil), r.appendTo(nil), "row %d", i)
					return nil
				})
			})
			require.True(t, err == nil || errors.Is(err, folder.ErrDamaged), "%v", err)
		}
	})
}

// changeAt changes bytes of data: of each five bytes of changes four give the place,
// counted from the end, and the last gives the bits.
func changeAt(data, changes []byte) {
	for len(changes) >= 5 && len(data) > 0 {
		at := int(binary.LittleEndian.Uint32(changes)) % len(data)
		data[len(data)-1-at] ^= changes[4]
		changes = changes[5:]
	}
}

// TestABlockThatUnpacksToFarMoreThanARowIsDamage reads a block of a few kilobytes that
// unpacks to a gigabyte.
func TestABlockThatUnpacksToFarMoreThanARowIsDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "block")
	var packed bytes.Buffer
	packer, err := zstd.NewWriter(&packed, zstd.WithEncoderConcurrency(1))
	require.NoError(t, err)
	zeros := make([]byte, 1<<20)
	for range 1 << 10 {
		_, err := packer.Write(zeros)
		require.NoError(t, err)
	}
	require.NoError(t, packer.Close())
	require.NoError(t, os.WriteFile(path, packed.Bytes(), 0o600))
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	s := &tables{files: []*os.File{file}, blocks: []block{{size: uint32(packed.Len())}}}
	boundedStep(t, packed.Len(), func() {
		require.ErrorIs(t, s.read([]uint32{0}, func(int, Row) error { return nil }), folder.ErrDamaged)
	})
}
