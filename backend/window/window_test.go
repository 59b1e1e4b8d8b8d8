package window

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/failure"
	"daybook/backend/sample"
)

// testDesktop answers dialogs with what a test laid ready.
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
func (d *testDesktop) OpenFolder(string) (string, error)  { return d.folder, nil }
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
func (d *testDesktop) SetTitle(title string)           { d.title.Store(title) }
func (d *testDesktop) SetTheme(theme string)           { d.theme = theme }
func (d *testDesktop) CancelDialogs()                  {}
func (d *testDesktop) Place() (place Place, full bool) { return Place{}, false }
func (d *testDesktop) Quit()                           {}
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

// windowOn is what the page can call of a window that d shows.
func windowOn(d Desktop) *Calls {
	w := New("daybook test", "test")
	w.desktop = d
	return w.Calls()
}

// started is a window with an archive of its own in which events are.
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

func TestAnOfficerImportsSearchesSelectsCopiesAndExports(t *testing.T) {
	events := slices.Collect(sample.Events(1, 2000))
	a, d := started(t, events)
	first, err := a.Search(SearchRequest{Search: search("webhook"), Number: 1, Facets: true})
	require.NoError(t, err)
	require.Greater(t, first.Total, 3)
	require.Len(t, first.Hits, min(first.Total, 200))
	require.Equal(t, "webhook", first.Asked.Terms[0].Text)
	require.NotEmpty(t, first.Asked.Words)
	categories := 0
	for _, c := range first.Facets.Categories.Values {
		categories += c.Count
	}
	require.Equal(t, first.Total, categories)
	bars := 0
	for i, b := range first.Facets.Histogram {
		bars += b.Count
		require.True(t, i == 0 || first.Facets.Histogram[i-1].To == b.From)
	}
	require.Equal(t, first.Total, bars)

	counts, err := a.Search(SearchRequest{Search: search("webhook"), Number: 2, Facets: true, CountsOnly: true})
	require.NoError(t, err)
	require.Empty(t, counts.Hits)
	require.Equal(t, first.Total, counts.Total)
	require.Equal(t, first.Pages, counts.Pages)
	require.Equal(t, first.Facets, counts.Facets)

	byMember := search("webhook")
	byMember.Sort = Sort{Column: "member"}
	sorted, err := a.Search(SearchRequest{Search: byMember, Number: 3})
	require.NoError(t, err)
	pick := Selection{Seqs: []uint64{sorted.Hits[2].Seq, sorted.Hits[0].Seq, sorted.Hits[1].Seq}}
	d.target = filepath.Join(t.TempDir(), "activity.json")
	id, err := a.Export(ExportRequest{Format: "json", Selection: pick, Search: byMember})
	require.NoError(t, err)
	require.Equal(t, "activity.json", d.proposed)
	task := d.ended(t, id)
	require.Equal(t, TaskDone, task.Phase)
	require.Equal(t, 3, task.Written.Count)
	data, err := os.ReadFile(d.target)
	require.NoError(t, err)
	require.Len(t, data, int(task.Written.Bytes))
	var written []map[string]string
	require.NoError(t, json.Unmarshal(data, &written))
	require.Len(t, written, 3)
	for i := range written {
		require.Equal(t, idOf(t, a, sorted.Hits[i]), written[i]["event_id"], "the order is that of the table")
	}
	require.NoError(t, a.ShowInFolder(task.Written.Token))
	require.Equal(t, d.target, d.shown)
	require.Equal(t, "gone", code(t, a.ShowInFolder("/etc/passwd")))

	copied, err := a.Copy(CopyRequest{Format: "csv", Selection: pick, Search: byMember})
	require.NoError(t, err)
	require.Equal(t, 3, copied.Count)
	require.True(t, strings.HasPrefix(d.clipboard, "event_id,actor,category,action,description,timestamp\r\n"))
}

func idOf(t *testing.T, a *Calls, h Hit) string {
	details, err := a.Event(h.Seq)
	require.NoError(t, err)
	return details.ID
}

func TestSelectingAllThatMatchAndLessSome(t *testing.T) {
	events := slices.Collect(sample.Events(1, 2000))
	a, _ := started(t, events)
	s := search("webhook")
	page, err := a.Search(SearchRequest{Search: s, Number: 1})
	require.NoError(t, err)
	all, err := a.SelectMatching(MatchingRequest{Search: s})
	require.NoError(t, err)
	require.Equal(t, page.Total, all.Count)
	less := Selection{Token: all.Token, Except: []uint64{page.Hits[0].Seq}}
	only, err := a.Search(SearchRequest{Search: search(""), Number: 2, Token: all.Token, Only: &less})
	require.NoError(t, err)
	require.Equal(t, page.Total-1, only.Total)
	require.True(t, only.Hits[0].Selected)
	plus, err := a.SelectPasted(PastedRequest{Pasted: "\n" + idOf(t, a, page.Hits[0]) + "\n\"" + idOf(t, a, page.Hits[1]) + "\", nobody\n", Plus: less})
	require.NoError(t, err)
	require.Equal(t, page.Total, plus.Count)
	require.Equal(t, 2, plus.Found)
	require.Equal(t, 3, plus.IDs)
	require.Equal(t, []string{"nobody"}, plus.Missing)
	_, err = a.Copy(CopyRequest{Format: "csv", Selection: Selection{}, Search: s})
	require.Equal(t, "empty", code(t, err))
	everything := search("")
	whole, err := a.SelectMatching(MatchingRequest{Search: everything})
	require.NoError(t, err)
	_, err = a.Copy(CopyRequest{Format: "csv", Selection: Selection{Token: whole.Token}, Search: s})
	require.Equal(t, "too-many", code(t, err))
}

func TestMoreThanFiveMegabytesAreNotCopied(t *testing.T) {
	events := slices.Collect(sample.Events(1, 8))
	for i := range events {
		events[i].Description = strings.Repeat("x", 900_000)
	}
	a, d := started(t, events)
	_, err := a.Copy(CopyRequest{Format: "csv", Selection: Selection{Seqs: []uint64{0, 1, 2, 3, 4}}, Search: search("")})
	require.NoError(t, err)
	require.Greater(t, len(d.clipboard), 4_500_000)
	d.clipboard = ""
	for _, format := range []Format{"csv", "json"} {
		_, err = a.Copy(CopyRequest{Format: format, Selection: Selection{Seqs: []uint64{0, 1, 2, 3, 4, 5, 6}}, Search: search("")})
		require.Equal(t, &Fault{"too-many", "7 events of more than 5 MB are too much to copy", "Up to 1,000 events or 5 MB can be copied. Export them to a file instead."}, err)
	}
	require.Empty(t, d.clipboard)
}

func TestWhatIsOutOfBoundsIsRefusedInWords(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 20)))
	for name, r := range map[string]SearchRequest{
		"text":  {Search: search(strings.Repeat("x", 5000))},
		"zone":  {Search: func() SearchState { s := search(""); s.Zone = "Mars/Olympus"; return s }()},
		"order": {Search: func() SearchState { s := search(""); s.Sort.Column = "id"; return s }()},
		"range": {Search: func() SearchState { s := search(""); s.Range.From = "yesterday"; return s }()},
	} {
		_, err := a.Search(r)
		require.Equal(t, "input", code(t, err), name)
	}
	_, err := a.Search(SearchRequest{Search: search("after:2026-13-01")})
	require.Equal(t, "date", code(t, err))
	_, err = a.Search(SearchRequest{Search: search(""), Token: "selection-99"})
	require.Equal(t, "gone", code(t, err))
	_, err = a.Event(20)
	require.Equal(t, "gone", code(t, err))
	_, err = a.ImportDropped("/etc/passwd", ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.Equal(t, "gone", code(t, err))
	_, err = a.OpenRecent("/etc")
	require.Equal(t, "gone", code(t, err))
	for _, r := range []NewArchiveRequest{{Plan: "keep"}, {Name: "A", Plan: "gold"}} {
		_, err = a.NewArchive(r)
		require.Equal(t, "input", code(t, err), r)
	}
	d.folder = ""
	none, err := a.ChooseArchive()
	require.NoError(t, err)
	require.Nil(t, none, "a cancelled dialog opens nothing")
	_, err = a.Search(SearchRequest{Search: search("")})
	require.NoError(t, err, "and what is open stays open")
	d.target = ""
	id, err := a.Export(ExportRequest{Format: "csv", Selection: Selection{Seqs: []uint64{1}}, Search: search("")})
	require.NoError(t, err)
	require.Empty(t, id, "a cancelled dialog exports nothing")
	settings := a.w.remembered.Settings
	settings.Theme = "purple"
	require.Equal(t, "input", code(t, a.SaveSettings(settings)))
	require.NoError(t, a.CloseArchive())
	_, err = a.Search(SearchRequest{Search: search("")})
	require.Equal(t, "closed", code(t, err))
}

func TestAnOlderQueryGivesWayToANewerOne(t *testing.T) {
	a, _ := started(t, slices.Collect(sample.Events(1, 20)))
	_, err := a.Search(SearchRequest{Search: search(""), Number: 7})
	require.NoError(t, err)
	_, err = a.Search(SearchRequest{Search: search(""), Number: 6})
	require.Equal(t, "superseded", code(t, err))
	ctx, done, err := a.overtake(8)
	require.NoError(t, err)
	defer done()
	_, _, err = a.overtake(9)
	require.NoError(t, err)
	require.Error(t, ctx.Err(), "the one under way is cancelled")
}

func TestDroppedFilesAreImportedByToken(t *testing.T) {
	a, d := started(t, nil)
	notes := filepath.Join(t.TempDir(), "notes.txt")
	require.NoError(t, os.WriteFile(notes, []byte("buy milk"), 0o600))
	a.w.Dropped([]string{activity(t, slices.Collect(sample.Events(1, 50))), notes})
	drop := <-d.drops
	require.Equal(t, "activity.json", drop.Files[0].Name)
	require.Positive(t, drop.Files[0].Bytes)
	id, err := a.ImportDropped(drop.Token, ImportOptions{Zone: "Europe/Paris", DateOrder: "day-first"})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Equal(t, TaskDone, task.Phase)
	require.Equal(t, 50, task.Imports[0].Added)
	require.Equal(t, "notes.txt", task.Refused[0].File)
	require.Equal(t, "not-events", task.Refused[0].Fault.Code)
	imports, err := a.Imports()
	require.NoError(t, err)
	require.Len(t, imports, 1)
	details, err := a.Event(3)
	require.NoError(t, err)
	require.Equal(t, 1, details.Import.Number)
	require.Len(t, details.Leaf, 64)
}

// Where a drop comes by way of the page, the page could name any path.
func TestFilesThatThePageSaysWereDroppedAreAskedAbout(t *testing.T) {
	a, d := started(t, nil)
	paths := []string{"/etc/passwd", ""}
	a.w.SaidDropped(paths)
	require.Empty(t, d.drops)
	_, err := a.takeDrop(a.drop)
	require.NoError(t, err)
	require.Empty(t, a.dropPaths)
	require.Contains(t, d.question, "1 file on the window")
	require.Contains(t, d.question, "/etc/passwd")

	d.agrees = true
	a.w.SaidDropped(paths)
	require.Equal(t, "passwd", (<-d.drops).Files[0].Name)
	require.Equal(t, []string{"/etc/passwd"}, a.dropPaths)

	d.question = ""
	a.w.SaidDropped([]string{""})
	require.Empty(t, d.question, "nothing was dropped")
	a.w.SaidDropped(slices.Repeat([]string{"/etc/passwd"}, 1234))
	require.Contains(t, d.question, "1,234 files")
	require.Contains(t, d.question, "and 1,224 more")
	require.Less(t, len(d.question), 300)
}

func TestAPanicIsAnAnswer(t *testing.T) {
	_, err := guard(func() (int, error) { panic("boom") })
	require.Equal(t, "panic", code(t, err))
	require.Equal(t, "unknown", code(t, guard0(func() error { return io.ErrUnexpectedEOF })))
}

func TestAWindowThatCameTooLateIsToldWhatEnded(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	d := &testDesktop{tasks: make(chan Task, 10)}
	a := windowOn(d)
	t.Cleanup(func() { require.NoError(t, a.w.End()) })
	a.w.openAtStart(a.w.OpenEarly(filepath.Join(t.TempDir(), "Gone.daybook"), ""), nil)
	d.ended(t, "task-1")
	state, err := a.State()
	require.NoError(t, err)
	require.Len(t, state.Tasks, 1)
	require.Equal(t, TaskFailed, state.Tasks[0].Phase)
	require.Contains(t, state.Tasks[0].Fault.Message, "There is no archive at ")
	state, err = a.State()
	require.NoError(t, err)
	require.Empty(t, state.Tasks, "it is told once")
	require.NotNil(t, state.Tasks)
}

func TestTheArchiveOfTheStartIsOpenedBeforeTheWindowAndLetGoWithoutOne(t *testing.T) {
	before, d := started(t, slices.Collect(sample.Events(1, 20)))
	path := filepath.Join(d.folder, "Northwind- 2026-27.daybook")
	require.NoError(t, before.CloseArchive())
	require.Nil(t, windowOn(d).w.OpenEarly("", ""))
	require.NoError(t, (*Opening)(nil).Abandon())

	none := windowOn(nil)
	o := none.w.OpenEarly(path, "")
	<-o.done
	require.NoError(t, o.err)
	require.NoError(t, none.w.End())
	require.NoError(t, o.Abandon())
	none = windowOn(nil)
	o = none.w.OpenEarly(path, "")
	require.NoError(t, none.w.End(), "it may end while it opens")
	require.NoError(t, o.Abandon())

	a := windowOn(d)
	t.Cleanup(func() { require.NoError(t, a.w.End()) })
	o = a.w.OpenEarly(path, "")
	<-o.done
	_, err := a.Search(SearchRequest{Search: search("")})
	require.Equal(t, "closed", code(t, err), "it is the window's when the window has heard of it")
	a.w.openAtStart(o, nil)
	require.Equal(t, TaskDone, d.ended(t, "task-1").Phase)
	all, err := a.Search(SearchRequest{Search: search("")})
	require.NoError(t, err)
	require.Equal(t, 20, all.Total)
}

func TestAPanicWhileTheArchiveOfTheStartIsOpenedIsToldToTheWindow(t *testing.T) {
	before, d := started(t, nil)
	path := filepath.Join(d.folder, "Northwind- 2026-27.daybook")
	require.NoError(t, before.CloseArchive())
	a := windowOn(d)
	t.Cleanup(func() { require.NoError(t, a.w.End()) })
	ctx := a.w.ctx
	a.w.ctx = nil // there is nothing to be opened with
	o := a.w.OpenEarly(path, "")
	<-o.done
	a.w.ctx = ctx
	a.w.openAtStart(o, nil)
	task := d.ended(t, "task-1")
	require.Equal(t, TaskFailed, task.Phase)
	require.Equal(t, "panic", task.Fault.Code)
	require.NoError(t, o.Abandon())
}

func TestTheSampleIsMadeAsATaskThatCanBeCancelled(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, t.TempDir())
	}
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	d := &testDesktop{tasks: make(chan Task, 10)}
	a := windowOn(d)
	t.Cleanup(func() {
		require.NoError(t, a.w.End())
		require.NoError(t, archive.Remove(filepath.Join(cache, "daybook", "Sample workspace.daybook")))
	})
	id, err := a.OpenSample()
	require.NoError(t, err)
	state, err := a.State()
	require.NoError(t, err)
	require.Nil(t, state.Archive)
	require.Len(t, state.Tasks, 1)
	require.Equal(t, id, state.Tasks[0].ID)
	require.NoError(t, a.Cancel(state.Tasks[0].ID))
	require.Equal(t, TaskCancelled, d.ended(t, state.Tasks[0].ID).Phase)
	_, err = a.Search(SearchRequest{Search: search("")})
	require.Equal(t, "closed", code(t, err))

	_, err = a.OpenSample()
	require.NoError(t, err)
	require.Equal(t, TaskDone, d.ended(t, "task-2").Phase)
	all, err := a.Search(SearchRequest{Search: search("")})
	require.NoError(t, err)
	require.Equal(t, desk.SampleEvents, all.Total)
}

func TestAnErrorIsSaidAsWhatWasNotDone(t *testing.T) {
	for want, err := range map[string]error{
		"/proc/a.csv was not written: there is no folder /proc": failure.New("write", "/proc/a.csv", errors.New("there is no folder /proc")),
		"Event 7 differs from its leaf":                         errors.New("event 7 differs from its leaf"),
		"Écrit":                                                 errors.New("écrit"),
	} {
		require.Equal(t, want, asFault(err).Message)
	}
}

func TestSettingsAreRememberedAndBrokenOnesBegunAnew(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	a := windowOn(&testDesktop{})
	s := a.w.remembered.Settings
	s.Zone, s.Theme = "Europe/Paris", "dark"
	require.NoError(t, a.SaveSettings(s))
	state, err := windowOn(&testDesktop{}).State()
	require.NoError(t, err)
	require.Equal(t, s, state.Settings)
	path, err := configPath()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, []byte(`{"settings":{"theme":7`), 0o600))
	require.Equal(t, defaultSettings(), loadRemembered().Settings)
}

// TestTheWindowCanCallNothingMoreThanItShould guards what Wails binds: each
// exported method of App. More than two results come back as nothing, a second
// one that is no error too.
func TestTheWindowCanCallNothingMoreThanItShould(t *testing.T) {
	app := reflect.TypeFor[*Calls]()
	failure := reflect.TypeFor[error]()
	names := []string{}
	for m := range app.Methods() {
		names = append(names, m.Name)
		switch m.Type.NumOut() {
		case 1:
			require.Equal(t, failure, m.Type.Out(0), m.Name)
		case 2:
			require.Equal(t, failure, m.Type.Out(1), m.Name)
		default:
			require.Fail(t, "one or two results", m.Name)
		}
		for i := 1; i < m.Type.NumIn(); i++ {
			crossable(t, m.Name, m.Type.In(i))
		}
		crossable(t, m.Name, m.Type.Out(0))
		for _, word := range []string{"Create", "Edit", "Update", "Delete", "Write", "Path"} {
			require.NotContains(t, m.Name, word)
		}
	}
	require.ElementsMatch(t, []string{"State", "SaveSettings", "Cancel",
		"OpenRecent", "ChooseArchive", "NewArchive", "OpenSample", "CloseArchive", "Trust",
		"Search", "Event", "SelectMatching", "SelectPasted",
		"ImportFiles", "ImportFolder", "ImportDropped", "Imports", "WatchFolder", "StopWatching", "SaveRejections",
		"Copy", "Export", "ExportBundle", "ShowInFolder",
		"PreviewPurge", "Purge", "Receipts", "PreviewPlan", "ChangePlan", "Holds", "PreviewHold", "PlaceHold", "ReleaseHold",
		"Verify", "Journal", "CheckFile", "SaveCheckpoint", "CompareCheckpoint", "VerifyBundle", "VerifyDropped", "CompareBundle"}, names)
}

// crossable fails for a type that does not reach the window as it is.
func crossable(t *testing.T, method string, of reflect.Type) {
	t.Helper()
	switch of.Kind() {
	case reflect.Pointer:
		crossable(t, method, of.Elem())
	case reflect.Slice:
		require.NotEqual(t, reflect.Uint8, of.Elem().Kind(), "%s: bytes", method)
		crossable(t, method, of.Elem())
	case reflect.Struct:
		require.NotEqual(t, reflect.TypeFor[time.Time](), of, method)
		for i := range of.NumField() {
			f := of.Field(i)
			require.NotEmpty(t, f.Tag.Get("json"), "%s: %s.%s", method, of, f.Name)
			crossable(t, method, f.Type)
		}
	case reflect.Interface:
		require.Equal(t, reflect.TypeFor[error](), of, method)
	case reflect.Map, reflect.Chan, reflect.Func:
		require.Fail(t, "cannot cross", "%s: %s", method, of)
	}
}

// TestADamagedEventKeepsNoOtherFromBeingShown damages one block of the events; its
// original file heals it.
func TestADamagedEventKeepsNoOtherFromBeingShown(t *testing.T) {
	events := slices.Collect(sample.Events(1, 4000))
	a, d := started(t, events)
	paths, err := filepath.Glob(filepath.Join(a.w.open.Path(), "segments", "*", "events", "*.sst"))
	require.NoError(t, err)
	path := a.w.open.Path()
	require.NoError(t, a.CloseArchive())
	for _, table := range paths {
		data, err := os.ReadFile(table)
		require.NoError(t, err)
		data[len(data)/10] ^= 1
		require.NoError(t, os.Chmod(table, 0o600))
		require.NoError(t, os.WriteFile(table, data, 0o600))
	}
	_, err = a.openPath(path)
	require.NoError(t, err)
	require.Error(t, a.w.open.Checked(t.Context()))
	damaged := func() (n int) {
		for page := 1; page <= 20; page++ {
			s := search("")
			s.Page = page
			got, err := a.Search(SearchRequest{Search: s, Number: int64(100 + page)})
			require.NoError(t, err)
			require.Equal(t, 4000, got.Total)
			for _, hit := range got.Hits {
				if hit.Damage != "" {
					require.Contains(t, hit.Damage, "event number ")
					n++
				}
			}
		}
		return n
	}
	n := damaged()
	require.NotZero(t, n)
	require.Less(t, n, 2000)
	d.files = []string{activity(t, events)}
	id, err := a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Equal(t, TaskDone, task.Phase)
	require.Contains(t, task.Imports[0].Notes, "Damaged events that were healed: "+strconv.Itoa(n)+". Their records are those that were imported first")
	a.searches.number = 0
	require.Zero(t, damaged())
	require.NoError(t, a.w.open.Checked(t.Context()))
}
