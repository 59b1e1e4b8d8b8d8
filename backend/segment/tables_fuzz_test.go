package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/dgraph-io/badger/v4/y"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"daybook/backend/folder"
	"daybook/backend/fuzztest"
)

// sized appends to b its size, for cutSized.
func sized(b []byte) []byte { return binary.BigEndian.AppendUint32(b, uint32(len(b))) }

// proven returns data with its size, and its checksum as Badger writes it.
func proven(data []byte, withSize bool) []byte {
	checksum := []byte{}
	if sum := crc32.Checksum(data, y.CastagnoliCrcTable); sum != 0 {
		checksum = binary.AppendUvarint([]byte{2 << 3}, uint64(sum))
	}
	data = slices.Clone(data)
	if withSize {
		data = sized(data)
	}
	return append(data, sized(checksum)...)
}

// readsOrIsDamaged reads rows of a store with the given table.
func readsOrIsDamaged(t *testing.T, dir string, table []byte) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "000001.sst"), table, 0o600))
	s, err := openedTables(dir, []string{"000001.sst"})
	defer s.close()
	if err != nil {
		require.ErrorIs(t, err, folder.ErrDamaged)
		return
	}
	for _, b := range s.blocks[:min(len(s.blocks), 20)] {
		reads(t, s, b.first)
	}
}

// reads reads rows from first on.
func reads(t *testing.T, s *tables, first uint32) {
	t.Helper()
	for i := range uint32(8) {
		err := s.read([]uint32{first + i}, func(int, Row) error { return nil })
		require.True(t, err == nil || errors.Is(err, folder.ErrDamaged), "%v", err)
	}
}

// FuzzTable: any file is damage, or rows are read from it or are damage.
func FuzzTable(f *testing.F) {
	fuzztest.Briefly(f)
	dir := fuzztest.Folder(f)
	for i, sizes := range [][]int{{100}, {300, 20, 4000}, slices.Repeat([]int{150}, 200)} {
		at := filepath.Join(dir, folder.Number(i))
		stored(f, at, smallStore, sizes)
		table, err := os.ReadFile(filepath.Join(at, "000001.sst"))
		require.NoError(f, err)
		f.Add(table)
	}
	f.Fuzz(func(t *testing.T, table []byte) { readsOrIsDamaged(t, dir, table) })
}

// FuzzTableIndex: so is any index behind a block.
func FuzzTableIndex(f *testing.F) {
	fuzztest.Briefly(f)
	dir := fuzztest.Folder(f)
	stored(f, filepath.Join(dir, "seed"), smallStore, slices.Repeat([]int{150}, 200))
	table, err := os.ReadFile(filepath.Join(dir, "seed", "000001.sst"))
	require.NoError(f, err)
	rest, _, ok := cutSized(table)
	require.True(f, ok)
	blocks, index, ok := cutSized(rest)
	require.True(f, ok)
	require.Equal(f, table, append(slices.Clone(blocks), proven(index, true)...))
	f.Add(index)
	f.Fuzz(func(t *testing.T, index []byte) {
		readsOrIsDamaged(t, dir, append(slices.Clone(blocks), proven(index, true)...))
	})
}

// FuzzBlock: so is any block.
func FuzzBlock(f *testing.F) {
	fuzztest.Briefly(f)
	dir := fuzztest.Folder(f)
	stored(f, filepath.Join(dir, "seed"), smallStore, []int{300, 20, 4000})
	seed, err := openedTables(filepath.Join(dir, "seed"), []string{"000001.sst"})
	require.NoError(f, err)
	defer seed.close()
	var u unpacking
	require.NoError(f, u.unpack(seed, &seed.blocks[0]))
	data, _, ok := cutSized(u.raw)
	require.True(f, ok)
	f.Add(slices.Clone(data), uint32(0))
	f.Add(slices.Clone(data), uint32(1))
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	require.NoError(f, err)
	path := filepath.Join(dir, "block")
	f.Fuzz(func(t *testing.T, data []byte, first uint32) {
		packed := packer.EncodeAll(proven(data, false), nil)
		require.NoError(t, os.WriteFile(path, packed, 0o600))
		file, err := os.Open(path)
		require.NoError(t, err)
		defer file.Close()
		s := &tables{dir: dir, files: []*os.File{file}, blocks: []block{{first: first, size: uint32(len(packed))}}}
		reads(t, s, first)
	})
}

// FuzzValueLog: so is any entry of a value log, at any place that a row may name.
func FuzzValueLog(f *testing.F) {
	fuzztest.Briefly(f)
	dir := fuzztest.Folder(f)
	place := func(log, size, offset uint32) []byte {
		return binary.NativeEndian.AppendUint32(binary.NativeEndian.AppendUint32(binary.NativeEndian.AppendUint32(nil, log), size), offset)
	}
	key := [keySize]byte{3: 7, keySize - 1: 1}
	entry := append([]byte{0, 0, keySize, 3, 0}, append(key[:], "abc"...)...)
	f.Add(entry, place(1, uint32(len(entry)+crc32.Size), 0))
	f.Add(entry, place(1, 4, 0))
	f.Add([]byte{}, place(2, 1<<31, 1<<31))
	f.Add(entry, []byte{1})
	f.Fuzz(func(t *testing.T, entry, at []byte) {
		log := binary.BigEndian.AppendUint32(slices.Clone(entry), crc32.Checksum(entry, y.CastagnoliCrcTable))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "000001.vlog"), log, 0o600))
		s := &tables{dir: dir}
		value, err := s.logged(key, at)
		if err == nil {
			require.True(t, bytes.HasSuffix(entry, value))
			require.Contains(t, string(entry), string(key[:]))
		}
	})
}
