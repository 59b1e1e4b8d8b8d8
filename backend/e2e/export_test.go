package e2e_test

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/query"
	"daybook/backend/sample"
)

// firstByMember are the first n events of the sample that a search finds, by
// member: what the table must show, worked out without any archive.
func firstByMember(t *testing.T, words string, n int) []event.Event {
	t.Helper()
	q, err := query.Parse(words, time.UTC)
	require.NoError(t, err)
	var found []event.Event
	for e := range sample.Events(1, 20_000) {
		if q.Match(&e, query.Place{}) {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b event.Event) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Actor), strings.ToLower(b.Actor)), cmp.Compare(b.Time, a.Time))
	})
	require.Greater(t, len(found), n)
	return found[:n]
}

// sixFields are those that an export holds of an event, as it holds them.
func sixFields(events []event.Event) [][]string {
	fields := make([][]string, len(events))
	for i, e := range events {
		fields[i] = []string{e.ID, e.Actor, e.Category, e.Action, e.Description, e.Time.String()}
	}
	return fields
}

var fieldNames = []string{"event_id", "actor", "category", "action", "description", "timestamp"}

func fromCSV(t *testing.T, data string) [][]string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(data, "\ufeff"))).ReadAll()
	require.NoError(t, err, data)
	require.Equal(t, fieldNames, records[0])
	return records[1:]
}

func fromJSON(t *testing.T, data string) [][]string {
	t.Helper()
	var objects []map[string]string
	require.NoError(t, json.Unmarshal([]byte(data), &objects), data)
	records := make([][]string, len(objects))
	for i, o := range objects {
		require.Len(t, o, len(fieldNames))
		for _, name := range fieldNames {
			records[i] = append(records[i], o[name])
		}
	}
	return records
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

// TestAnOfficerTakesThreeEventsOut is the main job, from the first start to the end.
func TestAnOfficerTakesThreeEventsOut(t *testing.T) {
	w := open(t, newHome(t))
	w.click(button, "Try the sample…")
	w.see(grid, "Events")
	w.search("webhook")
	w.click(button, "Member")
	events := firstByMember(t, "webhook", 3)
	want := sixFields(events)
	w.shows(events...)
	w.act("Export as CSV…")
	w.told("Select rows first")
	w.choose(3)

	w.run("as CSV, under the name of the feed", func(t *testing.T, w *window) {
		w.act("Export as CSV…")
		dialog := w.see(fileChooser, "Export")
		require.Equal(t, "activity.csv", w.name(dialog).content())
		path := w.home.path("activity.csv")
		w.saveAs(path)
		require.Contains(t, w.told("3 events exported"), path)
		require.Equal(t, want, fromCSV(t, read(t, path)))
	})
	w.run("as JSON, under the name of the feed", func(t *testing.T, w *window) {
		w.act("Export as JSON…")
		dialog := w.see(fileChooser, "Export")
		require.Equal(t, "activity.json", w.name(dialog).content())
		path := w.home.path("activity.json")
		w.saveAs(path)
		require.Contains(t, w.told("3 events exported"), path)
		require.Equal(t, want, fromJSON(t, read(t, path)))
	})
	w.run("a cancelled dialog writes nothing", func(t *testing.T, w *window) {
		before := files(t, w.home)
		w.act("Export as CSV…")
		dialog := w.see(fileChooser, "Export")
		require.NoError(t, w.name(dialog).set(w.home.path("cancelled.csv")))
		w.click(button, "Cancel")
		w.gone(fileChooser, "Export")
		w.see(menuButton, "Actions (3)")
		require.Equal(t, before, files(t, w.home))
	})
	w.run("another file is replaced only when the dialog was told so", func(t *testing.T, w *window) {
		path := w.home.path("other.csv")
		require.NoError(t, os.WriteFile(path, []byte("evidence"), 0o600))
		w.act("Export as CSV…")
		w.saveAs(path)
		w.see(button, "Replace")
		w.press(keyEscape)
		w.gone(button, "Replace")
		require.Equal(t, "evidence", read(t, path))
		w.click(button, "Save")
		w.click(button, "Replace")
		w.told("3 events exported")
		require.Equal(t, want, fromCSV(t, read(t, path)))
	})
	w.run("what cannot be written is said, and the selection stays", func(t *testing.T, w *window) {
		w.act("Export as CSV…")
		w.saveAs("/proc/activity.csv") // where nobody can make a file, not even root
		w.see(landmark, "/proc/activity.csv was not written…")
		w.see(menuButton, "Actions (3)")
	})
	w.run("copied, as CSV and as JSON", func(t *testing.T, w *window) {
		w.act("Copy as CSV…")
		w.told("3 events copied as CSV")
		require.Equal(t, want, fromCSV(t, clipboard(t)))
		w.act("Copy as JSON…")
		w.told("3 events copied as JSON")
		require.Equal(t, want, fromJSON(t, clipboard(t)))
	})
	w.run("full screen, and back to the same place", func(t *testing.T, w *window) {
		w.click(button, "Full screen")
		w.until("the whole screen", func() bool {
			_, _, width, height := w.stands(w.frame)
			return w.has(w.frame, "_NET_WM_STATE_FULLSCREEN") && width == 1440 && height == 900
		})
		w.see(button, "Leave full screen")
		w.shows(events...)
		w.press(keyEscape)
		w.until("a window again", func() bool { return !w.has(w.frame, "_NET_WM_STATE_FULLSCREEN") })
		w.see(button, "Full screen")
		w.see(menuButton, "Actions (3)")
		w.shows(events...)
	})
	w.close(w.frame)
	w.ends()
}

// run runs a part of a test in the window as the parts before left it.
func (w *window) run(name string, part func(t *testing.T, w *window)) {
	passed := w.t.Run(name, func(t *testing.T) {
		whole := w.t
		w.t = t
		defer func() { w.t = whole }()
		part(t, w)
	})
	if !passed {
		w.t.FailNow()
	}
}

// files are the names of what stands in the home itself.
func files(t *testing.T, h home) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(string(h))
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func clipboard(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "xclip", "-out", "-selection", "clipboard").Output()
	require.NoError(t, err)
	return string(out)
}
