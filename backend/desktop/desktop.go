// Package desktop is what the window has of the system that shows it: Wails' runtime,
// the native dialogs, where the window stands and how it comes to the front, files that
// are dropped on it, and GTK below all that on Linux. It knows nothing of archives:
// package window says what is to be shown, through the interface window.Desktop.
//
// Beside app.go this is the only importer of Wails. Without the tags of a build that
// has the window it compiles without GTK, and Missing says that there is none.
package desktop

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	goruntime "runtime"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"daybook/backend/appearance"
	"daybook/backend/gate"
	"daybook/backend/window"
)

// Program is the name of the program, by which the desktop knows its windows too.
const Program = "daybook"

// A Desktop is a window.Desktop that also says where the window is to stand at first.
type Desktop interface {
	window.Desktop
	// Stand puts the window where it stood, if that still is on a screen, and sends the
	// paths of dropped files that only the page names to said; see gate.Guard for those
	// that come from the drag itself.
	Stand(place window.Place, said func(paths []string))
}

// New is the desktop of the window of ctx, a context of Wails. The window is light or
// dark as theme says, and veiled until Unveil is called.
func New(ctx context.Context, theme string) Desktop {
	appearance.Follow(theme)
	appearance.Veil()
	return newDesktop(ctx)
}

// Unveil shows the page, which is there now, and guards it: dropped gets the paths of
// files that are dropped on the window, in a goroutine of its own.
func Unveil(dropped func(paths []string)) {
	appearance.Unveil()
	gate.Guard(func(paths []string) { go dropped(paths) })
}

type wailsDesktop struct{ ctx context.Context }

func (d wailsDesktop) OpenFiles(title string) ([]string, error) {
	return runtime.OpenMultipleFilesDialog(d.ctx, runtime.OpenDialogOptions{Title: title})
}

func (d wailsDesktop) OpenFolder(title string) (string, error) {
	return runtime.OpenDirectoryDialog(d.ctx, runtime.OpenDialogOptions{
		Title: title, CanCreateDirectories: true, TreatPackagesAsDirectories: true, // macOS shows an archive as one file
	})
}

func (d wailsDesktop) SaveFile(title, name string) (string, error) {
	return runtime.SaveFileDialog(d.ctx, runtime.SaveDialogOptions{Title: title, DefaultFilename: name, CanCreateDirectories: true})
}

func (d wailsDesktop) CopyText(text string) error { return runtime.ClipboardSetText(d.ctx, text) }

func (d wailsDesktop) Agree(title, question string) bool {
	answer, err := runtime.MessageDialog(d.ctx, runtime.MessageDialogOptions{
		Type: runtime.QuestionDialog, Title: title, Message: question, Buttons: []string{"Yes", "No"}, DefaultButton: "No", CancelButton: "No",
	})
	return err == nil && answer == "Yes"
}

func (d wailsDesktop) SetTitle(title string) { runtime.WindowSetTitle(d.ctx, title) }

func (d wailsDesktop) Emit(event string, value any) { runtime.EventsEmit(d.ctx, event, value) }

func (d wailsDesktop) Front(token string) bool { return front(d.ctx, token) }

func (d wailsDesktop) SetTheme(theme string) { appearance.Follow(theme) }

func (d wailsDesktop) CancelDialogs() { cancelDialogs() }

func (d wailsDesktop) Quit() { runtime.Quit(d.ctx) }

func (d wailsDesktop) Place() (place window.Place, full bool) {
	place.Width, place.Height = runtime.WindowGetSize(d.ctx) // waits for the window's own thread
	place.X, place.Y = runtime.WindowGetPosition(d.ctx)
	full, place.Maximised = runtime.WindowIsFullscreen(d.ctx), runtime.WindowIsMaximised(d.ctx)
	return place, full
}

func (d wailsDesktop) Stand(place window.Place, said func(paths []string)) {
	stand(d.ctx, place)
	if !gate.DropsAreSure {
		runtime.OnFileDrop(d.ctx, func(_, _ int, paths []string) { said(paths) })
	}
}

// Show opens the folder of a file in the system's file manager.
func (d wailsDesktop) Show(path string) error {
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
