//go:build dev

package desktop

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// newDesktop returns the desktop of the window of ctx. A development build also
// shows the window in a browser, which has no native dialogs; tests there answer
// them through the folder that DAYBOOK_DESKTOP names, see answeredDesktop.
func newDesktop(ctx context.Context) Desktop {
	if dir := os.Getenv("DAYBOOK_DESKTOP"); dir != "" {
		return answeredDesktop{wailsDesktop{ctx}, dir}
	}
	return wailsDesktop{ctx}
}

// An answeredDesktop takes the answer to each dialog from the file "answer" in
// its folder: paths, a line each, used once. Without that file a dialog is
// cancelled. What was asked, copied and shown is recorded in the files "asked",
// "copied" and "shown".
type answeredDesktop struct {
	wailsDesktop
	dir string
}

func (d answeredDesktop) answer(asked string) ([]string, error) {
	if err := d.leave("asked", asked); err != nil {
		return nil, err
	}
	path := filepath.Join(d.dir, "answer")
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n"), os.Remove(path)
}

func (d answeredDesktop) one(asked string) (string, error) {
	paths, err := d.answer(asked)
	if err != nil || len(paths) == 0 {
		return "", err
	}
	return paths[0], nil
}

func (d answeredDesktop) leave(name, text string) error {
	return os.WriteFile(filepath.Join(d.dir, name), []byte(text), 0o600)
}

func (d answeredDesktop) OpenFiles(title string) ([]string, error) { return d.answer(title) }

func (d answeredDesktop) OpenFolder(title string) (string, error) { return d.one(title) }

func (d answeredDesktop) SaveFile(title, name string) (string, error) {
	return d.one(title + ": " + name)
}

func (d answeredDesktop) Agree(title, _ string) bool {
	answer, err := d.one(title)
	return err == nil && answer == "Yes"
}

func (d answeredDesktop) CopyText(text string) error { return d.leave("copied", text) }

func (d answeredDesktop) Show(path string) error { return d.leave("shown", path) }
