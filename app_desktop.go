package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	goruntime "runtime"
	"strings"
	"unicode"

	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// A desktop is what the App needs of the window system. Tests have one of their
// own; the real one is Wails.
type desktop interface {
	// openFiles, openFolder and saveFile answer "" (or none) when cancelled.
	openFiles(title string) ([]string, error)
	openFolder(title string) (string, error)
	saveFile(title, name string) (string, error)
	copyText(text string) error
	emit(event string, value any)
	show(path string) error
	// front brings the window before all others, with the leave that the desktop
	// gave for it, and reports whether it did.
	front(token string) bool
	setTitle(title string)
}

type wailsDesktop struct{ ctx context.Context }

func (d wailsDesktop) openFiles(title string) ([]string, error) {
	return runtime.OpenMultipleFilesDialog(d.ctx, runtime.OpenDialogOptions{Title: title})
}

func (d wailsDesktop) openFolder(title string) (string, error) {
	return runtime.OpenDirectoryDialog(d.ctx, runtime.OpenDialogOptions{Title: title, CanCreateDirectories: true})
}

func (d wailsDesktop) saveFile(title, name string) (string, error) {
	return runtime.SaveFileDialog(d.ctx, runtime.SaveDialogOptions{Title: title, DefaultFilename: name, CanCreateDirectories: true})
}

func (d wailsDesktop) copyText(text string) error { return runtime.ClipboardSetText(d.ctx, text) }

func (d wailsDesktop) setTitle(title string) { runtime.WindowSetTitle(d.ctx, title) }

func (d wailsDesktop) emit(event string, value any) { runtime.EventsEmit(d.ctx, event, value) }

func (d wailsDesktop) front(token string) bool { return front(d.ctx, token) }

// show opens the folder of a file in the system's file manager.
func (d wailsDesktop) show(path string) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	var cmd *exec.Cmd
	switch goruntime.GOOS {
	case "windows":
		cmd = exec.Command("explorer", "/select,"+path)
	case "darwin":
		cmd = exec.Command("open", "-R", path)
	default:
		cmd = exec.Command("xdg-open", filepath.Dir(path))
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait()
	return nil
}

// windowTitle is that of a window without an archive.
const windowTitle = "Daybook"

// longestTitle is how many characters of a name a title has at most.
const longestTitle = 80

// titleOf is the title of a window with the archive of that name. The window
// system draws it, which knows no chips for what cannot be seen: controls and
// what changes the direction of what is read are left out.
func titleOf(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar || !unicode.IsGraphic(r):
			return -1
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	if runes := []rune(name); len(runes) > longestTitle {
		name = strings.TrimSpace(string(runes[:longestTitle])) + "…"
	}
	if name == "" {
		return windowTitle
	}
	return name + " – " + windowTitle
}
