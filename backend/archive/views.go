package archive

import (
	"context"
	"errors"
	"slices"

	"daybook/backend/failure"
	"daybook/backend/ledger"
)

// acquire returns the current view and keeps it open until release.
func (h *views) acquire() (*View, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.current == nil {
		return nil, ledger.ErrClosed
	}
	h.current.readers++
	h.readers.Add(1)
	return h.current, nil
}

func (h *views) release(v *View) {
	h.mu.Lock()
	v.readers--
	gone := h.retire(v)
	h.mu.Unlock()
	h.dispose(gone)
	h.readers.Done()
}

// install makes v the current view. Segments that v does not have are removed
// when their last reader lets go of them.
func (h *views) install(v *View) {
	h.mu.Lock()
	old := h.current
	h.current = v
	v.a.ledger.SetTree(v.snapshot.Tree)
	for _, s := range v.segments {
		s.views++
		s.seen = true
	}
	var gone []*member
	if old != nil {
		for _, s := range old.segments {
			s.gone = !slices.ContainsFunc(v.segments, func(kept *member) bool { return kept.Number == s.Number })
			if s.gone {
				h.leaves()
			}
		}
		old.retired = true
		gone = h.retire(old)
	}
	h.mu.Unlock()
	h.dispose(gone)
}

// shut keeps any further view from being acquired, and returns the one that was current;
// nil if the archive is closed already.
func (h *views) shut() *View {
	h.mu.Lock()
	defer h.mu.Unlock()
	last := h.current
	if last != nil {
		last.retired = true
		h.current = nil
	}
	return last
}

// empty waits for the last reader after shut, which returned last, and releases all
// segments.
func (h *views) empty(last *View) {
	h.readers.Wait()
	h.mu.Lock()
	gone := h.retire(last)
	h.mu.Unlock()
	h.dispose(gone)
}

// now returns the current view, for a caller that keeps it from being replaced; nil while
// the archive is being opened.
func (h *views) now() *View {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.current
}

// retire releases the segments of a view that has no reader and is no longer
// current, and returns those that no view holds. It is called under mu.
func (h *views) retire(v *View) (gone []*member) {
	if !v.retired || v.readers > 0 {
		return nil
	}
	for _, s := range v.segments {
		if s.views--; s.views == 0 {
			gone = append(gone, s)
		}
	}
	v.segments = nil
	return gone
}

func (h *views) dispose(gone []*member) {
	for _, s := range gone {
		s.StopChecking()
		s.Close()
		if s.gone {
			h.hasLeft(s.remove()) // what cannot be removed is removed on the next opening
		}
	}
}

// leaves counts a segment that is to be removed. It is called under mu.
func (h *views) leaves() {
	if h.leaving++; h.left == nil {
		h.left = make(chan struct{})
	}
}

func (h *views) hasLeft(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err != nil {
		h.unleft = append(h.unleft, err)
	}
	if h.leaving--; h.leaving == 0 {
		close(h.left)
		h.left = nil
	}
}

// removed does the work of Archive.Removed.
func (h *views) removed(ctx context.Context) error {
	h.mu.Lock()
	left := h.left
	h.mu.Unlock()
	if left != nil {
		select {
		case <-left:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := errors.Join(h.unleft...); err != nil {
		return failure.New("remove what was replaced", "", err)
	}
	return nil
}
