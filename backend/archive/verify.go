package archive

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/query"
)

// startChecking hashes the files of all segments whole, in the background, one
// segment after the other.
func (a *Archive) startChecking(parent context.Context) {
	ctx, stop := context.WithCancel(context.WithoutCancel(parent))
	a.stop = stop
	a.background.Go(func() {
		v, err := a.acquire()
		if err != nil {
			return
		}
		defer a.release(v)
		for _, s := range v.segments {
			if ctx.Err() != nil {
				return
			}
			s.checkWhole()
		}
	})
}

// Checked waits until every file of every segment has been hashed whole and
// compared with its seal. Derived files that are damaged are then built again
// from the events. Damage to the events themselves is the error, joined of one
// *Damage a file, and so is damage to the journal and the checkpoint. What the archive shows is proven complete only after it: an
// event is checked when it is read, but that none is missing from a total is
// known once index and columns are.
func (a *Archive) Checked(ctx context.Context) error {
	damaged, err := a.checked(ctx)
	for _, trouble := range a.trouble {
		damaged = append(damaged, &evidenceDamage{trouble})
	}
	return errors.Join(errors.Join(damaged...), err)
}

// evidenceDamage is damage to what proves the archive.
type evidenceDamage struct{ words string }

func (d *evidenceDamage) Error() string { return d.words }
func (d *evidenceDamage) Unwrap() error { return ErrDamaged }

// checked is Checked with the damage to events apart. Without an error what is
// derived is whole, and so are totals and the search for duplicates.
func (a *Archive) checked(ctx context.Context) (damaged []error, err error) {
	v, err := a.acquire()
	if err != nil {
		return nil, err
	}
	found := make([][]*Damage, len(v.segments))
	parallel(len(v.segments), func(i int) {
		if ctx.Err() == nil {
			found[i] = v.segments[i].checkWhole()
		}
	})
	var again []*segment
	for i, s := range v.segments {
		derived := false
		if s.broken != nil {
			damaged = append(damaged, s.broken)
		}
		for _, d := range found[i] {
			if !d.Derived {
				damaged = append(damaged, d)
			}
			derived = derived || d.Derived
		}
		if derived {
			again = append(again, s)
		}
	}
	a.release(v) // a change may wait for readers, who must not wait for it
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(again) > 0 {
		err = a.buildAgain(ctx, again)
	}
	return damaged, err
}

// buildAgain builds segments whose derived files are damaged from their events.
func (a *Archive) buildAgain(ctx context.Context, damaged []*segment) error {
	v, done, err := a.begin()
	if err != nil {
		return err
	}
	defer done()
	var groups [][]*segment
	for _, s := range v.segments {
		for _, d := range damaged {
			if s == d {
				groups = append(groups, []*segment{s})
			}
		}
	}
	if len(groups) == 0 {
		return nil
	}
	return a.replace(ctx, v.snapshot, v.segments, v.imports, groups)
}

// A Report is what Verify found.
type Report struct {
	Events   int
	Root     string
	Problems []string // the first maxProblems of them, in words
	Count    int      // of all problems
}

// OK reports whether nothing was found.
func (r *Report) OK() bool { return r.Count == 0 }

const maxProblems = 100

func (r *Report) problem(format string, args ...any) {
	r.Count++
	if len(r.Problems) < maxProblems {
		r.Problems = append(r.Problems, strings.TrimPrefix(fmt.Sprintf(format, args...), "archive: "))
	}
}

// Verify reads everything: every file against its seal, every event against its
// leaf, the leaves against the root, and what is derived against the events. It
// trusts nothing that an earlier check found. Problems are in the report; an
// error is only for ctx and for an archive that is closed.
func (a *Archive) Verify(ctx context.Context, progress func(done, total int)) (Report, error) {
	v, err := a.acquire()
	if err != nil {
		return Report{}, err
	}
	defer a.release(v)
	if progress == nil {
		progress = func(int, int) {}
	}
	r := Report{Root: v.snapshot.Tree.Root}
	root, err := a.tree.RootOfLeaves(ctx, v.snapshot.Tree.Size)
	switch {
	case ctx.Err() != nil:
		return r, ctx.Err()
	case err != nil:
		r.problem("tree: %v", err)
	case root.String() != v.snapshot.Tree.Root:
		r.problem("tree: the leaves hash to %s, the snapshot says %s", root, v.snapshot.Tree.Root)
	}
	seen := make([]bool, v.snapshot.Tree.Size)
	for i, s := range v.segments {
		if s.broken != nil {
			r.problem("%v", s.broken)
		}
		damages, err := s.seal.precheck(s.dir)
		if err != nil {
			r.problem("%s: %v", s.path(""), err)
		}
		for j := range s.seal.Files {
			if d := s.seal.Files[j].check(s.dir, false); d != nil {
				damages = append(damages, d)
			}
		}
		for _, d := range damages {
			r.problem("%s: %s", s.path(d.Path), d.Reason)
		}
		if s.broken == nil {
			if err := a.verifySegment(ctx, v, i, seen, &r, progress); err != nil {
				return r, err
			}
		}
	}
	if r.Events != v.table.Len() {
		r.problem("%d events were found, the snapshot has %d", r.Events, v.table.Len())
	}
	return r, nil
}

// verifySegment reads every event of a segment and compares it with its leaf
// and with the segment's columns.
func (a *Archive) verifySegment(ctx context.Context, v *view, i int, seen []bool, r *Report, progress func(done, total int)) error {
	s := v.segments[i]
	texts := make([]string, 0, s.texts.Len())
	for text, err := range s.texts.All() {
		if err != nil {
			r.problem("%s: %v", s.path("descriptions"), err)
			return nil
		}
		texts = append(texts, text)
	}
	c := &cursor{a: a, s: s}
	for at := 0; ; at++ {
		if at%4096 == 0 {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			progress(r.Events, v.table.Len())
		}
		more, err := c.fill()
		if err != nil {
			r.problem("%v", err)
			return nil
		}
		if !more {
			return nil
		}
		one := c.batch[0]
		c.batch = c.batch[1:]
		e, err := event.DecodeLeaf(one.leaf)
		if err != nil {
			r.problem("event number %d: %v", one.seq, err)
			continue
		}
		if seen[one.seq] {
			r.problem("event number %d is there twice", one.seq)
		}
		seen[one.seq] = true
		r.Events++
		a.verifyColumns(v, i, at, &one, &e, texts, r)
	}
}

func (a *Archive) verifyColumns(v *view, segment, at int, one *timedRow, e *event.Event, texts []string, r *Report) {
	got := v.table.Row(v.table.Position(segment, at))
	want := columns.Row{
		Seq: one.seq, Time: e.Time, Member: e.Actor,
		Action: columns.Action{Category: e.Category, Action: e.Action}, Conflict: one.conflict,
	}
	got.Description, want.Description = 0, 0
	if got != want {
		r.problem("event number %d (%s): the columns say otherwise", one.seq, e.ID)
	}
	rank := v.table.Row(v.table.Position(segment, at)).Description
	local, ok := v.localRank(segment, rank)
	if !ok || texts[local] != e.Description {
		r.problem("event number %d (%s): the descriptions say otherwise", one.seq, e.ID)
	}
	var rows []uint32
	rows, err := v.segments[segment].ids.Find(columns.HashID(query.Normal(e.ID)), nil)
	if err != nil {
		r.problem("event number %d (%s): %v", one.seq, e.ID, err)
		return
	}
	for _, row := range rows {
		if int(row) == at {
			return
		}
	}
	r.problem("event number %d (%s): it is not found by its id", one.seq, e.ID)
}

// localRank is the rank in a segment of a rank across segments.
func (v *view) localRank(segment int, rank uint32) (int, bool) {
	ranks := v.ranks.Segments[segment]
	low, high := 0, len(ranks)
	for low < high {
		mid := (low + high) / 2
		if ranks[mid] < rank {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, low < len(ranks) && ranks[low] == rank
}
