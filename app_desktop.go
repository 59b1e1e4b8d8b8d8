package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	goruntime "runtime"
	"strings"
	"unicode"

	"github.com/wailsapp/wails/v2/pkg/options/windows"
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
	// agree asks a question that Yes and No answer, in a dialog of the system's own.
	agree(title, question string) bool
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
	return runtime.OpenDirectoryDialog(d.ctx, runtime.OpenDialogOptions{
		Title: title, CanCreateDirectories: true, TreatPackagesAsDirectories: true, // macOS shows an archive as one file
	})
}

func (d wailsDesktop) saveFile(title, name string) (string, error) {
	return runtime.SaveFileDialog(d.ctx, runtime.SaveDialogOptions{Title: title, DefaultFilename: name, CanCreateDirectories: true})
}

func (d wailsDesktop) copyText(text string) error { return runtime.ClipboardSetText(d.ctx, text) }

func (d wailsDesktop) agree(title, question string) bool {
	answer, err := runtime.MessageDialog(d.ctx, runtime.MessageDialogOptions{
		Type: runtime.QuestionDialog, Title: title, Message: question, Buttons: []string{"Yes", "No"}, DefaultButton: "No", CancelButton: "No",
	})
	return err == nil && answer == "Yes"
}

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

// onWindows says what Wails tells by itself, in a message of Windows' own: without
// WebView2 there is no page to say it on. What WebView2 keeps for itself stays on
// this computer; Wails would let it roam with the user's profile.
func onWindows() *windows.Options {
	o := &windows.Options{Messages: windows.DefaultMessages()}
	if cache, err := os.UserCacheDir(); err == nil {
		o.WebviewUserDataPath = filepath.Join(cache, "daybook", "WebView2")
	}
	o.Messages.Error = "Daybook"
	o.Messages.ContactAdmin = "Daybook shows its window with Microsoft's WebView2 Runtime, which is not on this computer, or is too old. Windows 11 and an up-to-date Windows 10 have it.\n\n" +
		"Let Windows Update bring this computer up to date, or ask who looks after it to install the WebView2 Runtime from https://developer.microsoft.com/microsoft-edge/webview2\n\n" +
		"Your archives are as they were, and daybook-cli opens them on the command line."
	o.Messages.Webview2NotInstalled = "the WebView2 Runtime is not on this computer, or is too old"
	o.Messages.WebView2ProcessCrash = "Windows ended the part of Daybook that shows the window. Your archives are as they were. Please start Daybook again."
	return o
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
