//go:build !(linux && desktop && !bindings)

package desktop

import (
	"context"
	goruntime "runtime"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"daybook/backend/window"
)

// front brings the window before all others.
func front(ctx context.Context, _ string) bool {
	if runtime.WindowIsMinimised(ctx) { // otherwise a maximised window would shrink
		runtime.WindowUnminimise(ctx)
	}
	runtime.WindowShow(ctx)
	return true
}

// nameWindows has nothing to do where a window is known by its program's file.
func nameWindows() {}

// beforeWebKit has nothing to do where the web view is another program's.
func beforeWebKit() {}

// webEngine is the web view and its version, "" where that is not known.
func webEngine() string { return "" }

// cancelDialogs has nothing to do where a native dialog ends with the window.
func cancelDialogs() {}

// stand puts the window where it stood, if that still is on a screen.
func stand(ctx context.Context, place window.Place) {
	screens, err := runtime.ScreenGetAll(ctx)
	if err != nil || !place.Known() || place.X < 0 || place.Y < 0 {
		return
	}
	const least = 100 // pixels of it that can be taken hold of
	width, height := 0, 0
	for _, s := range screens {
		width += s.Size.Width
		height = max(height, s.Size.Height)
	}
	if place.X > width-least || place.Y > height-least {
		return
	}
	runtime.WindowSetPosition(ctx, place.X, place.Y)
	// On Windows a place is set from the corner of the work area, and told from
	// that of the screen.
	if x, y := runtime.WindowGetPosition(ctx); goruntime.GOOS == "windows" && (x != place.X || y != place.Y) {
		runtime.WindowSetPosition(ctx, 2*place.X-x, 2*place.Y-y)
	}
}
