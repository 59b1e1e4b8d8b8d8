package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

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
		columns, err := filepath.Glob(w.home.path("Case.daybook", "segments", "*", "columns"))
		require.NoError(t, err)
		turnBit(t, columns[0]) // a segment that was built anew is another one
		w.click(button, "Case…")
		w.quiet()
		picture("mended")
	}},
	{"watched", oneArchive(func(t *testing.T, h home) { require.NoError(t, os.MkdirAll(h.path("Exports"), 0o700)) }), watched()},
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

// watched takes in another file each time it is shown: what is in stays in.
func watched() func(t *testing.T, w *window, picture func(string)) {
	rounds := 0
	return func(t *testing.T, w *window, picture func(string)) {
		rounds++
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
		activity(t, w.home.path("Exports", "activity.json"), someEvents(400+rounds))
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
	}
}
