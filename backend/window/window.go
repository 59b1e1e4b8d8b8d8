package window

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"daybook/backend/archive"
)

// A Window is the program behind the window: the open archive, the running tasks and the
// remembered settings. Its exported methods are for the program, which makes the window
// and receives the events of the desktop; the page calls the methods of Calls.
type Window struct {
	program string // name and version, which archives record
	version string
	ctx     context.Context
	stop    context.CancelFunc
	desktop Desktop
	stands  atomic.Bool // there is a window, and desktop is set
	now     func() time.Time

	calls   *Calls
	jobs    jobs
	closing closing
	dialogs sync.Mutex // one native dialog at a time: they share one answer
	working sync.WaitGroup
	tokens  atomic.Int64 // number of tokens given

	mu         sync.Mutex // guards all fields below, and those that opened names
	remembered remembered
	open       *opened // nil for none
}

// New returns a window that is not shown yet. program is the name and version of the
// program, which archives record for each change.
func New(program, version string) *Window {
	ctx, stop := context.WithCancel(context.Background())
	w := &Window{
		program: program, version: version, ctx: ctx, stop: stop, now: time.Now, remembered: loadRemembered(),
		closing: closing{saved: make(chan struct{}, 1)},
	}
	w.calls = newCalls(w)
	return w
}

// Calls returns the methods that the page can call.
func (w *Window) Calls() *Calls { return w.calls }

// Place returns the window's last place; see Place.Known.
func (w *Window) Place() Place { return w.remembered.Window }

// Theme returns "light", "dark" or, if the window follows the desktop, "system".
func (w *Window) Theme() string { return string(w.remembered.Settings.Theme) }

// newToken returns a name that was never given before.
func (w *Window) newToken(kind string) string { return fmt.Sprintf("%s-%d", kind, w.tokens.Add(1)) }

func (w *Window) options() archive.Options {
	return archive.Options{Program: w.program, Now: w.now}
}

// current returns the open archive. It is an error if none is open.
func (w *Window) current() (*opened, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.open == nil {
		return nil, errClosed
	}
	return w.open, nil
}

// dialog shows a native dialog, unless a dialog is open already.
func dialog[T any](w *Window, show func() (T, error)) (answer T, err error) {
	if !w.dialogs.TryLock() {
		return answer, errDialog
	}
	defer w.dialogs.Unlock()
	return show()
}

// End cancels all running work, waits for it and closes the archive.
func (w *Window) End() error {
	w.stop()
	w.working.Wait()
	return w.closeArchive()
}
