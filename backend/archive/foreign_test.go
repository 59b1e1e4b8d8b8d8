package archive_test

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/query"
)

// strange are names that operating systems, cloud services and officers give to files that
// they put beside others. A name that ends with a slash is a folder with such a file in it.
var strange = []string{
	".DS_Store", "._x", "._000001.sst", "desktop.ini", "Thumbs.db", "note.txt", "conflicted copy", "CURRENT (conflicted copy)", "000001 (conflicted copy).json",
	"000001-DESKTOP-7Q2.json", "000001 2.json", "000001 2.sst", "000002 (1).vlog", "archive (Ana's MacBook).json", ".000001.sst.icloud", "+00001.json", "seal.json~",
	"+00001", "000001 copy", "7 (1)", "columns.bak", "@eaDir/", ".Spotlight-V100/",
}

// sprinkled puts each of them into every folder of an archive, except into the
// strange folders, and adds their paths to paths.
func sprinkled(t *testing.T, dir string, paths map[string]bool) {
	t.Helper()
	var folders []string
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			if slices.Contains(strange, d.Name()+"/") {
				return fs.SkipDir
			}
			folders = append(folders, path)
		}
		return err
	}))
	for _, folder := range folders {
		for _, name := range strange {
			path := filepath.Join(folder, name)
			rel, err := filepath.Rel(dir, path)
			require.NoError(t, err)
			rel = filepath.ToSlash(rel)
			if strings.HasSuffix(name, "/") {
				require.NoError(t, os.MkdirAll(path, 0o755))
				path, rel = filepath.Join(path, "x"), rel+"/"
			}
			require.NoError(t, os.WriteFile(path, []byte("somebody's"), 0o644))
			paths[rel] = true
		}
	}
}

var errTired = errors.New("the disk is tired")

// failing yields events and then the error of a file that cannot be read further.
func failing(events []event.Event) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
		yield(event.Event{}, errTired)
	}
}

func TestWhatIsNotDaybooksIsNeverDamageAndNeverRemoved(t *testing.T) {
	ctx := context.Background()
	defer archive.Shrink(4000, 64, 2000)()
	dir := folderIn(t)
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	o := archive.Options{Plan: "pro", Now: func() time.Time { return now }}
	a, err := archive.Create(ctx, dir, o)
	require.NoError(t, err)
	paths := make(map[string]bool)
	events := some(1, 6000) // enough for an index of Bleve
	steps := map[string]func(){
		"1 import": func() { imported(t, a, events[:5000]) },
		"2 import": func() { imported(t, a, events[5000:]) },
		"3 import nothing": func() {
			_, err := a.Import(ctx, input(slices.Values(events[:10])), nil)
			require.NoError(t, err)
		},
		"4 an import that fails": func() {
			_, err := a.Import(ctx, archive.Input{File: "x.csv", Size: 1, Events: failing(some(2, 5000))}, nil)
			require.ErrorIs(t, err, errTired)
		},
		"5 merge":   func() { require.NoError(t, a.JoinAll(ctx)) },
		"6 checked": func() { require.NoError(t, a.Checked(ctx)) },
		"7 purge": func() {
			d, err := a.Due(ctx, now, "")
			require.NoError(t, err)
			require.Positive(t, d.Count)
			_, err = a.Purge(ctx, d, nil)
			require.NoError(t, err)
			require.NoError(t, a.Removed(ctx))
		},
		"8 import": func() { imported(t, a, some(3, 3000)) },
	}
	for _, name := range slices.Sorted(maps.Keys(steps)) {
		sprinkled(t, dir, paths)
		for range 2 { // before and after it is opened again
			r, err := a.Verify(ctx, nil)
			require.NoError(t, err)
			require.True(t, r.OK(), "before %s: %v", name, r.Problems)
			require.Zero(t, r.Unread)
			require.NotEmpty(t, r.Notes)
			require.NoError(t, a.Close())
			a, err = archive.Open(ctx, dir, o)
			require.NoError(t, err, name)
		}
		steps[name]()
		require.Equal(t, slices.Sorted(maps.Keys(paths)), slices.Sorted(slices.Values(a.Foreign())), name)
		for rel := range paths {
			if strings.HasSuffix(rel, "/") {
				rel += "x"
			}
			data, err := os.ReadFile(filepath.Join(dir, rel))
			require.NoError(t, err, "after %s", name)
			require.Equal(t, "somebody's", string(data))
		}
	}
	require.NoError(t, a.Close())
	for rel := range paths {
		require.NoError(t, os.RemoveAll(filepath.Join(dir, rel)))
	}
	a, err = archive.Open(ctx, dir, o)
	require.NoError(t, err)
	defer a.Close()
	requireTidy(t, a)
	require.Empty(t, a.Foreign())
	r, err := a.Verify(ctx, nil)
	require.NoError(t, err)
	require.True(t, r.OK(), r.Problems)
	_, err = a.Query(ctx, archive.Request{Query: all, Order: query.DefaultOrder(), Page: 1})
	require.NoError(t, err)
}

// TestASegmentIsBuiltWhereSomethingElseStayed uses the number of an unfinished
// segment again, whose folder may still have files that were not removed with it.
func TestASegmentIsBuiltWhereSomethingElseStayed(t *testing.T) {
	dir := folderIn(t)
	a := create(t, dir)
	var left []string
	for _, sub := range []string{"work/000001", "segments/000001"} {
		for _, rel := range []string{".DS_Store", "index/Thumbs.db", "events/._000001.sst"} {
			rel = sub + "/" + rel
			require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, rel)), 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(dir, rel), []byte("somebody's"), 0o600))
			left = append(left, rel)
		}
	}
	for range 2 {
		require.NoError(t, a.Close())
		a = open(t, dir)
		require.ElementsMatch(t, left, a.Foreign())
	}
	imported(t, a, some(1, 100))
	require.NoError(t, a.Close())
	a = open(t, dir)
	defer a.Close()
	requireHolds(t, a, some(1, 100))
	require.ElementsMatch(t, left, a.Foreign())
}
