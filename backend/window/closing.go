package window

import (
	"sync/atomic"
	"time"
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

// BeforeClose is asked whenever the window is to close: by its frame, by the window
// manager or by the page. It reports whether the window stays for now; when it may
// go, it is closed once more.
func (w *Window) BeforeClose() (prevent bool) {
	if w.closing.step.CompareAndSwap(left, gone) {
		return false
	}
	if w.closing.step.CompareAndSwap(standing, leaving) {
		go w.leave(true)
	}
	return true
}

// Quit closes the window without a question, as a signal wants it.
func (w *Window) Quit() {
	if w.closing.step.CompareAndSwap(standing, leaving) {
		w.leave(false)
	}
}

func (w *Window) leave(ask bool) {
	w.desktop.CancelDialogs()
	busy := ask && w.jobs.busy()
	if answered := w.lastWishes(busy); busy && answered {
		w.closing.step.Store(standing)
		return
	}
	w.remember()
	w.closing.step.Store(left)
	w.desktop.Quit()
}

// lastWishes tells the page that the window closes and waits until it has saved
// its settings, which otherwise it does only when they have been at rest for a while.
func (w *Window) lastWishes(busy bool) (answered bool) {
	if !w.closing.page.Load() {
		return false
	}
	select {
	case <-w.closing.saved:
	default:
	}
	w.desktop.Emit(EventClosing, Closing{busy})
	select {
	case <-w.closing.saved:
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
func (w *Window) remember() {
	place, full := w.desktop.Place()
	w.mu.Lock()
	defer w.mu.Unlock()
	if !full {
		w.remembered.Window.Maximised = place.Maximised
		if !place.Maximised {
			w.remembered.Window = place
		}
	}
	w.remembered.save() // the window closes all the same
}

// PageReady says that the page is there, and can be asked before the window closes.
func (w *Window) PageReady() { w.closing.page.Store(true) }
