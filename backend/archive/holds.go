package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/folder"
	"daybook/backend/retention"
)

// ErrNoHold reports the release of a hold that is not in force.
var ErrNoHold = errors.New("archive: no such hold is in force")

// HoldPlaced is the data of a line about a hold that is in force from then on.
type HoldPlaced struct {
	Hold retention.Hold `json:"hold"`
}

// HoldReleased is the data of a line about a hold that ends with it.
type HoldReleased struct {
	Hold   retention.Hold `json:"hold"` // as it was placed
	Reason string         `json:"reason"`
}

// Holds are those in force, the first placed first.
func (a *Archive) Holds() []retention.Hold { return slices.Clone(a.ident().Holds) }

// PlaceHold puts a hold in force, and returns it with its ID, and with who placed
// it when. It waits for a change of the archive that is under way: no purge that
// begins afterwards removes what the hold covers. It is in force once the journal
// has it.
func (a *Archive) PlaceHold(ctx context.Context, h retention.Hold) (retention.Hold, error) {
	h = validHold(h)
	err := a.amendRules(ctx, KindHoldPlaced, func(id *identity) (any, error) {
		h.ID = "H" + strconv.Itoa(id.HoldsMade+1)
		h.Placed, h.By = a.options.Now().UTC().Round(0), userName()
		_, err := retention.NewRules(id.Plan, []retention.Hold{h})
		return HoldPlaced{h}, err
	})
	return h, err
}

// validHold is a hold of valid texts. What it asks is kept as long as it is, since a
// part of that would cover something else.
func validHold(h retention.Hold) retention.Hold {
	all := func(texts []string) []string {
		texts = slices.Clone(texts)
		for i := range texts {
			texts[i] = folder.Valid(texts[i])
		}
		return texts
	}
	h.Name, h.Reason = folder.Bounded(h.Name), folder.Bounded(h.Reason)
	h.Scope.Query, h.Scope.Zone = folder.Valid(h.Scope.Query), folder.Valid(h.Scope.Zone)
	h.Scope.Categories, h.Scope.Actions, h.Scope.Members = all(h.Scope.Categories), all(h.Scope.Actions), all(h.Scope.Members)
	return h
}

// ReleaseHold ends a hold, and returns it. What only it covered is due from then
// on, if it is past its window.
func (a *Archive) ReleaseHold(ctx context.Context, id, reason string) (retention.Hold, error) {
	var released retention.Hold
	reason = folder.Bounded(reason)
	err := a.amendRules(ctx, KindHoldReleased, func(i *identity) (any, error) {
		at := slices.IndexFunc(i.Holds, func(h retention.Hold) bool { return strings.EqualFold(h.ID, id) })
		if at < 0 {
			return nil, fmt.Errorf("%w: %s", ErrNoHold, id)
		}
		released = i.Holds[at]
		return HoldReleased{released, reason}, nil
	})
	return released, err
}

// ChangePlan makes another plan the one by which events are kept. It purges
// nothing itself.
func (a *Archive) ChangePlan(ctx context.Context, plan string) error {
	p, err := retention.PlanNamed(plan)
	if err != nil {
		return err
	}
	if a.ident().Plan == p.Name {
		return nil
	}
	return a.amendRules(ctx, KindPlanChanged, func(id *identity) (any, error) {
		return PlanChanged{id.Plan, p.Name}, nil
	})
}

// rules are the rules in force, or those under another plan.
func (a *Archive) rules(plan string) (*retention.Rules, []retention.Hold, error) {
	id := a.ident()
	if plan == "" {
		plan = id.Plan
	}
	rules, err := retention.NewRules(plan, id.Holds)
	if err != nil {
		return nil, nil, fmt.Errorf("archive: read plan and holds: %w", err)
	}
	return rules, slices.Clone(id.Holds), nil
}

// amendRules adds a line about plan or holds, while nothing else changes the
// archive.
func (a *Archive) amendRules(ctx context.Context, kind string, data func(now *identity) (any, error)) error {
	_, done, err := a.begin()
	if err != nil {
		return err
	}
	defer done()
	if err := ctx.Err(); err != nil {
		return err
	}
	a.recording.Lock()
	defer a.recording.Unlock()
	signer, err := a.signer()
	if err != nil {
		return err
	}
	d, err := data(a.ident())
	if err != nil {
		return err
	}
	return a.amend(kind, d, signer)
}
