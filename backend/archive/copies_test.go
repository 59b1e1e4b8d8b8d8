package archive_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/folder"
)

// TestADamagedDocumentIsReadFromWhatStandsBesideIt damages each file without which
// nothing could be opened in each way, by itself and together with CURRENT.
func TestADamagedDocumentIsReadFromWhatStandsBesideIt(t *testing.T) {
	base := filepath.Join(inMemory(t), "base.daybook")
	a := create(t, base)
	imported(t, a, some(1, 30))
	_, err := a.PlaceHold(context.Background(), hold(t, "webhook"))
	require.NoError(t, err)
	require.NoError(t, a.Close())
	snapshots, err := filepath.Glob(filepath.Join(base, "snapshots", "*.json"))
	require.NoError(t, err)
	require.Len(t, snapshots, 1)
	inUse := "snapshots/" + filepath.Base(snapshots[0])
	ways := map[string]func(path string) error{
		"flipped":   func(path string) error { return flipped(path) },
		"emptied":   func(path string) error { return os.WriteFile(path, nil, 0o600) },
		"cut":       func(path string) error { return os.Truncate(path, 20) },
		"removed":   os.Remove,
		"exchanged": func(path string) error { return os.WriteFile(path, []byte(`{"format": 9}`), 0o600) },
	}
	for _, names := range [][]string{{"archive.json"}, {"CURRENT"}, {inUse}, {"archive.json", "CURRENT", inUse},
		{"archive.copy"}, {strings.Replace(inUse, ".json", ".copy", 1)}} {
		for way, damage := range ways {
			t.Run(strings.ReplaceAll(strings.Join(names, " and "), "/", "-")+" "+way, func(t *testing.T) {
				dir := filepath.Join(inMemory(t), "a.daybook")
				copied(t, base, dir)
				for _, name := range names {
					require.NoError(t, damage(filepath.Join(dir, name)))
				}
				a := open(t, dir)
				require.Len(t, a.Ledger().Holds(), 1)
				requireHolds(t, a, some(1, 30))
				notices := strings.Join(a.Notices(), "\n")
				for _, name := range names {
					if spare := strings.HasSuffix(name, ".copy") && way == "removed"; spare {
						require.Empty(t, notices, "an earlier build wrote none")
					} else {
						require.Contains(t, notices, name+": ")
					}
				}
				imported(t, a, some(40, 5))
				closeVerified(t, a)
				a = open(t, dir)
				require.Empty(t, a.Notices(), "it was written anew")
				closeVerified(t, a)
			})
		}
	}
}

// TestADocumentWhoseCopiesAreBothDamagedIsRefused damages both copies, so
// that there is nothing left from which to open the archive.
func TestADocumentWhoseCopiesAreBothDamagedIsRefused(t *testing.T) {
	dir := filepath.Join(inMemory(t), "a.daybook")
	archived(t, dir, some(1, 5))
	require.NoError(t, flipped(filepath.Join(dir, "archive.json")))
	require.NoError(t, flipped(filepath.Join(dir, "archive.copy")))
	_, err := archive.Open(context.Background(), dir, archive.Options{})
	require.ErrorIs(t, err, folder.ErrDamaged)
	require.ErrorContains(t, err, "archive.json")
}

// TestAnOlderSecondCopyLosesNoHold has a second copy that is older, as after
// a crash: the journal brings it up to date.
func TestAnOlderSecondCopyLosesNoHold(t *testing.T) {
	dir := filepath.Join(inMemory(t), "a.daybook")
	a := create(t, dir)
	imported(t, a, some(1, 5))
	before, err := os.ReadFile(filepath.Join(dir, "archive.copy"))
	require.NoError(t, err)
	_, err = a.PlaceHold(context.Background(), hold(t, "webhook"))
	require.NoError(t, err)
	require.NoError(t, a.Close())
	require.NoError(t, os.WriteFile(filepath.Join(dir, "archive.copy"), before, 0o600))
	require.NoError(t, os.Remove(filepath.Join(dir, "archive.json")))
	a = open(t, dir)
	require.Len(t, a.Ledger().Holds(), 1)
	closeVerified(t, a)
}

// flipped changes one bit in the middle of a file.
func flipped(path string) error {
	data, err := os.ReadFile(path)
	if err == nil {
		data[len(data)/2] ^= 1
		err = os.WriteFile(path, data, 0o600)
	}
	return err
}
