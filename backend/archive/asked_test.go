package archive

import (
	"context"
	"iter"
	"time"

	"daybook/backend/event"
	"daybook/backend/query"
)

// These methods ask a single question each, for the tests that see the
// archive from outside.

func (a *Archive) Query(ctx context.Context, r Request) (Result, error) {
	return Ask(a, func(v *View) (Result, error) { return v.Query(ctx, r) })
}

func (a *Archive) Event(ctx context.Context, seq uint64) (Full, error) {
	return Ask(a, func(v *View) (Full, error) { return v.Event(ctx, seq) })
}

func (a *Archive) Select(ctx context.Context, q query.Query) (*Set, error) {
	return Ask(a, func(v *View) (*Set, error) { return v.Select(ctx, q) })
}

func (a *Archive) SelectIDs(ctx context.Context, ids []string) (set *Set, missing []string, err error) {
	err = a.View(func(v *View) (err error) {
		set, missing, err = v.SelectIDs(ctx, ids)
		return err
	})
	return set, missing, err
}

func (a *Archive) NewSet(seqs []uint64) (*Set, error) {
	return Ask(a, func(v *View) (*Set, error) { return v.NewSet(seqs), nil })
}

func (a *Archive) Present(s *Set) (*Set, error) {
	return Ask(a, func(v *View) (*Set, error) { return v.Present(s), nil })
}

func (a *Archive) Values() (categories, actions []string, err error) {
	err = a.View(func(v *View) error {
		categories, actions = v.Values()
		return nil
	})
	return categories, actions, err
}

func (a *Archive) Coverage(ctx context.Context, from, until event.Time, zone *time.Location) (Coverage, error) {
	return Ask(a, func(v *View) (Coverage, error) { return v.Coverage(ctx, from, until, zone) })
}

func (a *Archive) Lost() ([]Lost, error) {
	return Ask(a, func(v *View) ([]Lost, error) { return v.Lost(), nil })
}

func (a *Archive) Imports() ([]Import, error) {
	return Ask(a, func(v *View) ([]Import, error) { return v.Imports(), nil })
}

func (a *Archive) Info() (Info, error) {
	return Ask(a, func(v *View) (Info, error) { return v.Info(), nil })
}

func (a *Archive) Due(ctx context.Context, at time.Time, plan string) (*Due, error) {
	return Ask(a, func(v *View) (*Due, error) { return v.Due(ctx, at, plan) })
}

func (a *Archive) Foreign() (found []string) {
	found, _ = Ask(a, func(v *View) ([]string, error) { return v.Foreign(), nil })
	return found
}

func (a *Archive) Evidence(ctx context.Context, r Request, use func(*Evidence) error) error {
	if err := a.ledger.MaySign(); err != nil {
		return err
	}
	return a.ViewWhole(ctx, func(v *View) error {
		e, err := v.Evidence(ctx, r)
		if err != nil {
			return err
		}
		return use(e)
	})
}

func (a *Archive) Events(ctx context.Context, q query.Query, o query.Order) iter.Seq2[event.Event, error] {
	return a.whole(ctx, func(v *View) iter.Seq2[event.Event, error] { return v.Events(ctx, q, o) })
}

func (a *Archive) Selected(ctx context.Context, s *Set, o query.Order) iter.Seq2[event.Event, error] {
	return a.whole(ctx, func(v *View) iter.Seq2[event.Event, error] { return v.Selected(ctx, s, o) })
}

func (a *Archive) whole(ctx context.Context, of func(v *View) iter.Seq2[event.Event, error]) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		ended := false
		err := a.ViewWhole(ctx, func(v *View) error {
			for e, err := range of(v) {
				if !yield(e, err) {
					ended = true
					break
				}
			}
			return nil
		})
		if err != nil && !ended {
			yield(event.Event{}, err)
		}
	}
}
