package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	goruntime "runtime"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

//go:embed all:frontend/dist
var assets embed.FS

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

// runWindow opens the window, with the archive at path if that is not "", and
// returns when it is closed, or soon after ctx is cancelled.
func runWindow(ctx context.Context, path string) error {
	if goruntime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errors.New("there is no display to open the window on; on the command line, daybook help says what there is")
	}
	if path != "" {
		full, err := filepath.Abs(path)
		if err != nil {
			return fmt.Errorf("open %s: %w", path, err)
		}
		path = full
	}
	app := newApp(nil)
	place := app.remembered.Window
	if place.Width < 640 || place.Height < 480 {
		place = windowPlace{Width: 1280, Height: 800, X: -1, Y: -1}
	}
	start := options.Normal
	if place.Maximised {
		start = options.Maximised
	}
	err := wails.Run(&options.App{
		Title: "Daybook", Width: place.Width, Height: place.Height, MinWidth: 720, MinHeight: 480, WindowStartState: start,
		AssetServer:      &assetserver.Options{Assets: assets, Middleware: withPolicy},
		BackgroundColour: options.NewRGB(251, 251, 249),
		Bind:             []any{app},
		ErrorFormatter:   formatError,
		OnStartup: func(window context.Context) {
			context.AfterFunc(ctx, func() { runtime.Quit(window) })
			app.startup(newDesktop(window), window, place, path)
		},
		OnDomReady:         func(context.Context) { keepDrops() },
		OnBeforeClose:      app.beforeClose,
		OnShutdown:         func(context.Context) { app.end() },
		DragAndDrop:        &options.DragAndDrop{EnableFileDrop: true},
		Linux:              &linux.Options{WebviewGpuPolicy: linux.WebviewGpuPolicyNever, ProgramName: "daybook"},
		LogLevelProduction: 0,
	})
	if err != nil {
		return fmt.Errorf("open the window: %w", err)
	}
	return nil
}

// startup gives the App its desktop and opens the archive it was started with.
func (a *App) startup(d desktop, ctx context.Context, place windowPlace, path string) {
	a.desktop = d
	if place.X >= 0 && place.Y >= 0 {
		runtime.WindowSetPosition(ctx, place.X, place.Y)
	}
	runtime.OnFileDrop(ctx, func(_, _ int, paths []string) {
		if len(paths) > 0 {
			a.dropped(paths)
		}
	})
	if path == "" {
		return
	}
	a.start("open", path, func(context.Context, *job) error {
		_, err := guard(func() (*ArchiveInfo, error) { return a.openPath(path) })
		if errors.Is(err, os.ErrNotExist) {
			return fault("gone", "There is no archive at "+path, "")
		}
		return err
	})
}

// beforeClose remembers where the window stood.
func (a *App) beforeClose(ctx context.Context) (prevent bool) {
	place := windowPlace{Maximised: runtime.WindowIsMaximised(ctx)}
	place.Width, place.Height = runtime.WindowGetSize(ctx)
	place.X, place.Y = runtime.WindowGetPosition(ctx)
	a.mu.Lock()
	defer a.mu.Unlock()
	if place.Maximised { // the size to go back to is the one before
		place.Width, place.Height = a.remembered.Window.Width, a.remembered.Window.Height
		place.X, place.Y = a.remembered.Window.X, a.remembered.Window.Y
	}
	a.remembered.Window = place
	a.remembered.save() // the window closes all the same
	return false
}
