package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/folder"
	"daybook/backend/fuzztest"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/retention"
	"daybook/backend/segment"
)

// FuzzIdentity reads candidates for archive.json, some with a checksum that fits.
func FuzzIdentity(f *testing.F) {
	fuzztest.Seeds(f, &ledger.Identity{Format: folder.Format, ID: "0f3a8b1e-6c1d-4f0a-9b8e-2d5c7a914e60", Name: "a", Plan: "pro", Created: time.Unix(0, 0).UTC(), Program: "daybook",
		Keys: []ledger.Key{{Verifier: "daybook/x+01020304+AAAA", Kept: "file"}}, Holds: []retention.Hold{{ID: "H1", Reason: "r"}}, HoldsMade: 1, Journal: 4},
		&ledger.Identity{}, &ledger.Identity{Format: folder.Format + 1})
	dir := fuzztest.Folder(f)
	f.Fuzz(func(t *testing.T, data []byte, fits bool) {
		if fits {
			data = fuzztest.WithChecksum(data, new(ledger.Identity))
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, "archive.json"), data, 0o600))
		id, err := ledger.ReadIdentity(dir)
		if err != nil {
			require.True(t, errors.Is(err, folder.ErrDamaged) || errors.Is(err, ledger.ErrNewer) || errors.Is(err, ledger.ErrOlder), "%v", err)
			return
		}
		fuzztest.ReadsBack(t, data, id.Clone())
		require.NotEmpty(t, id.Keys)
		require.LessOrEqual(t, id.Format, folder.Format)
		_ = id.Key().ID()
		_, err = id.Verifiers()
		_ = err // opening the archive reports it
		require.Empty(t, id.Differs(id.Clone()))
	})
}

// FuzzSnapshot reads candidates for the current snapshot, some with a checksum and
// a CURRENT that fit.
func FuzzSnapshot(f *testing.F) {
	root := integrity.EmptyRoot.String()
	fuzztest.Seeds(f, &snapshot{Format: folder.Format, Number: 3, Archive: "a", Made: time.Unix(0, 0).UTC(), Segments: []segment.Ref{{Number: 1, Events: 20, Seal: root}, {Number: 2, Events: 30, Seal: root, Seqs: [][2]int64{{20, 50}}}}, NextSegment: 3,
		Imports: []ledger.ImportRef{{Number: 1, Revision: 0, SHA256: root}, {Number: 2, Revision: 1, SHA256: root}}, Ranks: root, Tree: ledger.Tree{Size: 50, Root: root}, Checkpoint: "c\n", Change: 2},
		&snapshot{})
	dir := fuzztest.Folder(f)
	require.NoError(f, os.Mkdir(filepath.Join(dir, "snapshots"), 0o700))
	f.Fuzz(func(t *testing.T, data []byte, fits bool) {
		if fits {
			data = fuzztest.WithChecksum(data, new(snapshot))
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
		fuzztest.ReadsBack(t, data, &copy)
		if root, err := s.Tree.RootHash(); err == nil {
			require.EqualValues(t, bytes.ToLower([]byte(s.Tree.Root)), root.String())
		} else {
			require.ErrorIs(t, err, folder.ErrDamaged)
		}
		_ = s.events()
		for _, ref := range s.Imports {
			require.Equal(t, ref.FileName(), filepath.Base(ref.FileName()), "it is in the folder of imports")
		}
	})
}

// FuzzCurrent reads candidates for CURRENT: only a number and a hash in the form in
// which Daybook writes them may name a snapshot.
func FuzzCurrent(f *testing.F) {
	root := integrity.EmptyRoot.String()
	for _, text := range []string{currentLine(1, root), currentLine(999999, root), "", "000001 ", "1 " + root + "\n", currentLine(1, root) + "\n", "-00001 " + root + "\n"} {
		f.Add([]byte(text))
	}
	dir := fuzztest.Folder(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "CURRENT"), data, 0o600))
		_, err := readCurrent(dir, "a")
		require.ErrorIs(t, err, folder.ErrDamaged, "there is no snapshot at all")
	})
}
