package main

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"daybook/backend/cli"
	"daybook/backend/desktop"
	"daybook/backend/instance"
	"daybook/backend/release"
	"daybook/backend/window"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
)

//go:embed all:frontend/dist
var assets embed.FS

// icon is build/appicon.png at the largest size that X11 is given: GTK leaves an
// icon of 512 pixels out.
//
//go:embed build/appicon-256.png
var icon []byte

// App is the type that Wails binds. Its methods are those of window.Calls,
// promoted, so that the page calls them as go.main.App; App adds none of its own.
type App struct{ *window.Calls }

// program returns the name and version that archives record for each change.
func program() string { return desktop.Program + " " + release.Version() }

// runWindow opens the window, with the archive at path unless path is "", and
// returns when the window is closed, or soon after ctx is cancelled. If another
// window has the archive open, that window is brought to the front instead.
func runWindow(ctx context.Context, path string) (err error) {
	if err := desktop.Missing(); err != nil {
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
	w := window.New(program(), release.Version())
	early := w.OpenEarly(path, token)
	defer func() {
		if err != nil { // there was no window whose closing would end it
			err = errors.Join(err, w.End(), early.Abandon())
		}
	}()
	defer desktop.NoDisplay(&err)
	desktop.Prepare()
	place, theme := w.Place(), w.Theme()
	width, height := place.Size()
	stands := make(chan struct{})
	err = wails.Run(&options.App{
		Title: window.Title, Width: width, Height: height, MinWidth: 480, MinHeight: 320, WindowStartState: desktop.State(place),
		AssetServer:      &assetserver.Options{Assets: assets, Middleware: desktop.WithPolicy},
		BackgroundColour: desktop.Background(theme),
		Bind:             []any{&App{w.Calls()}},
		ErrorFormatter:   window.FormatError,
		OnStartup: func(shown context.Context) {
			d := desktop.New(shown, theme)
			w.Begin(d)
			desktop.OnSignal(ctx, cli.Ending(), w.Quit)
			d.Stand(place, w.SaidDropped)
			w.OpenAtStart(early)
			close(stands)
		},
		OnDomReady: func(context.Context) {
			desktop.Unveil(w.Dropped)
			w.PageReady()
		},
		OnBeforeClose:      func(context.Context) bool { return w.BeforeClose() },
		OnShutdown:         func(context.Context) { w.End() },
		DragAndDrop:        desktop.Drops(),
		Linux:              &linux.Options{WebviewGpuPolicy: linux.WebviewGpuPolicyNever, ProgramName: desktop.Program, Icon: icon},
		Windows:            desktop.OnWindows(),
		Mac:                &mac.Options{OnFileOpen: w.Handed(stands)},
		LogLevelProduction: 0,
	})
	if err != nil {
		return fmt.Errorf("open the window: %w", err)
	}
	return nil
}
