package archive

import (
	"context"
	"fmt"

	"daybook/backend/failure"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/retention"
)

// What changes the ledger and no event waits for a change of the events that is under
// way, and keeps one from beginning.

// amend has the ledger changed while nothing else changes.
func (a *Archive) amend(ctx context.Context, do func(c change) error) error {
	c, err := a.begin()
	if err != nil {
		return err
	}
	defer c.end()
	if err := ctx.Err(); err != nil {
		return err
	}
	return do(c)
}

// Trust makes the state that the archive is in the one that this computer knows,
// on somebody's word: reason, which the journal gets with what was known before.
// What the folder still has of another state is removed. Where the archive's key
// is not here, MakeKey makes a new one; otherwise the error wraps ErrNoKey. Without a
// doubt it is ErrNoDoubt.
func (a *Archive) Trust(ctx context.Context, reason string, newKey bool) (line integrity.Line, err error) {
	err = a.amend(ctx, func(c change) (err error) {
		line, err = a.ledger.Trust(reason, newKey, func() error { return c.tidy() })
		return err
	})
	return line, err
}

// tidy removes what the snapshot does not name. Otherwise the next change would meet it
// where it puts its own.
func (a change) tidy() error {
	s := a.v.snapshot
	unwritten, err := removeStrays(a.dir, s)
	if err == nil && unwritten != "" {
		err = fmt.Errorf("%w (%s)", ledger.ErrReadOnly, unwritten)
	}
	if err == nil {
		err = a.tree.Truncate(s.Tree.Size)
	}
	if err != nil {
		return failure.New("tidy", a.dir, err)
	}
	return nil
}

// NewKey makes a new key, with which the archive signs from then on, and
// journals why. It is for an archive whose key was lost, or is no secret any more.
func (a *Archive) NewKey(ctx context.Context, reason string) (key ledger.Key, err error) {
	err = a.amend(ctx, func(change) (err error) {
		key, err = a.ledger.NewKey(reason)
		return err
	})
	return key, err
}

// PlaceHold puts a hold in force, and returns it with its ID, and with who placed
// it when. It waits for a change of the archive that is under way: no purge that
// begins afterwards removes what the hold covers. It is in force once the journal
// has it.
func (a *Archive) PlaceHold(ctx context.Context, h retention.Hold) (placed retention.Hold, err error) {
	err = a.amend(ctx, func(change) (err error) {
		placed, err = a.ledger.PlaceHold(h)
		return err
	})
	return placed, err
}

// ReleaseHold ends a hold, by its ID, for a reason that the journal gets. It is ErrNoHold
// where none of that ID is in force.
func (a *Archive) ReleaseHold(ctx context.Context, id, reason string) (released retention.Hold, err error) {
	err = a.amend(ctx, func(change) (err error) {
		released, err = a.ledger.ReleaseHold(id, reason)
		return err
	})
	return released, err
}

// ChangePlan gives the archive another plan. That it has it already is no error.
func (a *Archive) ChangePlan(ctx context.Context, plan string) error {
	p, err := retention.PlanNamed(plan)
	if err != nil || a.ledger.Identity().Plan == p.Name {
		return err
	}
	return a.amend(ctx, func(change) error { return a.ledger.ChangePlan(p) })
}

// CheckpointToSave signs a checkpoint of the archive and its journal as they are
// now, to be kept where whoever can write to the archive cannot: only it shows
// later that nobody wrote the archive anew and signed again.
func (a *Archive) CheckpointToSave() (string, error) {
	v, err := a.views.acquire()
	if err != nil {
		return "", err
	}
	defer a.views.release(v)
	return a.ledger.CheckpointToSave(v.snapshot.Tree)
}

// Compare holds the archive against a checkpoint that was saved: whether it still has, in
// the same order, what it had then. It reads the whole tree.
func (a *Archive) Compare(ctx context.Context, saved string) (ledger.Comparison, error) {
	v, err := a.views.acquire()
	if err != nil {
		return ledger.Comparison{}, err
	}
	defer a.views.release(v)
	return a.ledger.Compare(ctx, saved, a.tree, v.snapshot.Tree)
}

// Ledger is what is written of the archive beside its events.
func (a *Archive) Ledger() *ledger.Ledger { return a.ledger }
