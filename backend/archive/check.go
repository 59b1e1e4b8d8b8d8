package archive

import (
	"context"
	"errors"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/parallel"
)

// startChecking hashes all files of all segments in the background, one
// segment after the other.
func (a *Archive) startChecking(parent context.Context) {
	ctx, stop := context.WithCancel(context.WithoutCancel(parent))
	a.stop = stop
	a.background.Go(func() {
		v, err := a.views.acquire()
		if err != nil {
			return
		}
		defer a.views.release(v)
		for _, s := range v.segments {
			if ctx.Err() != nil {
				return
			}
			s.CheckWhole()
		}
	})
}

// Checked waits until every file of every segment has been hashed completely and compared
// with its seal. Damaged files that are derived are then built again from the events. The
// error joins one *folder.Damage for each damaged file of events, each file once as in
// Verify, and the damage to the journal and the checkpoint. Only after Checked is it proven
// that what the archive shows is complete: an event is checked when it is read, but that no
// event is missing from a total is known only once index and columns have been checked.
func (a *Archive) Checked(ctx context.Context) error {
	damaged, err := mending{a}.checked(ctx)
	for _, trouble := range a.ledger.Trouble() {
		damaged = append(damaged, &evidenceDamage{trouble})
	}
	return errors.Join(errors.Join(damaged...), err)
}

// checked is Checked with the damage to events apart from the error. If the
// error is nil, everything that is derived is intact, so that totals and the
// search for duplicates are right.
func (a mending) checked(ctx context.Context) (damaged []error, err error) {
	damage, err := a.checkTree(ctx)
	if err != nil {
		return nil, err
	}
	for tries := 0; ; tries++ {
		damaged, again, err := a.checkFiles(ctx)
		if damage != nil {
			damaged = append(damaged, damage)
		}
		if err == nil && len(again) == 0 {
			var salts []error
			salts, err = a.checkSalts(ctx)
			damaged = append(damaged, salts...)
		}
		if err != nil || len(again) == 0 {
			return damaged, err
		}
		if tries == mostMends {
			return damaged, failure.Newf("check", a.dir, "%w: what is built again is damaged again; is the disk failing?", folder.ErrDamaged)
		}
		if err := a.mend(ctx, again); err != nil {
			return nil, err
		}
	}
}

// mostMends bounds how often files that were built again are checked once more.
const mostMends = 3

// checkFiles returns the damage to events and reports, and the segments in use whose
// derived files are damaged.
func (a mending) checkFiles(ctx context.Context) (damaged []error, again []*member, err error) {
	v, err := a.views.acquire()
	if err != nil {
		return nil, nil, err
	}
	defer a.views.release(v) // a change may wait for readers, so they must not wait for a change
	found := make([][]*folder.Damage, len(v.segments))
	parallel.Each(len(v.segments), func(i int) {
		if ctx.Err() == nil {
			found[i] = v.segments[i].CheckWhole()
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	for i, s := range v.segments {
		if err := folder.FirstExhausted(found[i]); err != nil {
			return nil, nil, failure.New("check", a.dir, err)
		}
		derived := false
		for _, d := range found[i] {
			if !d.Derived && d.Path != s.Path("") { // the loss of the whole segment is reported below
				damaged = append(damaged, d)
			}
			derived = derived || d.Derived
		}
		if d := s.lostDamage(); d != nil {
			damaged = append(damaged, d)
		}
		if derived && !s.Held {
			again = append(again, s)
		}
	}
	for i := range v.imports {
		if d := v.imports[i].Damage; d != nil {
			damaged = append(damaged, d)
		}
	}
	return damaged, again, nil
}
