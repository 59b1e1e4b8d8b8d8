package archive

import (
	"context"
	"fmt"

	"daybook/backend/failure"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/retention"
)

// A change that concerns only the ledger still takes its turn: it waits for a change
// of the events that is under way, and keeps the next from beginning.

// amend calls do, which changes the ledger, while nothing else can change.
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

// Trust accepts the present state of the archive as the one that this computer knows,
// for a reason that somebody gives. The journal gets the reason and what was known
// before. Files in the folder that belong to another state are removed. If the
// archive's key is not on this computer, newKey makes a new key; otherwise the error
// wraps ErrNoKey. If the archive is not in doubt, the error is ErrNoDoubt.
func (a *Archive) Trust(ctx context.Context, reason string, newKey bool) (line integrity.Line, err error) {
	err = a.amend(ctx, func(c change) (err error) {
		line, err = a.ledger.Trust(reason, newKey, func() error { return c.tidy() })
		return err
	})
	return line, err
}

// tidy removes what the snapshot does not name, since the next change would otherwise
// find it where it puts its own files.
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

// NewKey makes a new key, with which the archive signs from then on, and notes the reason
// in the journal. It is meant for an archive whose key was lost or is no longer secret.
func (a *Archive) NewKey(ctx context.Context, reason string) (key ledger.Key, err error) {
	err = a.amend(ctx, func(change) (err error) {
		key, err = a.ledger.NewKey(reason)
		return err
	})
	return key, err
}

// PlaceHold puts a hold in force and returns it with its ID, the time, and the
// user who placed it. It waits for a change of the archive that is under way, so
// that no purge that begins afterwards removes what the hold covers. The hold is
// in force once the journal has its line.
func (a *Archive) PlaceHold(ctx context.Context, h retention.Hold) (placed retention.Hold, err error) {
	err = a.amend(ctx, func(change) (err error) {
		placed, err = a.ledger.PlaceHold(h)
		return err
	})
	return placed, err
}

// ReleaseHold ends the hold of that ID, and notes the reason in the journal. The error is
// ErrNoHold if no hold of that ID is in force.
func (a *Archive) ReleaseHold(ctx context.Context, id, reason string) (released retention.Hold, err error) {
	err = a.amend(ctx, func(change) (err error) {
		released, err = a.ledger.ReleaseHold(id, reason)
		return err
	})
	return released, err
}

// ChangePlan gives the archive another plan. It is no error if the archive has
// that plan already.
func (a *Archive) ChangePlan(ctx context.Context, plan string) error {
	p, err := retention.PlanNamed(plan)
	if err != nil || a.ledger.Identity().Plan == p.Name {
		return err
	}
	return a.amend(ctx, func(change) error { return a.ledger.ChangePlan(p) })
}

// CheckpointToSave signs a checkpoint of the archive and its journal as they are now. It is
// to be kept out of the reach of those who can write to the archive: nothing else can show
// later that the archive was not written anew and signed again. It proves that it continues
// what witnesses cosigned, and the trees of the sizes in also.
func (a *Archive) CheckpointToSave(also ...int64) (string, error) {
	v, err := a.views.acquire()
	if err != nil {
		return "", err
	}
	defer a.views.release(v)
	return a.ledger.CheckpointToSave(v.snapshot.Tree, a.tree, also...)
}

// Compare compares the archive with a checkpoint that was saved: it tells whether the
// archive still has what it had then, in the same order. It reads the whole tree.
func (a *Archive) Compare(ctx context.Context, saved string) (ledger.Comparison, error) {
	v, err := a.views.acquire()
	if err != nil {
		return ledger.Comparison{}, err
	}
	defer a.views.release(v)
	return a.ledger.Compare(ctx, saved, a.tree, v.snapshot.Tree)
}

// Ledger returns the records that the archive keeps beside its events.
func (a *Archive) Ledger() *ledger.Ledger { return a.ledger }
