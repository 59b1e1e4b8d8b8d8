package window

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"daybook/backend/archive"

	"github.com/stretchr/testify/require"
)

// watching returns a window whose archive watches a folder, and a watcher that looks
// only when the test calls it.
func watching(t *testing.T) (a *Calls, d *testDesktop, w *watcher, folder string) {
	t.Helper()
	before := watchEvery
	watchEvery = time.Hour
	t.Cleanup(func() { watchEvery = before })
	a, d = started(t, nil)
	open, err := a.w.current()
	require.NoError(t, err)
	info, err := archive.Look(open.Archive, (*archive.View).Info)
	require.NoError(t, err)
	folder = t.TempDir()
	d.folder = folder
	chosen, err := a.WatchFolder()
	require.NoError(t, err)
	require.True(t, chosen)
	return a, d, &watcher{open: open, id: info.ID}, folder
}

func event1(id string) []byte {
	return []byte(`{"event_id":"` + id + `","actor":"ana","category":"auth","action":"signin","description":"x","timestamp":"2026-08-02T17:39:42Z"}` + "\n")
}

// taken returns the result of the next import, after two looks.
func (w *watcher) taken(t *testing.T, d *testDesktop) Task {
	t.Helper()
	w.look(t.Context())
	w.look(t.Context())
	select {
	case task := <-d.tasks:
		require.Equal(t, TaskImport, task.Kind)
		for w.open.w.calls.importing.Load() {
			time.Sleep(time.Millisecond)
		}
		return task
	case <-time.After(time.Minute):
		require.FailNow(t, "nothing was taken in")
		panic("")
	}
}

// nothing requires that no look starts an import.
func (w *watcher) nothing(t *testing.T) {
	t.Helper()
	for range 3 {
		w.look(t.Context())
		require.False(t, w.open.w.calls.importing.Load())
		require.Empty(t, w.open.w.jobs.running())
	}
}

func TestAWatchedFolderIsTakenInOnceAndOnlyRead(t *testing.T) {
	a, d, w, folder := watching(t)
	w.nothing(t)
	put := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, data, 0o600))
		return path
	}
	one := put("2026/one.json", event1("one"))
	notes := put("notes.txt", []byte("These are notes.\n"))
	put(".DS_Store", []byte("x"))
	put("empty.json", nil)
	require.NoError(t, os.Symlink("/etc/passwd", filepath.Join(folder, "link")))
	stands := func(path string) any {
		info, err := os.Lstat(path)
		require.NoError(t, err)
		return []any{info.Size(), info.ModTime(), info.Mode()}
	}
	before := []any{stands(one), stands(notes)}
	task := w.taken(t, d)
	require.Len(t, task.Imports, 1)
	require.Equal(t, 1, task.Imports[0].Added)
	require.Equal(t, []string{"notes.txt"}, []string{task.Refused[0].File}, "and of nothing else is told")
	require.Equal(t, before, []any{stands(one), stands(notes)})
	w.nothing(t)

	// The same content under another name, or in another file of the same time, is
	// known. A refused file is reported only once, also by the next window.
	put("again.json", event1("one"))
	put("more notes.txt", []byte("These are notes.\n"))
	w.nothing(t)
	next := &watcher{open: w.open, id: w.id}
	next.nothing(t)
	require.Equal(t, w.folder, loadRemembered().Watched[w.id].Folder)
	require.Len(t, loadRemembered().Watched[w.id].Refused, 1)

	// A file is taken in once it stops changing.
	path := put("growing.json", event1("two"))
	w.look(t.Context())
	put("growing.json", append(event1("two"), event1("three")...))
	w.look(t.Context())
	require.False(t, a.importing.Load())
	require.Equal(t, 2, w.taken(t, d).Imports[0].Added)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.Write(event1("four"))
	require.NoError(t, err)
	require.NoError(t, f.Close())
	report := w.taken(t, d).Imports[0]
	require.Equal(t, 1, report.Added)
	require.Equal(t, 2, report.Duplicates)

	// Files imported by hand are known, too.
	d.files = []string{put("by hand.json", event1("five"))}
	id, err := a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	require.Equal(t, 1, d.ended(t, id).Imports[0].Added)
	w.nothing(t)

	require.NoError(t, a.StopWatching())
	put("late.json", event1("six"))
	w.nothing(t)
}

func TestWhatIsWatchedIsSaidAndKeptForTheArchive(t *testing.T) {
	a, d, w, folder := watching(t)
	info, err := w.open.info()
	require.NoError(t, err)
	require.Equal(t, folder, info.Watched)
	// Neither the archive nor a folder that contains it can be watched.
	for _, wrong := range []string{w.open.Path(), filepath.Dir(w.open.Path()), filepath.Join(w.open.Path(), "imports")} {
		d.folder = wrong
		_, err = a.WatchFolder()
		require.Equal(t, "input", code(t, err), wrong)
	}
	d.folder = ""
	chosen, err := a.WatchFolder()
	require.NoError(t, err)
	require.False(t, chosen)
	require.Equal(t, folder, a.w.watchedFolder(w.id))
	require.Empty(t, a.w.watchedFolder("another"))
	require.NoError(t, a.CloseArchive())
	require.Error(t, a.StopWatching())
}

func TestAWatchedFolderIsLookedAtWhileTheArchiveIsOpen(t *testing.T) {
	before := watchEvery
	watchEvery = 5 * time.Millisecond
	defer func() { watchEvery = before }()
	a, d := started(t, nil)
	d.folder = t.TempDir()
	_, err := a.WatchFolder()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(d.folder, "a.json"), event1("a"), 0o600))
	select {
	case task := <-d.tasks:
		require.Equal(t, 1, task.Imports[0].Added)
	case <-time.After(time.Minute):
		require.FailNow(t, "nothing was taken in")
	}
	require.NoError(t, a.CloseArchive())
}
