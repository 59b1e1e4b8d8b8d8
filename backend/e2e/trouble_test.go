package e2e_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	require.NoError(t, os.WriteFile(path, data, 0o600))
}

// loseEvents damages the second segment of an archive where its events stand, in both
// places, and answers how many of the 300 cannot be read.
func (h home) loseEvents(t *testing.T, archive string) (lost int) {
	t.Helper()
	turnBit(t, h.path(archive, "segments", "000002", "events", "000001.sst"))
	turnBit(t, h.path(archive, "segments", "000002", "columns"))
	var info struct{ Unread, Events int }
	out, _ := h.command(t.Context(), "info", archive, "--json").Output() // it ends as what says that something is damaged
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

// TestPicturesOfTrouble takes pictures of what goes wrong with real archives and files,
// to be looked at.
func TestPicturesOfTrouble(t *testing.T) {
	folder := os.Getenv(picturesVariable)
	if folder == "" {
		t.Skip(picturesVariable + " names no folder; make pictures does")
	}
	for _, trouble := range troubles {
		t.Run(trouble.name, func(t *testing.T) {
			h := newHome(t)
			args := trouble.make(t, h)
			for _, theme := range []string{"light", "dark"} {
				remember(t, h, "", theme)
				w := open(t, h, args...)
				for _, size := range [][2]int{{1280, 800}, {1000, 640}} {
					w.place(w.frame, 0, 0, size[0], size[1])
					w.until("its size", func() bool { _, _, width, height := w.stands(w.frame); return width == size[0] && height == size[1] })
					trouble.show(t, w, func(name string) {
						w.picture(filepath.Join(folder, fmt.Sprintf("%s-%s-%d.png", name, theme, size[0])))
					})
				}
				w.close(w.frame)
				w.ends()
			}
		})
	}
}

// A trouble is made of files, and shown in a window that began with args; show leaves
// it as it was.
type trouble struct {
	name string
	make func(t *testing.T, h home) (args []string)
	show func(t *testing.T, w *window, picture func(name string))
}

func oneArchive(make func(t *testing.T, h home)) func(t *testing.T, h home) []string {
	return func(t *testing.T, h home) []string {
		t.Helper()
		h.halves(t, "Case.daybook")
		make(t, h)
		return []string{"Case.daybook"}
	}
}

func (w *window) escape(name string) {
	w.t.Helper()
	w.press(keyEscape)
	w.gone(dialog, name)
}

// byMenu chooses an entry of the archive's menu.
func (w *window) byMenu(name string) {
	w.t.Helper()
	w.click(menuButton, "Case…")
	w.click(menuItem, name)
}

// quiet waits for the rows, and for what comes after them.
func (w *window) quiet() {
	w.t.Helper()
	w.see(grid, "Events")
	time.Sleep(3 * rest)
}

var troubles = []trouble{
	{"unread", oneArchive(func(t *testing.T, h home) { h.loseEvents(t, "Case.daybook") }), func(_ *testing.T, w *window, picture func(string)) {
		w.quiet()
		picture("unread")
		w.click(button, "52 events cannot be read")
		w.see(dialog, "This archive is damaged")
		picture("unread-problems")
		w.escape("This archive is damaged")
		w.choose(3)
		w.act("Export evidence bundle…")
		picture("unread-bundle")
		w.escape("Export evidence bundle")
		w.byMenu("Verify…")
		w.click(button, "Verify")
		w.see(button, "Verify again")
		picture("unread-verify")
		w.escape("Verify")
		w.click(button, "Clear")
	}},
	{"read-only", oneArchive(func(t *testing.T, h home) {
		h.cli(t, "plan", "Case.daybook", "enterprise", "--yes")
		onlyRead(t, h.path("Case.daybook"))
	}), func(_ *testing.T, w *window, picture func(string)) {
		w.quiet()
		w.click(button, "Read-only")
		picture("read-only")
		w.click(menuButton, "Case…")
		picture("read-only-menu")
		w.press(keyEscape)
		w.byMenu("Holds…")
		picture("read-only-holds")
		w.escape("Holds")
		w.byMenu("Change the plan…")
		w.see(dialog, "Change the plan")
		picture("read-only-plan")
		w.escape("Change the plan")
		w.byMenu("Purge…")
		picture("read-only-purge")
		w.escape("Purge")
		w.byMenu("Verify…")
		w.click(button, "Verify")
		w.see(button, "Verify again")
		picture("read-only-verify")
		w.escape("Verify")
		w.press(keyControl, ',')
		picture("read-only-settings")
		w.escape("Settings")
		w.choose(3)
		w.act("Export as CSV…")
		w.saveAs(w.home.path("three.csv"))
		picture("read-only-exported")
		os.Remove(w.home.path("three.csv"))
		w.told("3 events exported")
		w.click(button, "Clear")
	}},
	{"foreign", oneArchive(func(t *testing.T, h home) {
		for _, name := range []string{"desktop.ini", "segments/.DS_Store", "index (conflicted copy of Ana).json"} {
			require.NoError(t, os.WriteFile(h.path("Case.daybook", name), []byte("x"), 0o600))
		}
	}), func(_ *testing.T, w *window, picture func(string)) {
		w.quiet()
		picture("foreign")
		w.byMenu("Verify…")
		w.click(button, "Verify")
		w.see(button, "Verify again")
		picture("foreign-verify")
		w.escape("Verify")
	}},
	{"cut", oneArchive(func(t *testing.T, h home) {
		activity(t, h.path("whole.json"), someEvents(60))
		cut(t, h.path("whole.json"), h.path("cut.json"))
		cut(t, h.path("whole.json"), h.path("cut too.json"))
		require.NoError(t, os.WriteFile(h.path("notes.txt"), []byte("buy milk"), 0o600))
		require.NoError(t, os.MkdirAll(h.path("logs"), 0o700))
		for i := range 1000 {
			activity(t, h.path("logs", fmt.Sprintf("%04d.json", i)), someEvents(2))
		}
		cut(t, h.path("whole.json"), h.path("logs", "0500.json"))
		require.NoError(t, os.WriteFile(h.path("logs", "notes.txt"), []byte("buy milk"), 0o600))
	}), func(_ *testing.T, w *window, picture func(string)) {
		w.quiet()
		w.takeIn(w.home.path("cut.json"))
		w.see(landmark, "cut.json imported, but perhaps not whole")
		picture("cut")
		w.click(button, "Report")
		picture("cut-report")
		w.escape("Import report")
		w.takeIn(w.home.path("cut.json"), w.home.path("cut too.json"), w.home.path("newer.json"), w.home.path("notes.txt"))
		w.see(landmark, "3 of 4 files imported")
		picture("cut-several")
		w.click(button, "Report")
		picture("cut-several-report")
		w.escape("Import report of 4 files")
		w.drop(w.frame, w.home.path("logs"), w.home.path("cut.json"))
		picture("drop-folder")
		w.press(keyEscape)
		w.takeIn(w.home.path("logs"))
		w.see(landmark, "logs imported, but perhaps not whole")
		w.click(button, "Report")
		picture("cut-folder-report")
		w.escape("Import report")
		w.byMenu("Past imports")
		picture("cut-past")
		w.escape("Past imports")
	}},
	{"doubt", func(t *testing.T, h home) []string {
		h.halves(t, "Case.daybook")
		require.NoError(t, os.CopyFS(h.path("before"), os.DirFS(h.path("Case.daybook"))))
		h.cli(t, "hold", "Case.daybook", "webhook", "--reason", "Asked for by counsel")
		require.NoError(t, os.RemoveAll(h.path("Case.daybook")))
		require.NoError(t, os.Rename(h.path("before"), h.path("Case.daybook")))
		return []string{"Case.daybook"}
	}, func(_ *testing.T, w *window, picture func(string)) {
		w.quiet()
		picture("doubt")
		w.click(button, "Not as this computer knew it")
		picture("doubt-trust")
		w.escape("Take this archive as it is?")
		w.byMenu("Verify…")
		w.click(button, "Verify")
		w.see(button, "Verify again")
		picture("doubt-verify")
		w.escape("Verify")
	}},
	{"mended", oneArchive(func(t *testing.T, h home) {}), func(t *testing.T, w *window, picture func(string)) {
		w.quiet()
		w.press(keyControl, 'w')
		w.see(button, "New archive…")
		turnBit(t, w.home.path("Case.daybook", "segments", "000002", "columns"))
		w.click(button, "Case…")
		w.quiet()
		picture("mended")
	}},
	{"watched", oneArchive(func(t *testing.T, h home) { require.NoError(t, os.MkdirAll(h.path("Exports"), 0o700)) }), func(t *testing.T, w *window, picture func(string)) {
		w.quiet()
		w.press(keyControl, ',')
		picture("watched")
		w.click(button, "Choose a folder…")
		chooser := w.see(fileChooser, "Watch a folder")
		w.until("the dialog in front", func() bool { return chooser.is(active) })
		w.write("/")
		require.NoError(t, w.name(chooser).set(w.home.path("Exports")))
		w.click(button, "Open")
		w.see(button, "Stop watching")
		picture("watched-chosen")
		w.escape("Settings")
		activity(t, w.home.path("Exports", "activity.json"), someEvents(400))
		require.NoError(t, os.WriteFile(w.home.path("Exports", "notes.txt"), []byte("buy milk"), 0o600))
		w.see(landmark, "1 of 2 files imported")
		picture("watched-taken")
		w.click(button, "Dismiss: 1 of 2 files imported")
		w.press(keyControl, ',')
		w.click(button, "Stop watching")
		w.until("the keyboard at what is left", func() bool { return w.see(button, "Choose a folder…").is(focused) })
		w.escape("Settings")
		require.NoError(t, os.RemoveAll(w.home.path("Exports")))
		require.NoError(t, os.MkdirAll(w.home.path("Exports"), 0o700))
	}},
	{"empty-hold", oneArchive(func(t *testing.T, h home) {}), func(t *testing.T, w *window, picture func(string)) {
		w.quiet()
		w.search("webhook or domain")
		picture("hint")
		w.byMenu("Holds…")
		w.see(entry, "Name")
		require.NoError(t, w.see(entry, "Reason").focus())
		w.write("counsel")
		w.click(button, "Place the hold")
		picture("empty-hold")
		w.escape("Holds")
	}},
	{"bundle", func(t *testing.T, h home) []string {
		good, _ := bundle(t, h)
		data := read(t, good)
		dir := h.path("unpacked")
		require.NoError(t, os.MkdirAll(dir, 0o700))
		out, err := exec.Command("unzip", "-q", good, "-d", dir).CombinedOutput()
		require.NoError(t, err, string(out))
		cmd := exec.Command("zip", "-qr", h.path("again.zip"), ".")
		cmd.Dir = dir
		out, err = cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		other := home(h.path("other"))
		require.NoError(t, os.MkdirAll(string(other), 0o700))
		other.cli(t, "sample", "Case.daybook", "--events", "300")
		other.cli(t, "export", "Case.daybook", "webhook", "--format", "bundle", "-o", h.path("stranger.zip"))
		require.NotEmpty(t, data)
		return []string{good}
	}, func(_ *testing.T, w *window, picture func(string)) {
		for _, one := range []struct{ file, head, name string }{
			{"evidence.zip", "Whole. Signed by…", "bundle-known"}, {"stranger.zip", "Whole. Signer not known…", "bundle-unknown"},
			{"again.zip", "Same contents…", "bundle-repacked"}, {"tampered.daybook-evidence", "Not verified: …", "bundle-tampered"},
		} {
			w.drop(w.frame, w.home.path(one.file))
			w.verdict(one.head)
			picture(one.name)
			w.escape("Evidence bundle")
		}
	}},
}
