package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/folder"
	"daybook/backend/retention"
)

// folderInMemory is a folder for many small files.
func folderInMemory(f *testing.F) string {
	dir, err := os.MkdirTemp("/dev/shm", "daybook")
	if err != nil {
		return f.TempDir()
	}
	f.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// withChecksum is a document as one writes it who knows the format: its checksum is
// that of what it says.
func withChecksum(data []byte, v folder.Checksummed) []byte {
	if json.Unmarshal(data, v) != nil {
		return data
	}
	again, err := folder.EncodeChecked(v)
	if err != nil {
		return data
	}
	return again
}

// readsBack requires that what was read is written as it was, byte for byte, but for
// what a Daybook wrote that did not look whether texts were UTF-8.
func readsBack(t *testing.T, data []byte, v folder.Checksummed) {
	t.Helper()
	again, err := folder.EncodeChecked(v)
	require.NoError(t, err)
	if !bytes.Contains(data, []byte(`\ufffd`)) {
		require.Equal(t, string(data), string(again))
	}
}

func seeds(f *testing.F, all ...folder.Checksummed) {
	for _, v := range all {
		data, err := folder.EncodeChecked(v)
		require.NoError(f, err)
		f.Add(data, false)
		f.Add(data, true)
		f.Add(data[:len(data)/2], true)
	}
	for _, text := range []string{"", "{}", "null", "[]", `{"format":99}`, `{"format":1,"checksum":"\ufffd"}`, `{"keys":[{}]}`, `{"segments":null,"tree":{"size":-1}}`} {
		f.Add([]byte(text), true)
	}
}

// FuzzIdentity reads what may be archive.json, also with a checksum that fits.
func FuzzIdentity(f *testing.F) {
	seeds(f, &identity{Format: folder.Format, ID: "0f3a8b1e-6c1d-4f0a-9b8e-2d5c7a914e60", Name: "a", Plan: "pro", Created: time.Unix(0, 0).UTC(), Program: "daybook",
		Keys: []Key{{Verifier: "daybook/x+01020304+AAAA", Kept: "file"}}, Holds: []retention.Hold{{ID: "H1", Reason: "r"}}, HoldsMade: 1, Journal: 4},
		&identity{}, &identity{Format: folder.Format + 1})
	dir := folderInMemory(f)
	f.Fuzz(func(t *testing.T, data []byte, fits bool) {
		if fits {
			data = withChecksum(data, new(identity))
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, "archive.json"), data, 0o600))
		id, err := readIdentity(dir)
		if err != nil {
			require.True(t, errors.Is(err, folder.ErrDamaged) || errors.Is(err, ErrNewer) || errors.Is(err, ErrOlder), "%v", err)
			return
		}
		readsBack(t, data, id.clone())
		require.NotEmpty(t, id.Keys)
		require.LessOrEqual(t, id.Format, folder.Format)
		_ = id.key().ID()
		_, err = id.verifiers()
		_ = err // which opening the archive says
		require.Empty(t, id.differs(id.clone()))
	})
}

// FuzzSnapshot reads what may be the current snapshot, also with a checksum, and a
// CURRENT, that fit.
func FuzzSnapshot(f *testing.F) {
	root := emptyRoot.String()
	seeds(f, &snapshot{Format: folder.Format, Number: 3, Archive: "a", Made: time.Unix(0, 0).UTC(), Segments: []segmentRef{{Number: 1, Events: 20, Seal: root}, {Number: 2, Events: 30, Seal: root, Seqs: [][2]int64{{20, 50}}}}, NextSegment: 3,
		Imports: []importRef{{1, 0, root}, {2, 1, root}}, Ranks: root, Tree: treeRef{50, root}, Checkpoint: "c\n", Change: 2},
		&snapshot{})
	dir := folderInMemory(f)
	require.NoError(f, os.Mkdir(filepath.Join(dir, "snapshots"), 0o700))
	f.Fuzz(func(t *testing.T, data []byte, fits bool) {
		if fits {
			data = withChecksum(data, new(snapshot))
		}
		sum := sha256.Sum256(data)
		require.NoError(t, os.WriteFile(filepath.Join(dir, "CURRENT"), []byte(currentLine(3, hex.EncodeToString(sum[:]))), 0o600))
		require.NoError(t, os.WriteFile(snapshotPath(dir, 3), data, 0o600))
		s, err := readCurrent(dir, "a")
		if err != nil {
			require.ErrorIs(t, err, folder.ErrDamaged)
			return
		}
		copy := *s
		readsBack(t, data, &copy)
		if root, err := s.root(); err == nil {
			require.EqualValues(t, bytes.ToLower([]byte(s.Tree.Root)), root.String())
		} else {
			require.ErrorIs(t, err, folder.ErrDamaged)
		}
		_ = s.events()
		for _, ref := range s.Imports {
			require.Equal(t, ref.file(), filepath.Base(ref.file()), "it is in the folder of imports")
		}
	})
}

// FuzzCurrent reads what may be CURRENT: nothing but a number and a hash as they are
// written names a snapshot.
func FuzzCurrent(f *testing.F) {
	root := emptyRoot.String()
	for _, text := range []string{currentLine(1, root), currentLine(999999, root), "", "000001 ", "1 " + root + "\n", currentLine(1, root) + "\n", "-00001 " + root + "\n"} {
		f.Add([]byte(text))
	}
	dir := folderInMemory(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "CURRENT"), data, 0o600))
		_, err := readCurrent(dir, "a")
		require.ErrorIs(t, err, folder.ErrDamaged, "there is no snapshot at all")
	})
}

// FuzzSeal reads what may be the seal of a segment, also with a checksum that fits, and
// compares a folder with it.
func FuzzSeal(f *testing.F) {
	root := emptyRoot.String()
	seeds(f, &seal{Format: folder.Format, Index: folder.IndexVersion, Events: 20, Newest: 2, Oldest: 1, Files: []sealedFile{
		{Path: "events/000001.sst", Size: 7, SHA256: root, Tail: root}, {Path: "columns", Size: 0, SHA256: root}, {Path: "../archive.json", Size: 1, SHA256: root}}},
		&seal{})
	dir := folderInMemory(f)
	segment := filepath.Join(dir, "000001")
	require.NoError(f, os.MkdirAll(filepath.Join(segment, "events"), 0o700))
	require.NoError(f, os.WriteFile(filepath.Join(segment, "columns"), nil, 0o600))
	f.Fuzz(func(t *testing.T, data []byte, fits bool) {
		if fits {
			data = withChecksum(data, new(seal))
		}
		require.NoError(t, os.WriteFile(filepath.Join(segment, sealName), data, 0o600))
		sum := sha256.Sum256(data)
		s, err := readSeal(segment, hex.EncodeToString(sum[:]))
		if err != nil {
			require.ErrorIs(t, err, folder.ErrDamaged)
			return
		}
		copy := *s
		readsBack(t, data, &copy)
		found, err := s.precheck(segment)
		require.NoError(t, err)
		damaged := map[string]bool{}
		for _, d := range found {
			damaged[d.Path] = true
		}
		for _, one := range s.Files {
			if one.Path != "columns" {
				require.True(t, damaged[one.Path], "%q is not there, and nothing outside the segment is looked at", one.Path)
			}
		}
	})
}
