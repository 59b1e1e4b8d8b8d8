package e2e_test

import (
	"cmp"
	"encoding/json"
	"os"
	"slices"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/sample"
)

// activity writes an export of events, the newest first.
func activity(t *testing.T, path string, events []event.Event) {
	t.Helper()
	objects := make([]map[string]string, len(events))
	for i, fields := range sixFields(events) {
		objects[i] = make(map[string]string)
		for j, name := range fieldNames {
			objects[i][name] = fields[j]
		}
	}
	data, err := json.Marshal(objects)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, data, 0o600))
}

// someEvents are n made-up events, the newest first.
func someEvents(n int) []event.Event {
	events := slices.Collect(sample.Events(7, n))
	slices.SortStableFunc(events, func(a, b event.Event) int { return cmp.Compare(b.Time, a.Time) })
	return events
}

// TestFilesAreTakenInByMenuAndByDrop ends by a signal while a native dialog is
// open, which must end it as well.
func TestFilesAreTakenInByMenuAndByDrop(t *testing.T) {
	h := newHome(t)
	events := someEvents(60)
	older, newer := events[30:], events[:30]
	activity(t, h.path("activity.json"), older)
	activity(t, h.path("dropped 100 %s.json"), newer)
	require.NoError(t, os.WriteFile(h.path("notes.txt"), []byte("buy milk"), 0o600))
	h.cli(t, "new", "Case.daybook")
	w := open(t, h, "Case.daybook")

	w.run("by menu, from the native dialog", func(t *testing.T, w *window) {
		w.click(menuButton, "Case…")
		w.click(menuItem, "Import…")
		w.click(button, "Choose files…")
		dialog := w.see(fileChooser, "Import export files")
		w.until("the dialog in front", func() bool { return dialog.is(active) })
		w.write("/") // asks for a name, since otherwise files can be chosen only by pointing
		require.NoError(t, w.name(dialog).set(h.path("activity.json")))
		w.click(button, "Open")
		require.Contains(t, w.told("activity.json imported"), "30 added, 0 duplicates, 0 conflicts, 0 rejected")
		w.shows(older[:5]...)
	})
	w.run("by drop, and the page stays", func(t *testing.T, w *window) {
		w.drop(w.frame, h.path("dropped 100 %s.json"), h.path("notes.txt"))
		w.see(dialog, "Import 2 files")
		w.click(button, "Import")
		require.Contains(t, w.see(landmark, "1 of 2 files imported").content(), "30 added, 0 duplicates, 0 conflicts, 0 rejected")
		w.click(button, "Report")
		said := w.see(dialog, "Import report of 2 files").content()
		require.Contains(t, said, "dropped 100 %s.json")
		require.Contains(t, said, "notes.txt was not imported: ")
		w.click(button, "Done")
		w.shows(newer[:5]...)
		require.True(t, w.page.is(showing), "the page is the one that was there")
	})
	w.run("the folder of an archive is refused in words", func(t *testing.T, w *window) {
		w.drop(w.frame, h.path("Case.daybook"))
		w.click(button, "Import")
		require.Contains(t, w.told("Case.daybook was not imported"), "is the folder of an archive")
		w.shows(newer[:5]...)
	})
	w.press(keyControl, 'o')
	w.see(fileChooser, "Open an archive")
	require.NoError(t, w.cmd.Process.Signal(syscall.SIGTERM))
	w.ends()
	require.Contains(t, h.cli(t, "info", "Case.daybook", "--json"), `"events":60,`)
}
