package e2e_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// picturesVariable names the folder that make pictures has the pictures in.
const picturesVariable = "DAYBOOK_E2E_PICTURES_OF"

// A view is something of the window that is worth a picture.
type view struct {
	name string
	open func(w *window)
	// Leads back from what Esc does not close; nil where there is none.
	leave func(w *window)
}

// replaces puts a text in the place of that in the search field.
func (w *window) replaces(words string) {
	w.t.Helper()
	w.press(keyControl, 'f')
	w.press(keyControl, 'a')
	w.write(words)
}

// again is the search that the views begin with.
func again(w *window) {
	w.replaces("webhook")
	w.gone(heading, "No event matches")
}

// menu chooses an entry of the archive's menu.
func (w *window) menu(name string) {
	w.t.Helper()
	w.click(menuButton, "Northwind 2026…")
	w.click(menuItem, name)
}

var views = []view{
	{"search", func(w *window) { w.see(button, "Clear the search text") }, nil},
	{"empty", func(w *window) {
		w.replaces("zzzz")
		w.see(heading, "No event matches")
	}, again},
	{"date", func(w *window) {
		w.replaces("after")
		w.press(keyShift, ';') // a colon
		w.write("2026-13-01")
		w.see(button, "Clear the search text")
	}, again},
	{"event", func(w *window) {
		w.press(keyControl, 'f')
		w.press(keyReturn)
		w.press(keyReturn)
		w.see(button, "Close the event")
	}, func(w *window) { w.gone(button, "Close the event") }},
	{"fullscreen", func(w *window) {
		w.click(button, "Full screen")
		w.see(button, "Leave full screen")
	}, func(w *window) {
		w.see(button, "Full screen")
		w.until("a window again", func() bool { return !w.has(w.frame, "_NET_WM_STATE_FULLSCREEN") })
	}},
	{"settings", func(w *window) {
		w.press(keyControl, ',')
		w.see(button, "Done")
	}, nil},
	{"verify", func(w *window) {
		w.menu("Verify…")
		w.click(button, "Verify")
		w.see(button, "Verify again")
	}, nil},
	{"holds", func(w *window) {
		w.menu("Holds…")
		w.see(button, "Release H1…")
	}, nil},
	{"plan", func(w *window) {
		w.menu("Change the plan…")
		w.see(heading, "By category")
	}, nil},
	{"purge", func(w *window) {
		w.menu("Purge…")
		w.see(heading, "By category")
	}, nil},
	{"bundle", func(w *window) {
		w.choose(3)
		w.act("Export evidence bundle…")
		w.see(entry, "Case")
	}, nil},
	{"checkpoints", func(w *window) {
		w.menu("Checkpoints and exported files…")
		w.see(button, "Check a file…")
	}, nil},
	{"journal", func(w *window) {
		w.menu("Journal")
		w.see(button, "Done")
	}, nil},
}

// TestPicturesOfTheWindow takes the pictures of README, and those to be looked at.
func TestPicturesOfTheWindow(t *testing.T) {
	folder := os.Getenv(picturesVariable)
	if folder == "" {
		t.Skip(picturesVariable + " names no folder; make pictures does")
	}
	h := newHome(t)
	h.cli(t, "sample", "Sample.daybook", "--events", "20000")
	h.cli(t, "export", "Sample.daybook", "--format", "json", "-o", "activity.json")
	h.cli(t, "new", "Northwind 2026.daybook", "--plan", "scale")
	h.cli(t, "import", "Northwind 2026.daybook", "activity.json")
	h.cli(t, "hold", "Northwind 2026.daybook", "member:system", "credit", "--name", "Matter 17", "--reason", "Asked for by counsel")
	id := regexp.MustCompile(`"id": ?"([^"]+)"`).FindStringSubmatch(read(t, h.path("Northwind 2026.daybook", "archive.json")))[1]
	for _, theme := range []string{"light", "dark"} {
		t.Run(theme, func(t *testing.T) {
			remember(t, h, id, theme)
			w := open(t, h, "Northwind 2026.daybook")
			w.see(grid, "Events")
			w.click(button, "Dismiss: …") // what the plan no longer keeps
			for _, size := range [][2]int{{1280, 800}, {1000, 640}} {
				w.place(w.frame, 0, 0, size[0], size[1])
				w.until("its size", func() bool { _, _, width, height := w.stands(w.frame); return width == size[0] && height == size[1] })
				for _, v := range views {
					v.open(w)
					w.picture(filepath.Join(folder, fmt.Sprintf("%s-%s-%d.png", v.name, theme, size[0])))
					w.press(keyEscape)
					w.until("no dialog", func() bool { _, ok := w.page.within(dialog); return !ok })
					if v.leave != nil {
						v.leave(w)
					}
				}
				if _, ok := w.find(button, "Clear"); ok {
					w.click(button, "Clear")
				}
			}
			w.close(w.frame)
			w.ends()
		})
	}
}

// remember lets Daybook start in a theme with the search for webhook on display.
func remember(t *testing.T, h home, archive, theme string) {
	t.Helper()
	settings := fmt.Sprintf(`{"settings": {"theme": %q, "zone": "Europe/Paris", "singleKeys": true, "importZone": "UTC", "dateOrder": "unknown", "saved": [],
		"last": {"archive": %q, "search": {"text": "webhook", "categories": [], "actions": [], "members": [], "imports": [], "conflictsOnly": false,
			"range": {"hours": 0, "from": "", "to": ""}, "zone": "Europe/Paris", "sort": {"column": "timestamp", "descending": true}, "page": 1}}},
		"recents": []}`, theme, archive)
	require.True(t, json.Valid([]byte(settings)))
	require.NoError(t, os.MkdirAll(h.path("config", "daybook"), 0o700))
	require.NoError(t, os.WriteFile(h.path("config", "daybook", "settings.json"), []byte(settings), 0o600))
}

// picture takes a picture of the window once it stands still, and not before the
// elements that a screen reader was told of are drawn: with a screen reader, a
// dialog is drawn half a second after it is announced. The colours are flat, so a
// palette is enough.
func (w *window) picture(path string) {
	w.t.Helper()
	shot := filepath.Join(w.t.TempDir(), "shot.png")
	time.Sleep(3 * rest)
	var before string
	w.until("a still picture", func() bool {
		require.NoError(w.t, exec.Command("import", "-window", fmt.Sprint(w.frame), shot).Run())
		now, err := exec.Command("identify", "-format", "%#", shot).Output()
		require.NoError(w.t, err)
		still := before == string(now)
		before = string(now)
		return still
	})
	require.NoError(w.t, os.MkdirAll(filepath.Dir(path), 0o755))
	out, err := exec.Command("convert", shot, "+dither", "-colors", "192", "-define", "png:compression-level=9", "-strip", "PNG8:"+path).CombinedOutput()
	require.NoError(w.t, err, string(out))
}
