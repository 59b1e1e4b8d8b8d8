package window

import (
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"daybook/backend/event"
	"daybook/backend/export"

	"github.com/stretchr/testify/require"
)

// A testDesktop answers dialogs with values that a test prepared.
type testDesktop struct {
	files     []string
	folder    string
	target    string
	proposed  string
	clipboard string
	question  string
	agrees    bool
	shown     string
	fronts    chan string
	title     atomic.Value // string
	theme     string
	tasks     chan Task
	drops     chan Drop
}

func (d *testDesktop) OpenFiles(string) ([]string, error) { return d.files, nil }

func (d *testDesktop) OpenFolder(string) (string, error) { return d.folder, nil }

func (d *testDesktop) SaveFile(_, name string) (string, error) {
	d.proposed = name
	return d.target, nil
}

func (d *testDesktop) CopyText(text string) error { d.clipboard = text; return nil }

func (d *testDesktop) Agree(_, question string) bool {
	d.question = question
	return d.agrees
}

func (d *testDesktop) Show(path string) error { d.shown = path; return nil }

func (d *testDesktop) Front(token string) bool {
	d.fronts <- token
	return true
}

func (d *testDesktop) SetTitle(title string) { d.title.Store(title) }

func (d *testDesktop) SetTheme(theme string) { d.theme = theme }

func (d *testDesktop) CancelDialogs() {}

func (d *testDesktop) Place() (place Place, full bool) { return Place{}, false }

func (d *testDesktop) Quit() {}

func (d *testDesktop) Emit(name string, value any) {
	switch v := value.(type) {
	case Task:
		if v.Phase != "running" {
			d.tasks <- v
		}
	case Drop:
		d.drops <- v
	}
}

func (d *testDesktop) ended(t *testing.T, id string) Task {
	t.Helper()
	for {
		select {
		case task := <-d.tasks:
			if task.ID == id {
				return task
			}
		case <-time.After(time.Minute):
			require.FailNow(t, "the task did not end", id)
		}
	}
}

// windowOn returns the calls of a window that d shows.
func windowOn(d Desktop) *Calls {
	w := New("daybook test", "test")
	w.desktop = d
	return w.Calls()
}

// started returns a window with an archive of its own that holds events.
func started(t *testing.T, events []event.Event) (*Calls, *testDesktop) {
	t.Helper()
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	d := &testDesktop{folder: t.TempDir(), tasks: make(chan Task, 100), drops: make(chan Drop, 1)}
	a := windowOn(d)
	t.Cleanup(func() { require.NoError(t, a.w.End()) })
	info, err := a.NewArchive(NewArchiveRequest{Name: "Northwind: 2026/27", Plan: "keep"})
	require.NoError(t, err)
	require.Equal(t, "Northwind: 2026/27", info.Name)
	require.Equal(t, filepath.Join(d.folder, "Northwind- 2026-27.daybook"), info.Path)
	if len(events) > 0 {
		d.files = []string{activity(t, events)}
		id, err := a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
		require.NoError(t, err)
		task := d.ended(t, id)
		require.Equal(t, TaskDone, task.Phase)
		require.Len(t, task.Imports, 1)
		require.Equal(t, len(events), task.Imports[0].Added)
		require.Equal(t, "Activity feed", task.Imports[0].Source)
	}
	return a, d
}

func stream(events []event.Event) func(func(event.Event, error) bool) {
	return func(yield func(event.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func activity(t *testing.T, events []event.Event) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "activity.json")
	_, err := export.JSONFile(path, stream(events), nil)
	require.NoError(t, err)
	return path
}

func search(text string) SearchState {
	return SearchState{Text: text, Zone: "UTC", Sort: Sort{Column: "timestamp", Descending: true}, Page: 1}
}

func code(t *testing.T, err error) string {
	t.Helper()
	var f *Fault
	require.ErrorAs(t, err, &f)
	require.NotEmpty(t, f.Message)
	return f.Code
}
