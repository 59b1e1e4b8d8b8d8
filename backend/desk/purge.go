package desk

import (
	"context"

	"daybook/backend/archive"
	"daybook/backend/ledger"
)

// Outside states what no purge can reach.
const Outside = "Freed blocks of the disk, backups and synced copies are outside Daybook: what was purged may still be in them."

// Purge removes the events that are due, as they were shown, and then what the disk
// still has of them. done, where not nil, receives the receipt as soon as the events
// are purged: any later error is an *Unremoved.
func Purge(ctx context.Context, a *archive.Archive, due *archive.Due, progress func(done, total int), done func(ledger.Receipt)) (ledger.Receipt, error) {
	receipt, err := a.Purge(ctx, due, progress)
	if err != nil {
		return receipt, err
	}
	if done != nil {
		done(receipt)
	}
	if err := a.Removed(ctx); err != nil {
		return receipt, &Unremoved{err}
	}
	return receipt, nil
}

// An Unremoved reports events that are purged, but are still partly on the disk.
type Unremoved struct{ Err error }

func (u *Unremoved) Error() string {
	return u.Err.Error() + "; the events are purged, and the next command removes the rest"
}
func (u *Unremoved) Unwrap() error { return u.Err }
