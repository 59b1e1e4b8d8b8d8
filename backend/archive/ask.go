package archive

import "context"

// Removed waits until every segment that a change replaced is gone from the disk,
// which is when its last reader has released it. The error says what could not be
// removed; the next opening of the archive tries again. A reader of the archive
// must not call it, since it would wait for itself.
func (a *Archive) Removed(ctx context.Context) error { return a.views.removed(ctx) }

// View calls use with the archive as it is now. The view is valid until use returns. use
// must not wait for a change of the archive, nor for Checked, either of which may wait
// for use.
func (a *Archive) View(use func(*View) error) error {
	v, err := a.views.acquire()
	if err != nil {
		return err
	}
	defer a.views.release(v)
	return use(v)
}

// ViewWhole is View for whatever leaves the archive and must be complete: it first waits
// until every file has been hashed, as Checked does. Damaged events are reported where
// they are read.
func (a *Archive) ViewWhole(ctx context.Context, use func(*View) error) error {
	if _, err := (mending{a}).checked(ctx); err != nil {
		return err
	}
	return a.View(use)
}

// Ask is View for a single question.
func Ask[T any](a *Archive, question func(*View) (T, error)) (answer T, err error) {
	err = a.View(func(v *View) (err error) {
		answer, err = question(v)
		return err
	})
	return answer, err
}

// Look is Ask for a question that cannot fail by itself.
func Look[T any](a *Archive, question func(*View) T) (T, error) {
	return Ask(a, func(v *View) (T, error) { return question(v), nil })
}
