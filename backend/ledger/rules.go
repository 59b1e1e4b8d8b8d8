package ledger

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/retention"
)

// Holds returns the holds in force, the first placed first.
func (lg *History) Holds() []retention.Hold { return slices.Clone(lg.Identity().Holds) }

// PlaceHold puts a hold in force, and returns it with its ID, and with who placed
// it when. It is in force once the journal has it.
func (lg *Ledger) PlaceHold(h retention.Hold) (retention.Hold, error) {
	h = validHold(h)
	err := lg.amendRules(KindHoldPlaced, func(id *Identity) (any, error) {
		h.ID = "H" + strconv.Itoa(id.HoldsMade+1)
		h.Placed, h.By = lg.now().UTC().Round(0), UserName()
		_, err := retention.NewRules(id.Plan, []retention.Hold{h})
		return HoldPlaced{h}, err
	})
	return h, err
}

// validHold returns a hold with valid texts. Its query is never cut, since a part of
// it would cover other events.
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

// ReleaseHold ends a hold, and returns it. Events that only it covered are due from
// then on, if they are past their window.
func (lg *Ledger) ReleaseHold(id, reason string) (retention.Hold, error) {
	var released retention.Hold
	reason = folder.Bounded(reason)
	err := lg.amendRules(KindHoldReleased, func(i *Identity) (any, error) {
		at := slices.IndexFunc(i.Holds, func(h retention.Hold) bool { return strings.EqualFold(h.ID, id) })
		if at < 0 {
			return nil, fmt.Errorf("%w: %s", ErrNoHold, id)
		}
		released = i.Holds[at]
		return HoldReleased{released, reason}, nil
	})
	return released, err
}

// ChangePlan gives the archive another plan.
func (lg *Ledger) ChangePlan(p retention.Plan) error {
	return lg.amendRules(KindPlanChanged, func(id *Identity) (any, error) {
		return PlanChanged{id.Plan, p.Name}, nil
	})
}

// Rules returns the rules in force, or those under another plan.
func (lg *History) Rules(plan string) (*retention.Rules, []retention.Hold, error) {
	id := lg.Identity()
	if plan == "" {
		plan = id.Plan
	}
	rules, err := retention.NewRules(plan, id.Holds)
	if err != nil {
		return nil, nil, failure.New("read", "plan and holds", err)
	}
	return rules, slices.Clone(id.Holds), nil
}

// amendRules adds a line about plan or holds, while nothing else changes the
// archive.
func (lg *Ledger) amendRules(kind string, data func(now *Identity) (any, error)) error {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	signer, err := lg.signer()
	if err != nil {
		return err
	}
	d, err := data(lg.Identity())
	if err != nil {
		return err
	}
	return lg.amend(kind, d, signer)
}
