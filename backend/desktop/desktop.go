// Package desktop connects the window to the system that shows it: Wails' runtime, the
// native dialogs, the window's position and how it comes to the front, files that are
// dropped on it, and, on Linux, GTK below all that. It knows nothing of archives:
// package window decides what is shown, through the interface window.Desktop.
//
// Apart from app.go, this package alone imports Wails. Without the build tags for a
// window it compiles without GTK, and Missing reports that there is no window.
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

// Program is the name of the program. The desktop identifies its windows by it too.
const Program = "daybook"

// A Desktop is a window.Desktop that also puts the window in its place at the start.
type Desktop interface {
	window.Desktop
	// Stand puts the window where it last stood, if that is still on a screen. It also
	// sends said the paths of dropped files that only the page reports; see gate.Guard
	// for paths that come from the drag itself.
	Stand(place window.Place, said func(paths []string))
}

// New returns the desktop of the window of ctx, a context of Wails. theme makes the
// window light or dark; it is veiled until Unveil is called.
func New(ctx context.Context, theme string) Desktop {
	appearance.Follow(theme)
	appearance.Veil()
	return newDesktop(ctx)
}

// Unveil shows the page once it has loaded, and guards it. dropped receives the paths
// of files that are dropped on the window, in a goroutine of its own.
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
