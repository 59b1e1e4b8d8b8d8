package archive_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/ledger"
)

// refused requires that dir is not opened, and is left as it is.
func refused(t *testing.T, dir string, why error, says ...string) {
	t.Helper()
	_, err := archive.Open(context.Background(), dir, archive.Options{})
	require.ErrorIs(t, err, why)
	for _, part := range append(says, dir) {
		require.ErrorContains(t, err, part)
	}
}

// TestAFolderThatIsNoArchiveIsRefused opens a folder that is not an archive
// and requires that it is left alone.
func TestAFolderThatIsNoArchiveIsRefused(t *testing.T) {
	base := t.TempDir()
	refused(t, filepath.Join(base, "nothing"), fs.ErrNotExist)

	empty := filepath.Join(base, "empty")
	require.NoError(t, os.Mkdir(empty, 0o755))
	refused(t, empty, ledger.ErrNotArchive, "archive.json")
	require.Equal(t, []string{". drwxr-xr-x 0"}, listing(t, empty))

	file := filepath.Join(base, "activity.json")
	require.NoError(t, os.WriteFile(file, []byte("[]"), 0o600))
	refused(t, file, ledger.ErrNotArchive, "it is a file")

	photos := filepath.Join(base, "photos")
	require.NoError(t, os.MkdirAll(filepath.Join(photos, "segments", "000001"), 0o755))
	require.NoError(t, os.MkdirAll(filepath.Join(photos, "work"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(photos, "work", "thesis"), nil, 0o600))
	was := listing(t, photos)
	refused(t, photos, ledger.ErrNotArchive)
	require.Equal(t, was, listing(t, photos))

	// This archive.json is another program's.
	require.NoError(t, os.WriteFile(filepath.Join(photos, "archive.json"), []byte(`{"name":"photos"}`), 0o600))
	was = listing(t, photos)
	refused(t, photos, folder.ErrDamaged, "archive.json")
	require.Equal(t, was, listing(t, photos))
}

// TestAnArchiveIsNotMadeOverSomething makes an archive where there is something already.
func TestAnArchiveIsNotMadeOverSomething(t *testing.T) {
	ctx := context.Background()
	dir := folderIn(t)
	a := create(t, dir)
	closeVerified(t, a)
	was := listing(t, dir)
	_, err := archive.Create(ctx, dir, archive.Options{})
	require.ErrorIs(t, err, archive.ErrExists)
	require.Equal(t, was, listing(t, dir))

	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err = archive.Create(ctx, file, archive.Options{})
	require.ErrorContains(t, err, file)
}

// TestANewerFormatIsRefusedWithBothNumbers changes the format of an archive to
// a future format, whose other fields are unknown.
func TestANewerFormatIsRefusedWithBothNumbers(t *testing.T) {
	dir := folderIn(t)
	archived(t, dir, some(1, 20))
	for _, name := range []string{"archive.json", "archive.copy"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(`{"format": 47, "future": {"a": [1]}}`), 0o600))
	}
	was := listing(t, dir)
	refused(t, dir, ledger.ErrNewer, "47", fmt.Sprint(folder.Format))
	require.Equal(t, was, listing(t, dir))
}

// TestAnOlderFormatIsRefusedWithBothNumbers changes the format of an archive to the one
// before, of which none was ever released.
func TestAnOlderFormatIsRefusedWithBothNumbers(t *testing.T) {
	dir := folderIn(t)
	archived(t, dir, some(1, 20))
	for _, name := range []string{"archive.json", "archive.copy"} {
		resummed(t, dir, name, fmt.Sprintf(`"format": %d`, folder.Format), fmt.Sprintf(`"format": %d`, folder.Format-1))
	}
	was := listing(t, dir)
	refused(t, dir, ledger.ErrOlder, fmt.Sprintf("its format is %d and this program reads format %d", folder.Format-1, folder.Format), "import the original files into it")
	require.Equal(t, was, listing(t, dir))
}

// TestAnEditedArchiveIsFound edits what an archive says about itself, in one copy.
func TestAnEditedArchiveIsFound(t *testing.T) {
	origin := folderIn(t)
	archived(t, origin, some(1, 20))
	for file, edit := range map[string][2]string{
		"archive.json":          {`"plan": "keep"`, `"plan": "free"`},
		"imports/000001.json":   {`"added": 20`, `"added": 10`},
		"snapshots/000002.json": {`"size": 20`, `"size": 19`},
		"CURRENT":               {"000002", "000001"},
	} {
		dir := folderIn(t)
		copied(t, origin, dir)
		path := filepath.Join(dir, filepath.FromSlash(file))
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		changed := bytes.Replace(data, []byte(edit[0]), []byte(edit[1]), 1)
		require.NotEqual(t, data, changed, file)
		require.NoError(t, os.WriteFile(path, changed, 0o600))
		a, err := archive.Open(context.Background(), dir, archive.Options{})
		if file == "imports/000001.json" { // the journal still describes the import
			require.NoError(t, err)
			require.ErrorContains(t, a.Checked(context.Background()), file)
			require.Equal(t, 20, info(t, a).Imports[0].Added)
			require.NoError(t, a.Close())
		} else { // restored from its second copy, and CURRENT from the snapshot
			require.NoError(t, err, file)
			require.Contains(t, a.Notices()[0], "found damaged, built again: "+file+": ")
			requireHolds(t, a, some(1, 20))
			require.Equal(t, "keep", info(t, a).Plan)
			closeVerified(t, a)
			again, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, data, again)
		}
		require.NoError(t, os.WriteFile(path, data, 0o600))
		closeVerified(t, open(t, dir))
	}
}

// TestASnapshotOfAnotherArchiveIsRefused gives an archive the snapshot of another archive.
func TestASnapshotOfAnotherArchiveIsRefused(t *testing.T) {
	dir, other := folderIn(t), folderIn(t)
	archived(t, dir, some(1, 20))
	archived(t, other, some(1, 20))
	for _, file := range []string{"CURRENT", "snapshots/000002.json", "snapshots/000002.copy"} {
		data, err := os.ReadFile(filepath.Join(other, file))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, file), data, 0o600))
	}
	was := listing(t, dir)
	refused(t, dir, folder.ErrDamaged, "another archive")
	require.Equal(t, was, listing(t, dir), "nothing was removed for a stray")
	a := open(t, other)
	closeVerified(t, a)
}

// TestWithoutCurrentNothingIsRemoved opens an archive that has lost CURRENT, and those
// parts of the current snapshot that could identify it.
func TestWithoutCurrentNothingIsRemoved(t *testing.T) {
	dir := folderIn(t)
	archived(t, dir, some(1, 20))
	current := filepath.Join(dir, "CURRENT")
	data, err := os.ReadFile(current)
	require.NoError(t, err)
	require.NoError(t, os.Remove(current))
	for _, name := range []string{"000002.json", "000002.copy"} {
		require.NoError(t, os.Rename(filepath.Join(dir, "snapshots", name), filepath.Join(dir, "snapshots", "away "+name)))
	}
	was := listing(t, dir)
	refused(t, dir, folder.ErrDamaged, "CURRENT", "missing")
	require.Equal(t, was, listing(t, dir))
	for _, name := range []string{"000002.json", "000002.copy"} {
		require.NoError(t, os.Rename(filepath.Join(dir, "snapshots", "away "+name), filepath.Join(dir, "snapshots", name)))
	}
	require.NoError(t, os.WriteFile(current, data, 0o600))
	a := open(t, dir)
	requireHolds(t, a, some(1, 20))
	closeVerified(t, a)
}

// TestStraysAreRemovedAndOthersFilesAreNot puts into an archive what an
// interrupted change leaves, and files that a person may put there.
func TestStraysAreRemovedAndOthersFilesAreNot(t *testing.T) {
	dir := folderIn(t)
	archived(t, dir, some(1, 20))
	a := open(t, dir)
	was := listing(t, dir)
	require.NoError(t, a.Close())
	for _, stray := range []string{"work/000009/events/000001.sst", "work/000009/index/scorch-offline-build4182763/000000000001.zap", "segments/000009/seal.json", "segments/000002/columns", "orders/000007/ranks",
		"orders/000002/ranks.new", "imports/000002.json", "imports/000002.json.new", "snapshots/000003.json", "CURRENT.new", "archive.json.new"} {
		path := filepath.Join(dir, filepath.FromSlash(stray))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte("left over"), 0o400))
	}
	require.NoError(t, os.Chmod(filepath.Join(dir, "segments", "000009"), 0o500)) // as earlier builds left sealed folders
	appended, err := os.OpenFile(filepath.Join(dir, "tree", "0"), os.O_WRONLY|os.O_APPEND, 0)
	require.NoError(t, err)
	_, err = appended.Write(make([]byte, 1000))
	require.NoError(t, err)
	require.NoError(t, appended.Close())
	a = open(t, dir)
	require.Equal(t, was, listing(t, dir))
	closeVerified(t, a)

	for _, other := range []string{"notes.txt", "segments/notes.txt", "imports/invoice.pdf", "segments/.DS_Store"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(other)), nil, 0o600))
	}
	was = listing(t, dir)
	a = open(t, dir)
	require.Equal(t, was, listing(t, dir))
	closeVerified(t, a)
}

// TestAnArchiveIsForItsOwnerAlone checks the modes of everything in an archive
// that was made in a folder that others could read.
func TestAnArchiveIsForItsOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has access lists instead of modes")
	}
	dir := folderIn(t)
	require.NoError(t, os.Mkdir(dir, 0o755))
	archived(t, dir, some(1, 300), some(2, 10))
	a := open(t, dir)
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		i, err := d.Info()
		require.NoError(t, err)
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700 // also for sealed folders, so that their owner can delete them
		} else if rel, _ := filepath.Rel(dir, path); strings.HasPrefix(rel, "segments"+string(filepath.Separator)) || strings.HasPrefix(rel, "salts"+string(filepath.Separator)) {
			want &^= 0o200
		}
		require.Equal(t, want, i.Mode().Perm(), path)
		return nil
	}))
	closeVerified(t, a)
}

// TestACopiedOrMovedArchiveOpens copies an archive as an officer does, and
// moves it.
func TestACopiedOrMovedArchiveOpens(t *testing.T) {
	dir := folderIn(t)
	events := some(1, 500)
	archived(t, dir, events)
	to := folderIn(t)
	if _, err := exec.LookPath("cp"); err == nil {
		out, err := exec.Command("cp", "-r", dir, to).CombinedOutput()
		require.NoError(t, err, "%s", out)
	} else {
		copied(t, dir, to)
	}
	a := open(t, to)
	imported(t, a, some(2, 10))
	requireHolds(t, a, slices.Concat(events, some(2, 10)))
	closeVerified(t, a)

	moved := filepath.Join(filepath.Dir(dir), "Northwind 2026 — ärchive.daybook")
	require.NoError(t, os.Rename(dir, moved))
	a = open(t, moved)
	require.Equal(t, moved, a.Path())
	requireHolds(t, a, events)
	// The copy has changed since, so this archive is now the older of the two.
	require.ErrorContains(t, a.Ledger().Doubt(), "6 lines of its journal, and the folder has 3")
	_, err := a.Trust(context.Background(), "This is the one.", false)
	require.NoError(t, err)
	imported(t, a, some(3, 10))
	closeVerified(t, a)
	a = open(t, to)
	require.NotNil(t, a.Ledger().Doubt())
	require.NoError(t, a.Close())
}

// TestAnEmptyArchiveIsWhole opens, queries and verifies an archive without
// events, and imports nothing into it.
func TestAnEmptyArchiveIsWhole(t *testing.T) {
	dir := folderIn(t)
	a := create(t, dir)
	requireHolds(t, a, nil)
	require.NoError(t, a.Merge(context.Background()))
	one := imported(t, a, nil)
	require.Equal(t, 1, one.Number)
	closeVerified(t, a)
	a = open(t, dir)
	requireHolds(t, a, nil)
	require.Len(t, info(t, a).Imports, 1)
	require.Zero(t, info(t, a).Segments)
	closeVerified(t, a)
}

// TestEventsOfAnySizeAreKept imports events that are as large as they can be,
// and empty where they can be.
func TestEventsOfAnySizeAreKept(t *testing.T) {
	long := func(s string, n int) string { return strings.Repeat(s, n/len(s)+1)[:n] }
	events := []event.Event{
		{ID: "1", Actor: "a", Category: "c", Action: "x", Time: event.MinTime},
		{ID: "2", Actor: "a", Category: "c", Action: "x", Time: event.MaxTime, Description: "\x00\n\r\t "},
		{ID: long("id", event.MaxFieldBytes), Actor: long("actor ", event.MaxFieldBytes), Category: long("category", event.MaxFieldBytes),
			Action: long("a.a", event.MaxFieldBytes), Description: long("a.", event.MaxFieldBytes), Details: []byte(long("d", event.MaxFieldBytes))},
		{ID: "4", Actor: "a", Category: "c", Action: "x", Details: []byte(long("z", event.MaxFieldBytes))},
		{ID: "5", Actor: "a", Category: "c", Action: "x", Details: []byte(`{}`)},
	}
	dir := folderIn(t)
	archived(t, dir, events)
	a := open(t, dir)
	requireHolds(t, a, events)
	again, err := a.Import(context.Background(), input(slices.Values(events)), nil)
	require.NoError(t, err)
	require.Equal(t, len(events), again.Duplicates)
	closeVerified(t, a)
}
