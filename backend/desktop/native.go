//go:build !(linux && desktop && !bindings)

package desktop

import (
	"context"
	goruntime "runtime"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"daybook/backend/window"
)

// front brings the window in front of all others.
func front(ctx context.Context, _ string) bool {
	if runtime.WindowIsMinimised(ctx) { // otherwise a maximised window would shrink
		runtime.WindowUnminimise(ctx)
	}
	runtime.WindowShow(ctx)
	return true
}

// nameWindows does nothing on systems that know a window by its program's file.
func nameWindows() {}

// beforeWebKit does nothing where the web view is not WebKitGTK.
func beforeWebKit() {}

// webEngine returns the web view and its version, "" where that is not known.
func webEngine() string { return "" }

// cancelDialogs does nothing where a native dialog ends with its window.
func cancelDialogs() {}

// stand puts the window where it last stood, if that is still on a screen.
func stand(ctx context.Context, place window.Place) {
	screens, err := runtime.ScreenGetAll(ctx)
	if err != nil || !place.Known() || place.X < 0 || place.Y < 0 {
		return
	}
	const least = 100 // pixels of the window that must be within reach of the mouse
	width, height := 0, 0
	for _, s := range screens {
		width += s.Size.Width
		height = max(height, s.Size.Height)
	}
	if place.X > width-least || place.Y > height-least {
		return
	}
	runtime.WindowSetPosition(ctx, place.X, place.Y)
	// Windows sets a position from the corner of the work area, but reports it
	// from the corner of the screen.
	if x, y := runtime.WindowGetPosition(ctx); goruntime.GOOS == "windows" && (x != place.X || y != place.Y) {
		runtime.WindowSetPosition(ctx, 2*place.X-x, 2*place.Y-y)
	}
}
