package archive

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/dgraph-io/badger/v4/y"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/fuzztest"
)

// Bytes that are changed at random hardly ever pass a checksum, so most of these change
// what a checksum is of, and make one that fits.

// fuzzed is a folder for what is fuzzed, on a disk in memory where there is one.
func fuzzed(f *testing.F) string {
	dir, err := os.MkdirTemp("/dev/shm", "daybook")
	if err != nil {
		return f.TempDir()
	}
	f.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// sized is what cutSized cuts off again.
func sized(b []byte) []byte { return binary.BigEndian.AppendUint32(b, uint32(len(b))) }

// proven is data with its size, and its checksum as Badger writes it.
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

// readsOrIsDamaged reads rows of a store of which one table is given.
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

// reads reads rows from one on.
func reads(t *testing.T, s *tables, first uint32) {
	t.Helper()
	for i := range uint32(8) {
		err := s.read([]uint32{first + i}, func(int, row) error { return nil })
		require.True(t, err == nil || errors.Is(err, folder.ErrDamaged), "%v", err)
	}
}

// FuzzTable: any file is damage, or rows are read from it or are damage.
func FuzzTable(f *testing.F) {
	fuzztest.Briefly(f)
	dir := fuzzed(f)
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
	dir := fuzzed(f)
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
	dir := fuzzed(f)
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
	dir := fuzzed(f)
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

// FuzzDocument: any document is refused, or is what would be written for it, byte for
// byte, and opens an archive or does not.
func FuzzDocument(f *testing.F) {
	fuzztest.Briefly(f)
	dir := fuzzed(f)
	seed := filepath.Join(dir, "a.daybook")
	a, err := Create(context.Background(), seed, Options{Plan: "pro"})
	require.NoError(f, err)
	_, err = a.Import(context.Background(), Input{File: "f", Events: few()}, nil)
	require.NoError(f, err)
	require.NoError(f, a.Close())
	paths := []string{"archive.json", "snapshots/000002.json", "segments/000001/seal.json", "imports/000001.json"}
	for _, path := range paths {
		data, err := os.ReadFile(filepath.Join(seed, path))
		require.NoError(f, err)
		f.Add(data)
	}
	fresh := []func() folder.Checksummed{
		func() folder.Checksummed { return new(identity) }, func() folder.Checksummed { return new(snapshot) },
		func() folder.Checksummed { return new(seal) }, func() folder.Checksummed { return new(Import) },
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, make := range fresh {
			v := make()
			if err := folder.Decode(data, v); err == nil {
				again, err := folder.EncodeChecked(v)
				require.NoError(t, err)
				require.True(t, bytes.Equal(again, data) || bytes.Contains(data, []byte(`\ufffd`)))
				continue
			} else {
				require.ErrorIs(t, err, folder.ErrDamaged)
			}
			// The same with a checksum that fits.
			v = make()
			if folder.Decode(data, v); *v.ChecksumField() == "" {
				continue // no document
			}
			proven, err := folder.EncodeChecked(v)
			if err != nil {
				continue // a time that JSON cannot have
			}
			v = make()
			require.NoError(t, folder.Decode(proven, v))
			if s, ok := v.(*snapshot); ok {
				_, _ = s.root()
			}
		}
	})
}

// few are events for an archive that is a seed.
func few() iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		for i := range 3 {
			e := event.Event{ID: folder.Number(i), Actor: "ana", Category: "webhook", Action: "created", Description: "Webhook created", Time: event.Time(i) * 1e9}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// FuzzFileOfAnArchive puts any bytes in the place of a file of an archive: it opens,
// and says what is damaged, or does not open.
func FuzzFileOfAnArchive(f *testing.F) {
	fuzztest.Briefly(f)
	ctx := context.Background()
	dir := fuzzed(f)
	seed := filepath.Join(dir, "seed.daybook")
	a, err := Create(ctx, seed, Options{})
	require.NoError(f, err)
	_, err = a.Import(ctx, Input{File: "f", Events: few()}, nil)
	require.NoError(f, err)
	require.NoError(f, a.Close())
	whole := map[string][]byte{}
	var paths []string
	require.NoError(f, filepath.WalkDir(seed, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(seed, path) // of a path below it
		whole[rel], paths = data, append(paths, rel)
		return err
	}))
	for i, path := range paths {
		f.Add(uint8(i), whole[path])
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		dir, err := os.MkdirTemp(dir, "")
		require.NoError(t, err)
		defer os.RemoveAll(dir)
		changed := paths[int(which)%len(paths)]
		for _, sub := range subfolders { // some are empty
			require.NoError(t, os.MkdirAll(filepath.Join(dir, sub), 0o700))
		}
		for _, path := range paths {
			content := whole[path]
			if path == changed {
				content = data
			}
			require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(dir, path), content, 0o600))
		}
		a, err := Open(ctx, dir, Options{})
		if err != nil {
			return
		}
		defer a.Close()
		r, err := a.Verify(ctx, nil)
		require.NoError(t, err)
		// What is derived is made again, LOCK says nothing of the archive, and of
		// journal and tree what is beyond is cut off.
		if r.OK() {
			info, err := a.Info()
			require.NoError(t, err)
			require.Equal(t, 3, info.Events, changed)
		}
	})
}
