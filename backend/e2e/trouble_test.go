package e2e_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// halves writes two exports, an older and a newer one, and imports each: the newer is
// the second segment.
func (h home) halves(t *testing.T, archive string) {
	t.Helper()
	events := someEvents(300)
	activity(t, h.path("older.json"), events[150:])
	activity(t, h.path("newer.json"), events[:150])
	h.cli(t, "new", archive)
	h.cli(t, "import", archive, "older.json")
	h.cli(t, "import", archive, "newer.json")
}

// turnBit changes one bit in the middle of a file.
func turnBit(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	data[len(data)/2] ^= 1
	require.NoError(t, os.Chmod(path, 0o600)) // what is sealed is read-only
	require.NoError(t, os.WriteFile(path, data, 0o600))
}

// loseEvents damages the second segment of an archive where its events stand, in both
// places, and answers how many of the 300 cannot be read.
func (h home) loseEvents(t *testing.T, archive string) (lost int) {
	t.Helper()
	turnBit(t, h.path(archive, "segments", "000002", "events", "000001.sst"))
	turnBit(t, h.path(archive, "segments", "000002", "columns"))
	var info struct{ Unread, Events int }
	out, _ := h.command(t.Context(), "info", archive, "--json").Output() // its exit code says that something is damaged
	require.NoError(t, json.Unmarshal(out, &info))
	require.Equal(t, 300, info.Unread+info.Events)
	require.NotZero(t, info.Unread)
	return info.Unread
}

// onlyRead mounts a folder over itself so that it can only be read.
func onlyRead(t *testing.T, dir string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("mounting is for root")
	}
	if out, err := exec.Command("mount", "--bind", dir, dir).CombinedOutput(); err != nil {
		t.Skipf("nothing can be mounted here: %s", out)
	}
	t.Cleanup(func() { exec.Command("umount", "-l", dir).Run() })
	out, err := exec.Command("mount", "-o", "remount,ro,bind", dir).CombinedOutput()
	require.NoError(t, err, string(out))
}

// cut writes a file without its end.
func cut(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(to, data[:len(data)*2/3], 0o600))
}

// takeIn imports files that are dropped.
func (w *window) takeIn(paths ...string) {
	w.t.Helper()
	w.drop(w.frame, paths...)
	w.click(button, "Import")
}

// inWords is a text below an element.
func (n node) inWords(words ...string) bool {
	said := n.content()
	for _, one := range words {
		if !strings.Contains(said, one) {
			return false
		}
	}
	return true
}

func TestEventsThatCannotBeReadAreSaidUntilTheirFileIsImportedAgain(t *testing.T) {
	h := newHome(t)
	h.halves(t, "Case.daybook")
	lost := h.loseEvents(t, "Case.daybook")
	cannot := fmt.Sprintf("%d events cannot be read", lost)
	w := open(t, h, "Case.daybook")
	w.see(grid, "Events")
	require.Contains(t, w.see(landmark, cannot).content(), "in no count, on no page and in no export")
	w.see(menuButton, fmt.Sprintf("Case %d of 300 events", 300-lost))
	w.click(button, "Show what is damaged")
	said := w.see(dialog, "This archive is damaged").content()
	require.Contains(t, said, cannot+": they are in no count")
	require.Contains(t, said, "Import the original files again")
	w.press(keyEscape)
	w.gone(dialog, "This archive is damaged")

	// What is taken out says what it lacks.
	w.choose(3)
	w.act("Export evidence bundle…")
	require.Contains(t, w.see(dialog, "Export evidence bundle").content(), fmt.Sprintf("%d events of this archive cannot be read, and no bundle can have them", lost))
	w.press(keyEscape)
	w.gone(dialog, "Export evidence bundle")
	w.act("Export as CSV…")
	w.saveAs(h.path("three.csv"))
	require.Contains(t, w.told("3 events exported"), fmt.Sprintf("of %d events that cannot be read: say so to whoever gets it", lost))

	w.takeIn(h.path("newer.json"))
	w.told("newer.json imported")
	w.gone(button, cannot)
	w.see(menuButton, "Case 300 events")
	w.until("its notice gone, too", func() bool { return !w.page.inWords("cannot be read") })
	w.close(w.frame)
	w.ends()
}

func TestAnArchiveThatCanOnlyBeReadSaysSoOnceAndChangesNothing(t *testing.T) {
	h := newHome(t)
	h.halves(t, "Case.daybook")
	h.cli(t, "plan", "Case.daybook", "free", "--yes")
	onlyRead(t, h.path("Case.daybook"))
	w := open(t, h, "Case.daybook")
	w.see(grid, "Events")
	const title = "This archive is read-only here"
	require.Contains(t, w.told(title), "It is on a disk that is only read.")

	// Import answers with the reason, by button and by key.
	w.click(button, "Import…")
	w.told(title)
	w.press(keyControl, 'i')
	w.told(title)
	w.drop(w.frame, h.path("newer.json"))
	w.told(title)
	w.click(button, "Read-only")
	w.told(title)
	for _, one := range []struct{ entry, dialog string }{{"Holds…", "Holds"}, {"Purge…", "Purge"}, {"Change the plan…", "Change the plan"}} {
		w.click(menuButton, "Case…")
		w.click(menuItem, one.entry)
		d := w.see(dialog, one.dialog)
		w.until("why it is off", func() bool { return d.inWords("This archive is read-only here, so nothing in it can be changed.") })
		w.press(keyEscape)
		w.gone(dialog, one.dialog)
	}

	// What only reads works, and says that the journal does not have it.
	w.search("webhook")
	w.choose(3)
	w.act("Export as CSV…")
	w.saveAs(h.path("three.csv"))
	require.Contains(t, w.told("3 events exported"), "The journal has no line of this: the archive is read-only.")
	require.Len(t, fromCSV(t, read(t, h.path("three.csv"))), 3)
	w.click(menuButton, "Case…")
	w.click(menuItem, "Verify…")
	w.click(button, "Verify")
	w.see(button, "Verify again")
	require.Contains(t, w.see(dialog, "Verify").content(), "The journal has no line of this: the archive is read-only, it is on a disk that is only read.")
	w.press(keyEscape)
	w.gone(dialog, "Verify")
	w.close(w.frame)
	w.ends()
}

func TestTheReportOfAFileThatWasCutBeginsWithThat(t *testing.T) {
	h := newHome(t)
	activity(t, h.path("whole.json"), someEvents(60))
	cut(t, h.path("whole.json"), h.path("cut.json"))
	require.NoError(t, os.MkdirAll(h.path("logs", "2026"), 0o700))
	activity(t, h.path("logs", "2026", "a.json"), someEvents(90)[60:])
	cut(t, h.path("logs", "2026", "a.json"), h.path("logs", "2026", "b.json"))
	require.NoError(t, os.WriteFile(h.path("logs", "notes.txt"), []byte("buy milk"), 0o600))
	h.cli(t, "new", "Case.daybook")
	w := open(t, h, "Case.daybook")
	w.see(landmark, "This archive is empty")

	w.takeIn(h.path("cut.json"))
	require.Contains(t, w.see(landmark, "cut.json imported, but perhaps not whole").content(), "It was cut, or says that more follows")
	w.click(button, "Report")
	said := w.see(dialog, "Import report").content()
	require.Regexp(t, `(?s)This file is not whole, or may not be.*The file ends inside a record or a list.*Get the whole export.*Read`, said)
	w.press(keyEscape)
	w.gone(dialog, "Import report")

	w.drop(w.frame, h.path("logs"))
	w.see(dialog, "Import 1 folder")
	w.click(button, "Import")
	w.see(landmark, "logs imported, but perhaps not whole")
	w.click(button, "Report")
	said = w.see(dialog, "Import report").content()
	require.Regexp(t, `(?s)Not all of these files are whole.*Read.*3 files, of which 1 was not taken in.*notes\.txt.*Not taken in:.*2026/b\.json.*2026/a\.json`, said)
	w.press(keyEscape)
	w.gone(dialog, "Import report")

	w.click(menuButton, "Case…")
	w.click(menuItem, "Past imports")
	require.Regexp(t, `Perhaps not whole$`, w.see(button, "1. cut.json…").label())
	w.press(keyEscape)
	w.gone(dialog, "Past imports")
	w.close(w.frame)
	w.ends()
}
