package main

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	goruntime "runtime"

	"daybook/backend/appearance"
	"daybook/backend/archive"
	"daybook/backend/cli"
	"daybook/backend/gate"
	"daybook/backend/instance"
	"daybook/backend/release"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

//go:embed all:frontend/dist
var assets embed.FS

// icon is build/appicon.png at the largest size of which X11 is told: GTK leaves
// out one of 512 pixels.
//
//go:embed build/appicon-256.png
var icon []byte

// contentPolicy lets the window load what the program has in it, and nothing
// else from anywhere.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func withPolicy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", contentPolicy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

// helpSays ends what is said where there is no window.
const helpSays = "; on the command line, daybook help says what there is"

// noWindow says why there can be no window, if that is known before it is tried.
func noWindow(built bool, system string, getenv func(string) string) error {
	switch {
	case !built:
		return errors.New("this build of Daybook has no window" + helpSays)
	case system == "linux" && getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "":
		return errors.New("there is no display to open the window on" + helpSays)
	}
	return nil
}

// onWayland lets GTK use Wayland where there is nothing else: Wails has it use
// X11 wherever the session does not say what it is.
func onWayland() {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") != "" && os.Getenv("GDK_BACKEND") == "" {
		os.Setenv("GDK_BACKEND", "wayland")
	}
}

// runWindow opens the window, with the archive at path if that is not "", and
// returns when it is closed, or soon after ctx is cancelled. Where another window
// has the archive open, that one is brought to the front instead.
func runWindow(ctx context.Context, path string) (err error) {
	if err := noWindow(release.Window, goruntime.GOOS, os.Getenv); err != nil {
		return err
	}
	token := cmp.Or(os.Getenv("XDG_ACTIVATION_TOKEN"), os.Getenv("DESKTOP_STARTUP_ID"))
	if path != "" {
		full, err := filepath.Abs(path)
		if err != nil {
			return fmt.Errorf("open %s: %w", path, err)
		}
		if path = full; instance.Show(path, token) {
			return nil
		}
	}
	onWayland()
	app := newApp(nil)
	early := app.openEarly(path, token)
	defer func() {
		if err != nil { // there was no window whose closing ends it
			err = errors.Join(err, app.end(), early.abandon())
		}
	}()
	place := app.remembered.Window
	if !place.known() {
		place.Width, place.Height = 1280, 800
	}
	start := options.Normal
	if place.Maximised {
		start = options.Maximised
	}
	defer noDisplay(&err)
	nameWindows()
	beforeWebKit()
	stands := make(chan struct{})
	err = wails.Run(&options.App{
		Title: windowTitle, Width: place.Width, Height: place.Height, MinWidth: 480, MinHeight: 320, WindowStartState: start,
		AssetServer:      &assetserver.Options{Assets: assets, Middleware: withPolicy},
		BackgroundColour: background(app.remembered.Settings.Theme),
		Bind:             []any{app},
		ErrorFormatter:   formatError,
		OnStartup: func(window context.Context) {
			appearance.Follow(app.remembered.Settings.Theme)
			appearance.Veil()
			onSignal(ctx, func() { app.quit(window) })
			app.startup(newDesktop(window), window, early)
			close(stands)
		},
		OnDomReady: func(context.Context) {
			appearance.Unveil()
			gate.Guard(func(paths []string) { go app.dropped(paths) })
			app.closing.page.Store(true)
		},
		OnBeforeClose:      app.beforeClose,
		OnShutdown:         func(context.Context) { app.end() },
		DragAndDrop:        &options.DragAndDrop{EnableFileDrop: !gate.DropsAreSure},
		Linux:              &linux.Options{WebviewGpuPolicy: linux.WebviewGpuPolicyNever, ProgramName: programName, Icon: icon},
		Windows:            onWindows(),
		Mac:                &mac.Options{OnFileOpen: app.handed(stands)},
		LogLevelProduction: 0,
	})
	if err != nil {
		return fmt.Errorf("open the window: %w", err)
	}
	return nil
}

// background is the colour of the window before its page is drawn. Where that is to
// be as the system is, package appearance has it right before anything is drawn.
func background(theme string) *options.RGBA {
	colour := appearance.Light
	if theme == "dark" {
		colour = appearance.Dark
	}
	return options.NewRGB(colour.R, colour.G, colour.B)
}

// handed opens what macOS hands over once the window stands: it names a file so, at
// the start too, and not by an argument.
func (a *App) handed(stands <-chan struct{}) func(path string) {
	return func(path string) {
		<-stands
		a.openAtStart(a.openEarly(path, ""), func() {})
	}
}

// noDisplay makes an error of the panic with which Wails answers a display that
// cannot be reached.
func noDisplay(err *error) {
	switch r := recover(); {
	case r == nil:
	case fmt.Sprint(r) == "failed to init GTK":
		*err = errors.New("the display cannot be reached to open the window on" + helpSays)
	default:
		panic(r)
	}
}

// onSignal calls quit when ctx is cancelled or a signal asks the program to end;
// a second signal ends it at once. Wails listens for signals too, and would
// swallow all but the first.
func onSignal(ctx context.Context, quit func()) {
	ending := cli.Ending()
	signal.Reset(ending...)
	ctx, stop := signal.NotifyContext(ctx, ending...)
	context.AfterFunc(ctx, func() {
		stop()
		quit()
	})
}

// startup gives the App its desktop and the archive it was started with.
func (a *App) startup(d desktop, ctx context.Context, early *opening) {
	a.desktop = d
	a.stands.Store(true)
	stand(ctx, a.remembered.Window)
	if !gate.DropsAreSure {
		runtime.OnFileDrop(ctx, func(_, _ int, paths []string) { a.saidDropped(paths) })
	}
	if early != nil {
		a.openAtStart(early, func() {
			a.closing.step.Store(left) // there is nothing to ask or to keep
			runtime.WindowGetSize(ctx) // waits for the window's own thread, which cannot quit before it runs
			runtime.Quit(ctx)
		})
	}
}

// An opening is an archive that is being opened before there is a window; or a
// file, which then is verified as an evidence bundle.
type opening struct {
	path      string
	file      bool
	done      chan struct{} // then the others are there
	open      *archive.Archive
	door      *instance.Door
	elsewhere bool // another window has it, and is in front
	err       error
}

// openEarly opens the archive that Daybook was started with while the desktop's
// libraries make a window, which takes them as long; nil is none.
func (a *App) openEarly(path, token string) *opening {
	if path == "" {
		return nil
	}
	o := &opening{path: path, done: make(chan struct{})}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		o.file = true
		close(o.done)
		return o
	}
	a.working.Go(func() {
		defer close(o.done)
		o.err = guard0(func() (err error) {
			o.open, o.elsewhere, err = a.openHere(a.ctx, path, token)
			if o.open != nil {
				o.door = a.listen(o.open)
			}
			if errors.Is(err, os.ErrNotExist) {
				return fault("gone", "There is no archive at "+path, "")
			}
			return err
		})
	})
	return o
}

// abandon closes an archive that no window took.
func (o *opening) abandon() error {
	if o == nil {
		return nil
	}
	<-o.done
	if o.open == nil {
		return nil
	}
	o.door.Close()
	return o.open.Close()
}

// openAtStart tells the window of an archive that is being opened, and gives it to
// it; a file it verifies. The window quits if another one has the archive.
func (a *App) openAtStart(o *opening, quit func()) {
	if o.file {
		a.verifyBundle(given{bundle: o.path})
		return
	}
	a.start("open", o.path, func(context.Context, *job) error {
		<-o.done
		if o.err != nil {
			return o.err
		}
		if o.elsewhere {
			quit()
			return nil
		}
		return a.take(o.open, o.door)
	})
}
