package archive_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/keys"
	"daybook/backend/query"
)

// unwatched skips a test under the race detector. Such tests concern files on the
// disk, with many archives or with processes of their own; make test runs this
// package a second time without the detector, with the full figures.
func unwatched(t *testing.T) {
	t.Helper()
	if watched {
		t.Skip("is run without the race detector")
	}
}

// reduced returns n, or less under the race detector.
func reduced(n int) int {
	if watched {
		return n / 4
	}
	return n
}

// either returns the full figure or the reduced figure.
func either(full, short int) int {
	if long {
		return full
	}
	return reduced(short)
}

// randomly returns the seed of what a test draws: a new seed each time in the
// long measure, and always the same seed in the short measure.
func randomly() uint64 {
	if long {
		return uint64(time.Now().UnixNano())
	}
	return 1
}

// folderIn returns a path for a new archive.
func folderIn(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "a.daybook")
}

// inMemory returns a folder on a disk in memory if the system has one: for tests
// that make thousands of archives and do not depend on a real disk.
func inMemory(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "daybook")
	if err != nil {
		return filepath.Dir(folderIn(t))
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func create(t testing.TB, dir string) *archive.Archive {
	t.Helper()
	a, err := archive.Create(context.Background(), dir, archive.Options{})
	require.NoError(t, err)
	return a
}

func open(t testing.TB, dir string) *archive.Archive {
	t.Helper()
	arrived(dir)
	a, err := archive.Open(context.Background(), dir, archive.Options{})
	require.NoError(t, err)
	return a
}

// imported imports events and requires that all of them are new.
func imported(t testing.TB, a *archive.Archive, events []event.Event) archive.Import {
	t.Helper()
	i, err := a.Import(context.Background(), input(slices.Values(events)), nil)
	require.NoError(t, err)
	require.Equal(t, len(events), i.Added)
	return i
}

func info(t testing.TB, a *archive.Archive) archive.Info {
	t.Helper()
	i, err := a.Info()
	require.NoError(t, err)
	return i
}

// archived makes an archive of imports and closes it.
func archived(t testing.TB, dir string, imports ...[]event.Event) {
	t.Helper()
	a := create(t, dir)
	for _, events := range imports {
		imported(t, a, events)
	}
	require.NoError(t, a.Close())
}

func some(seed uint64, n int) []event.Event { return slices.Collect(plain(seed, n)) }

func same(a, b *event.Event) bool {
	return a.ID == b.ID && a.Actor == b.Actor && a.Category == b.Category && a.Action == b.Action &&
		a.Description == b.Description && a.Time == b.Time && bytes.Equal(a.Details, b.Details)
}

// ordered returns events, given in the order of their import, in the order o.
func ordered(events []event.Event, o query.Order) []event.Event {
	at := make([]int, len(events))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(i, j int) int {
		return query.Compare(o, &events[i], &events[j], uint64(i), uint64(j))
	})
	out := make([]event.Event, len(events))
	for i, k := range at {
		out[i] = events[k]
	}
	return out
}

// differs returns how the yielded events differ from want, or "" if they do not.
func differs(events iter.Seq2[event.Event, error], want []event.Event) string {
	i := 0
	for e, err := range events {
		switch {
		case err != nil:
			return err.Error()
		case i == len(want):
			return fmt.Sprintf("%s is one too many after %d", e.ID, i)
		case !same(&e, &want[i]):
			return fmt.Sprintf("%d of %d is %s and should be %s", i, len(want), e.ID, want[i].ID)
		}
		i++
	}
	if i < len(want) {
		return fmt.Sprintf("%d of %d", i, len(want))
	}
	return ""
}

// requireHolds requires that the archive holds exactly these events, given in
// the order of their import.
func requireHolds(t testing.TB, a *archive.Archive, events []event.Event) {
	t.Helper()
	i := info(t, a)
	require.Equal(t, len(events), i.Events)
	require.EqualValues(t, len(events), i.TreeSize)
	res, err := a.Query(context.Background(), archive.Request{Query: all, Order: query.DefaultOrder(), Page: 1})
	require.NoError(t, err)
	require.Equal(t, len(events), res.Total)
	require.Empty(t, differs(a.Events(context.Background(), all, query.DefaultOrder()), ordered(events, query.DefaultOrder())))
}

// all is the query that matches everything.
var all = query.Query{From: event.Earliest, To: event.Latest}

// listing returns the path, mode and size of everything in an archive except its lock.
func listing(t testing.TB, dir string) []string {
	t.Helper()
	var lines []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() == "LOCK" {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		size := info.Size()
		if d.IsDir() {
			size = 0
		}
		rel, err := filepath.Rel(dir, path)
		lines = append(lines, fmt.Sprintf("%s %s %d", filepath.ToSlash(rel), info.Mode(), size))
		return err
	})
	require.NoError(t, err)
	return lines
}

// requireTidy requires that the folder has nothing that its snapshot does not name.
func requireTidy(t testing.TB, a *archive.Archive) {
	t.Helper()
	i := info(t, a)
	count := func(sub string) int {
		entries, err := os.ReadDir(filepath.Join(a.Path(), sub))
		require.NoError(t, err)
		return len(entries)
	}
	require.Zero(t, count("work"))
	require.Equal(t, i.Segments, count("segments"))
	require.Equal(t, 2, count("snapshots"), "two copies of one")
	require.Equal(t, 1, count("orders"))
	require.Equal(t, len(i.Imports), count("imports"))
	for _, line := range listing(t, a.Path()) {
		require.NotContains(t, line, ".new", "a file that was being replaced")
	}
}

// copied copies a folder with its modes. A copy of an archive is opened as on another
// computer that has the same key but never saw the archive.
func copied(t testing.TB, from, to string) {
	t.Helper()
	require.NoError(t, copyFolder(from, to))
	copies.Store(to, true)
	forgotten(to)
}

// copies are the folders that copied made and that were not opened yet.
var copies sync.Map

// arrived is called before a folder is opened.
func arrived(dir string) {
	if _, copy := copies.LoadAndDelete(dir); copy {
		forgotten(dir)
	}
}

// forgotten makes this computer forget the archive in a folder, if there is an archive.
func forgotten(dir string) {
	if id := idOf(dir); id != "" {
		keys.ForgetKnown(id)
	}
}

// idOf returns the id of the archive in a folder, or "" if there is none.
func idOf(dir string) string {
	var is struct{ ID string }
	data, err := os.ReadFile(filepath.Join(dir, "archive.json"))
	if err != nil || json.Unmarshal(data, &is) != nil {
		return ""
	}
	return is.ID
}

func copyFolder(from, to string) error {
	type folder struct {
		path string
		mode fs.FileMode
	}
	var folders []folder
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		target := to + strings.TrimPrefix(path, from)
		if d.IsDir() {
			folders = append(folders, folder{target, info.Mode()})
			return os.Mkdir(target, 0o700)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(target, data, 0o600); err != nil {
			return err
		}
		return os.Chmod(target, info.Mode())
	})
	for _, f := range slices.Backward(folders) {
		if err == nil {
			err = os.Chmod(f.path, f.mode)
		}
	}
	return err
}

// ids returns the ids of all events of an archive, newest first.
func ids(t testing.TB, a *archive.Archive) iter.Seq[string] {
	return func(yield func(string) bool) {
		for e, err := range a.Events(context.Background(), all, query.DefaultOrder()) {
			require.NoError(t, err)
			if !yield(e.ID) {
				return
			}
		}
	}
}
