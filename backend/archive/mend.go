package archive

import (
	"context"
	"fmt"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
	"daybook/backend/segment"
)

// Damaged files of a segment that are derived are built again from its events. That
// takes a disk that can be written and all of the events; where either is lacking, their
// contents are made in memory instead, from the events that can be read. So no damage to
// a segment keeps other segments, or its own intact parts, from being read.

// builtAgain returns the journal's note about a segment that takes the place of s;
// ok is false if there is nothing to note.
func builtAgain(s *member, damages []*folder.Damage) (b ledger.BuiltSegment, ok bool) {
	b = ledger.BuiltSegment{Segment: s.Number, Events: s.Ref.Events}
	for _, d := range damages {
		if !d.Outdated {
			b.Damage = append(b.Damage, d.Error())
		}
	}
	return b, len(b.Damage) > 0
}

// tellHeld adds a notice that the derived contents of a segment are only in memory for now.
func (a mending) tellHeld(s *member) {
	if s.Lost > 0 {
		return // this is reported with every answer
	}
	var why []string
	what := "not readable now"
	for _, d := range s.Opened {
		if !d.Derived {
			continue
		}
		why = append(why, d.Error())
		if !d.Passing {
			what = "found damaged"
		}
	}
	a.noted.Lock()
	defer a.noted.Unlock()
	a.notices = append(a.notices, fmt.Sprintf("%s, and made in memory from the events for now: %s", what, ledger.JoinWords(why)))
}

// taken returns the sequence numbers that cannot belong to events of a damaged segment,
// because other segments have them or they were purged.
func (a mending) taken(segments []*member, but *member) (*columns.Bits, error) {
	taken := columns.NewBits(int(a.tree.Size()))
	for _, s := range segments {
		if s == but || s.Columns == nil {
			continue
		}
		seqs, err := s.Columns.Seqs()
		if err != nil {
			return nil, failure.New("read", "columns of segment "+folder.Number(s.Number), err)
		}
		for _, seq := range seqs {
			if int(seq) < taken.Len() {
				taken.Set(int(seq))
			}
		}
	}
	for _, leaves := range a.ledger.PurgedLeaves() {
		if leaves[0] >= 0 && leaves[0] <= leaves[1] && leaves[1] <= int64(taken.Len()) {
			taken.SetRange(int(leaves[0]), int(leaves[1]))
		}
	}
	return taken, nil
}

// mendOpened makes segments with damaged derived files usable: it builds them again on
// the disk or in memory, according to the damage that was found. It returns the segments
// to be used and those that were built, which belong to no snapshot yet.
func (a opening) mendOpened(ctx context.Context, s *snapshot, segments []*member, derived [][]*folder.Damage) (mended []*member, built []*member, told []ledger.BuiltSegment, err error) {
	mended = slices.Clone(segments)
	next := s.NextSegment
	for i, damages := range derived {
		if len(damages) == 0 {
			continue
		}
		old := segments[i]
		trusted := old.Whole()
		if !trusted {
			if err := mending(a).deriveBeside(ctx, old, mended); err != nil {
				return mended, built, nil, err
			}
		}
		if again, err := a.joinDamaged(ctx, next, old); err == nil {
			next++
			mended[i] = again
			built = append(built, again)
			if b, ok := builtAgain(old, old.Opened); ok {
				told = append(told, b)
			}
			continue
		}
		if trusted {
			if err := mending(a).deriveBeside(ctx, old, mended); err != nil {
				return mended, built, nil, err
			}
		}
		mending(a).tellHeld(old)
	}
	return mended, built, told, ctx.Err()
}

// deriveBeside derives the contents of a segment in memory, given the other
// segments of its snapshot.
func (a mending) deriveBeside(ctx context.Context, s *member, segments []*member) error {
	taken, err := a.taken(segments, s)
	if err != nil {
		return err
	}
	return s.Derive(ctx, a.tree, taken)
}

// joinDamaged builds a segment anew from its store alone. It does so only if each of
// its events can be read and none of its files is merely unreadable at present.
func (a opening) joinDamaged(ctx context.Context, n int, s *member) (*member, error) {
	if err := a.ledger.MayWrite(); err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(s.Opened, func(d *folder.Damage) bool { return d.Passing }); i >= 0 {
		return nil, s.Opened[i]
	}
	if d := s.lostDamage(); d != nil {
		return nil, d
	}
	return a.change().join(ctx, n, &replacement{group: []*member{s}})
}

// openView makes the view of a snapshot whose segments were just opened, and mends those
// whose derived files are damaged.
func (a opening) openView(ctx context.Context, s *snapshot, segments []*member, derived [][]*folder.Damage, imports []Import) (err error) {
	mended, built, told, err := a.mendOpened(ctx, s, segments, derived)
	if err == nil && len(built) > 0 {
		next := *s
		next.NextSegment += len(built)
		if err = a.change().succeed(&next, mended, imports, nil, nil); err == nil {
			for _, old := range segments { // nothing else ever held them
				if !slices.Contains(mended, old) {
					old.Close()
					old.remove()
				}
			}
			a.tellBuilt(told...)
			return nil
		}
		if a.unsure != nil || ctx.Err() != nil {
			return err
		}
		// The disk may have no room for a snapshot, so go on without it.
		err = nil
		for i, old := range segments {
			if mended[i] != old && err == nil && !old.Held {
				err = mending(a).deriveBeside(ctx, old, segments)
			}
		}
		mended = segments
	}
	if len(built) > 0 {
		defer func() {
			for _, b := range built {
				b.Close()
				b.remove()
			}
		}()
	}
	if err != nil {
		return err
	}
	ranks, err := a.readRanks(s, mended)
	if err != nil {
		return err
	}
	v, err := a.newView(s, mended, ranks, imports)
	if err != nil {
		return err
	}
	a.views.install(v)
	return nil
}

// mend mends segments that are in use and in which the check of whole files found
// damage to derived files.
func (a mending) mend(ctx context.Context, damaged []*member) error {
	for _, s := range damaged {
		if err := a.mendOne(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func (a mending) mendOne(ctx context.Context, s *member) error {
	c, err := a.hold()
	if err != nil {
		return err
	}
	defer c.end()
	v := c.v
	k := slices.Index(v.segments, s)
	if k < 0 {
		return nil // another change has replaced it meanwhile
	}
	damages := s.CheckWhole()
	notNow := slices.ContainsFunc(damages, func(d *folder.Damage) bool { return d.Passing })
	if a.ledger.MayWrite() == nil && a.unsure == nil && !notNow && segment.EventsDamaged(damages) == nil {
		err := c.replace(ctx, v.imports, []replacement{{group: []*member{s}}}, nil)
		if err == nil {
			if b, ok := builtAgain(s, damages); ok {
				a.tellBuilt(b)
			}
			return nil
		}
		if ctx.Err() != nil || a.unsure != nil {
			return err
		}
	}
	again, err := segment.OpenStore(s.Dir, s.Ref, damages)
	if err != nil {
		return err
	}
	twin := &member{Segment: again}
	if err := a.deriveBeside(ctx, twin, slices.Concat(v.segments[:k], v.segments[k+1:])); err != nil {
		twin.Close()
		return err
	}
	a.tellHeld(twin)
	segments := slices.Clone(v.segments)
	segments[k] = twin
	ranks, err := c.nextRanks(segments, nil)
	if err != nil {
		twin.Close()
		return err
	}
	next, err := a.newView(v.snapshot, segments, ranks, v.imports)
	if err != nil {
		twin.Close()
		return err
	}
	a.views.install(next)
	return nil
}
