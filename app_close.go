package main

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// A closing is how far the window is from being closed. It closes in two steps,
// since what is asked for while it stands open is answered only off the thread
// that asks whether it may close.
type closing struct {
	step  atomic.Int32
	page  atomic.Bool   // the page is there
	saved chan struct{} // is told of each SaveSettings
}

const (
	standing = iota
	leaving  // the page is told, and its last wishes are waited for
	left     // the window may close
	gone     // and was told so, once
)

// patience is how long the page has for its answer, which takes it some
// milliseconds; a page that hangs does not keep the window open.
const patience = 2 * time.Second

// Closing is what the window is told before it closes.
type Closing struct {
	// Busy is set if work is under way that closing would cancel: the window
	// asks the officer, and closes again when nothing is under way any more.
	Busy bool `json:"busy"`
}

// beforeClose is asked by Wails whenever the window is to close: by its frame,
// by the window manager or by the page.
func (a *App) beforeClose(window context.Context) (prevent bool) {
	if a.closing.step.CompareAndSwap(left, gone) {
		return false
	}
	if a.closing.step.CompareAndSwap(standing, leaving) {
		go a.leave(window, true)
	}
	return true
}

// quit closes the window without a question, as a signal wants it.
func (a *App) quit(window context.Context) {
	if a.closing.step.CompareAndSwap(standing, leaving) {
		a.leave(window, false)
	}
}

func (a *App) leave(window context.Context, ask bool) {
	cancelDialogs()
	busy := ask && a.busy()
	if answered := a.lastWishes(busy); busy && answered {
		a.closing.step.Store(standing)
		return
	}
	a.remember(window)
	a.closing.step.Store(left)
	runtime.Quit(window)
}

// busy is whether closing would cancel work that was not cancelled yet.
func (a *App) busy() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.ContainsFunc(a.jobs, func(j *job) bool { return j.ctx.Err() == nil && j.task.Kind != "open" })
}

// lastWishes tells the page that the window closes and waits until it has saved
// its settings, which it else does only when they have been at rest for a while.
func (a *App) lastWishes(busy bool) (answered bool) {
	if !a.closing.page.Load() {
		return false
	}
	select {
	case <-a.closing.saved:
	default:
	}
	a.desktop.emit("closing", Closing{busy})
	select {
	case <-a.closing.saved:
		return true
	case <-time.After(patience):
		return false
	}
}

// answered notes that the page saved its settings.
func (c *closing) answered() {
	select {
	case c.saved <- struct{}{}:
	default:
	}
}

// remember keeps where the window stands. A full screen is no place to stand,
// and the size to go back to from the largest is the one before.
func (a *App) remember(window context.Context) {
	width, height := runtime.WindowGetSize(window) // waits for the window's own thread
	x, y := runtime.WindowGetPosition(window)
	full, maximised := runtime.WindowIsFullscreen(window), runtime.WindowIsMaximised(window)
	a.mu.Lock()
	defer a.mu.Unlock()
	if !full {
		a.remembered.Window.Maximised = maximised
		if !maximised {
			a.remembered.Window = windowPlace{Width: width, Height: height, X: x, Y: y}
		}
	}
	a.remembered.save() // the window closes all the same
}
