package segment

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/fuzztest"
)

// FuzzSeal reads random bytes as the seal of a segment, also with a fitting checksum,
// and compares a folder with it.
func FuzzSeal(f *testing.F) {
	root := event.Commit(event.What, event.Salt{}, nil).String()
	fuzztest.Seeds(f, &Seal{Format: folder.Format, Index: folder.IndexVersion, Events: 20, Newest: 2, Oldest: 1, Files: []sealedFile{
		{Path: "events/000001.sst", Size: 7, SHA256: root, Tail: root}, {Path: "columns", Size: 0, SHA256: root}, {Path: "../archive.json", Size: 1, SHA256: root}}},
		&Seal{})
	dir := fuzztest.Folder(f)
	segment := filepath.Join(dir, "000001")
	require.NoError(f, os.MkdirAll(filepath.Join(segment, "events"), 0o700))
	require.NoError(f, os.WriteFile(filepath.Join(segment, "columns"), nil, 0o600))
	f.Fuzz(func(t *testing.T, data []byte, fits bool) {
		if fits {
			data = fuzztest.WithChecksum(data, new(Seal))
		}
		require.NoError(t, os.WriteFile(filepath.Join(segment, sealName), data, 0o600))
		sum := sha256.Sum256(data)
		s, err := readSeal(segment, hex.EncodeToString(sum[:]))
		if err != nil {
			require.ErrorIs(t, err, folder.ErrDamaged)
			return
		}
		copy := *s
		fuzztest.ReadsBack(t, data, &copy)
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
