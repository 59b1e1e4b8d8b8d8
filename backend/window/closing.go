package window

import (
	"sync/atomic"
	"time"
)

// A closing is the state of closing the window. That takes two steps, since the page
// answers questions only while the thread that asks whether the window may close is
// free.
type closing struct {
	step  atomic.Int32
	page  atomic.Bool   // the page is there
	saved chan struct{} // receives a value for each SaveSettings
}

const (
	standing = iota
	leaving  // the page was told, and its last wishes are awaited
	left     // the window may close
	gone     // it was told so, once
)

// patience limits the time to wait for the page, which answers within some
// milliseconds; a page that hangs does not keep the window open.
const patience = 2 * time.Second

// Closing is the event that the page receives before the window closes.
type Closing struct {
	// Busy is set if closing would cancel work under way: the page asks the officer,
	// and closes again when no work is under way any more.
	Busy bool `json:"busy"`
}

// BeforeClose is called whenever the window is to close: by its frame, by the window
// manager or by the page. It reports whether the window stays for now; when it may
// close, closing is requested once more.
func (w *Window) BeforeClose() (prevent bool) {
	if w.closing.step.CompareAndSwap(left, gone) {
		return false
	}
	if w.closing.step.CompareAndSwap(standing, leaving) {
		go w.leave(true)
	}
	return true
}

// Quit closes the window without a question, as for a signal.
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

// lastWishes tells the page that the window closes, and waits until the page has
// saved its settings, which it otherwise saves only after they have not changed for a
// while.
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

// answered records that the page saved its settings.
func (c *closing) answered() {
	select {
	case c.saved <- struct{}{}:
	default:
	}
}

// remember keeps the window's position and size. A full screen is no position, and
// for a maximised window the earlier size is kept, to go back to.
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
	w.remembered.save() // the window closes even if this fails
}

// PageReady records that the page is there, and can be asked before the window
// closes.
func (w *Window) PageReady() { w.closing.page.Store(true) }
