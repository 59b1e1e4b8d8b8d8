//go:build !dev

package main

import "context"

// newDesktop is the desktop of the window of ctx.
func newDesktop(ctx context.Context) desktop { return wailsDesktop{ctx} }
