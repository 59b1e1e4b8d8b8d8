package desktop

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	goruntime "runtime"

	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/windows"

	"daybook/backend/appearance"
	"daybook/backend/gate"
	"daybook/backend/release"
	"daybook/backend/window"
)

// contentPolicy lets the window load what is built into the program, and nothing from
// anywhere outside it.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// WithPolicy serves the page with contentPolicy.
func WithPolicy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", contentPolicy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

// helpSays ends the message for a system without a window.
const helpSays = "; on the command line, daybook help says what there is"

// Missing returns the reason why there can be no window, as far as it is known before a
// window is tried; nil otherwise.
func Missing() error { return noWindow(release.Window, goruntime.GOOS, os.Getenv) }

// noWindow is Missing for the given build, system and environment.
func noWindow(built bool, system string, getenv func(string) string) error {
	switch {
	case !built:
		return errors.New("this build of Daybook has no window" + helpSays)
	case system == "linux" && getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "":
		return errors.New("there is no display to open the window on" + helpSays)
	}
	return nil
}

// Prepare does everything that must be done before Wails makes the window.
func Prepare() {
	onWayland()
	nameWindows()
	beforeWebKit()
}

// Engine returns the web view and its version, "" where that is not known.
func Engine() string { return webEngine() }

// onWayland lets GTK use Wayland where there is no X11 display: Wails makes it use X11
// wherever the session does not name its type.
func onWayland() {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") != "" && os.Getenv("GDK_BACKEND") == "" {
		os.Setenv("GDK_BACKEND", "wayland")
	}
}

// Background returns the colour of the window before its page is drawn. With the theme
// "system", package appearance sets the right colour before anything is drawn.
func Background(theme string) *options.RGBA {
	colour := appearance.Light
	if theme == "dark" {
		colour = appearance.Dark
	}
	return options.NewRGB(colour.R, colour.G, colour.B)
}

// State returns the state in which a window begins that last stood at place.
func State(place window.Place) options.WindowStartState {
	if place.Maximised {
		return options.Maximised
	}
	return options.Normal
}

// Drops returns how Wails handles dropped files. Where the gate has their paths from the
// drag itself, Wails does not handle them.
func Drops() *options.DragAndDrop { return &options.DragAndDrop{EnableFileDrop: !gate.DropsAreSure} }

// NoDisplay turns the panic that Wails raises for a display it cannot reach into an error.
func NoDisplay(err *error) {
	switch r := recover(); {
	case r == nil:
	case fmt.Sprint(r) == "failed to init GTK":
		*err = errors.New("the display cannot be reached to open the window on" + helpSays)
	default:
		panic(r)
	}
}

// OnSignal calls quit when ctx is cancelled or a signal of ending arrives, which asks the
// program to end; a second signal ends it at once. Wails listens for signals too, and would
// swallow all but the first.
func OnSignal(ctx context.Context, ending []os.Signal, quit func()) {
	signal.Reset(ending...)
	ctx, stop := signal.NotifyContext(ctx, ending...)
	context.AfterFunc(ctx, func() {
		stop()
		quit()
	})
}

// OnWindows returns the options for Windows. Without WebView2 there is no page to show a
// message on, so Wails shows these in a message box of Windows. WebView2's own data stays
// on this computer; Wails would let it roam with the user's profile.
func OnWindows() *windows.Options {
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
