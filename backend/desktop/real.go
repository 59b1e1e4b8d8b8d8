//go:build !dev

package desktop

import "context"

// newDesktop returns the desktop of the window of ctx.
func newDesktop(ctx context.Context) Desktop { return wailsDesktop{ctx} }
