package window

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"daybook/backend/desk"
	"daybook/backend/numbers"
)

// SaidDropped takes the paths of a drop that the page reported. The page may have invented
// them, so an officer who sees them has to confirm that they were dropped.
func (w *Window) SaidDropped(paths []string) {
	// Dropped items that are not files of this computer, such as links, have no path.
	paths = slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return path == "" })
	if len(paths) > 0 && w.desktop.Agree("Files were dropped", dropQuestion(paths)) {
		w.Dropped(paths)
	}
}

// dropQuestion names at most the first few files.
func dropQuestion(paths []string) string {
	const shown = 10
	var b strings.Builder
	b.WriteString("Did you drop " + numbers.Plural(len(paths), "file") + " on the window?\n")
	for _, path := range paths[:min(len(paths), shown)] {
		b.WriteString("\n" + path)
	}
	if more := len(paths) - shown; more > 0 {
		b.WriteString("\nand " + numbers.Grouped(more) + " more")
	}
	return b.String()
}

// Dropped keeps the paths of files that were dropped on the window, and tells the page
// their names.
func (w *Window) Dropped(paths []string) { w.calls.dropped(paths) }

func (c *imports) dropped(paths []string) {
	d := Drop{Files: []DroppedFile{}}
	for _, path := range paths {
		file := DroppedFile{Name: filepath.Base(path)}
		if info, err := os.Stat(path); err == nil {
			file.Bytes, file.Folder = info.Size(), info.IsDir()
			file.Bundle, _ = desk.IsBundle(path) // an error of reading is reported at the import
		}
		d.Files = append(d.Files, file)
	}
	d.Token = c.w.newToken("drop")
	c.mu.Lock()
	c.drop, c.dropPaths = d.Token, slices.Clone(paths)
	c.mu.Unlock()
	c.w.desktop.Emit(EventDrop, d)
}

func (c *imports) takeDrop(token string) ([]string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if token != c.drop {
		return nil, errGone
	}
	return c.dropPaths, nil
}

// A Drop is a set of files that were dropped on the window. The program keeps their paths
// under the token; the page asks for zone and date order and calls ImportDropped, or
// VerifyDropped.
type Drop struct {
	Token string        `json:"token"`
	Files []DroppedFile `json:"files"`
}

// A DroppedFile is a file of a drop.
type DroppedFile struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
	// It is an evidence bundle, whole or not: to be verified, not imported.
	Bundle bool `json:"bundle"`
	// It is a folder, and all its files are one import.
	Folder bool `json:"folder"`
}
