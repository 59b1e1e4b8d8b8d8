package window

import (
	"context"
	"errors"
	"os"

	"daybook/backend/archive"
	"daybook/backend/instance"
)

// Begin gives the window the desktop that shows it.
func (w *Window) Begin(d Desktop) {
	w.desktop = d
	w.stands.Store(true)
}

// OpenAtStart gives the window what it was started with, nil for nothing. If another
// window has that open, this window quits.
func (w *Window) OpenAtStart(early *Opening) {
	if early == nil {
		return
	}
	w.openAtStart(early, func() {
		w.closing.step.Store(left) // there is nothing to ask or to keep
		w.desktop.Place()          // waits for the window's own thread, which cannot quit before it runs
		w.desktop.Quit()
	})
}

// An Opening is an archive that is being opened before there is a window, or a file,
// which then is verified as an evidence bundle.
type Opening struct {
	path      string
	file      bool
	done      chan struct{} // closed when the fields below are set
	open      *archive.Archive
	door      *instance.Door
	elsewhere bool // another window has it, and is in front
	err       error
}

// OpenEarly opens the archive that Daybook was started with while the desktop's
// libraries make a window, which takes as long. It returns nil if there is nothing to
// open.
func (w *Window) OpenEarly(path, token string) *Opening {
	if path == "" {
		return nil
	}
	o := &Opening{path: path, done: make(chan struct{})}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		o.file = true
		close(o.done)
		return o
	}
	w.working.Go(func() {
		defer close(o.done)
		o.err = guard0(func() (err error) {
			o.open, o.elsewhere, err = w.calls.openHere(w.ctx, path, token)
			if o.open != nil {
				o.door = w.calls.listen(o.open)
			}
			if errors.Is(err, os.ErrNotExist) {
				return fault("gone", "There is no archive at "+path, "")
			}
			return err
		})
	})
	return o
}

// Abandon closes an archive that no window took. It does nothing for nil.
func (o *Opening) Abandon() error {
	if o == nil {
		return nil
	}
	<-o.done
	if o.open == nil {
		return nil
	}
	o.door.Close()
	return o.open.Close()
}

// openAtStart hands the window an archive that is being opened, or verifies a file. The
// window quits if another window has the archive.
func (w *Window) openAtStart(o *Opening, quit func()) {
	if o.file {
		w.calls.verifyBundle(given{bundle: o.path})
		return
	}
	w.start(TaskOpen, o.path, func(context.Context, *job) error {
		<-o.done
		if o.err != nil {
			return o.err
		}
		if o.elsewhere {
			quit()
			return nil
		}
		_, err := w.take(o.open, o.door)
		return err
	})
}

// Handed returns the function that opens what macOS hands over, once the window stands:
// macOS names files in this way, at the start too, and not by an argument.
func (w *Window) Handed(stands <-chan struct{}) func(path string) {
	return func(path string) {
		<-stands
		w.openAtStart(w.OpenEarly(path, ""), func() {})
	}
}
