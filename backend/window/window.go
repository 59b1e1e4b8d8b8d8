package window

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"daybook/backend/archive"
)

// A Window is what stands behind the window: the archive that is open in it, what it is
// doing, and what it remembers. Its exported methods are for the program, which makes
// the window and hears of the desktop; those that the page can call are of Calls.
type Window struct {
	program string // its name and version, which archives remember
	version string
	ctx     context.Context
	stop    context.CancelFunc
	desktop Desktop
	stands  atomic.Bool // there is a window, and desktop is it
	now     func() time.Time

	calls   *Calls
	jobs    jobs
	closing closing
	dialogs sync.Mutex // one native dialog at a time: they share one answer
	working sync.WaitGroup
	tokens  atomic.Int64 // that were given

	mu         sync.Mutex // guards all below, and what opened says
	remembered remembered
	open       *opened // nil for none
}

// New is a window that is not shown yet. Program is the name and version of the program,
// which archives remember of who changed them.
func New(program, version string) *Window {
	ctx, stop := context.WithCancel(context.Background())
	w := &Window{
		program: program, version: version, ctx: ctx, stop: stop, now: time.Now, remembered: loadRemembered(),
		closing: closing{saved: make(chan struct{}, 1)},
	}
	w.calls = newCalls(w)
	return w
}

// Calls are the methods that the page can call.
func (w *Window) Calls() *Calls { return w.calls }

// Place is where the window stood; see Place.Known.
func (w *Window) Place() Place { return w.remembered.Window }

// Theme is "light", "dark" or, where the window follows the desktop, "system".
func (w *Window) Theme() string { return string(w.remembered.Settings.Theme) }

// newToken is a name that was never given before.
func (w *Window) newToken(kind string) string { return fmt.Sprintf("%s-%d", kind, w.tokens.Add(1)) }

func (w *Window) options() archive.Options {
	return archive.Options{Program: w.program, Now: w.now}
}

// current is the archive that is open.
func (w *Window) current() (*opened, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.open == nil {
		return nil, errClosed
	}
	return w.open, nil
}

// dialog shows one native dialog, unless one is open already.
func dialog[T any](w *Window, show func() (T, error)) (answer T, err error) {
	if !w.dialogs.TryLock() {
		return answer, errDialog
	}
	defer w.dialogs.Unlock()
	return show()
}

// End cancels what runs, waits for it and closes the archive.
func (w *Window) End() error {
	w.stop()
	w.working.Wait()
	return w.closeArchive()
}
