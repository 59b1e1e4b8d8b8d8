package retention

import (
	"fmt"
	"strings"
	"time"

	"daybook/backend/event"
	"daybook/backend/query"
)

// Rules are the plan and the holds that are in force. They do not change; they
// are safe for concurrent use.
type Rules struct {
	plan  Plan
	holds []held
}

type held struct {
	Hold
	query query.Query
	whole bool
}

// NewRules returns the rules of a plan and holds. A hold that cannot be read is an
// error: without it held events would be purged.
func NewRules(plan string, holds []Hold) (*Rules, error) {
	p, err := PlanNamed(plan)
	if err != nil {
		return nil, err
	}
	r := &Rules{plan: p}
	for _, h := range holds {
		q, err := h.Scope.Parse()
		if err != nil {
			return nil, fmt.Errorf("hold %s: %w", h.ID, err)
		}
		r.holds = append(r.holds, held{h, q, h.Scope.Whole()})
	}
	return r, nil
}

// Plan returns the plan in force.
func (r *Rules) Plan() Plan { return r.plan }

// A Reason is why an event is due or not.
type Reason uint8

const (
	KeptByPlan Reason = iota // the plan keeps everything
	Young                    // its window is not over
	Held                     // its window is over, and a hold covers it
	Past                     // its window is over: due
)

// A Verdict is the answer of the rules for an event at a time.
type Verdict struct {
	Reason Reason
	Plan   Plan
	Over   time.Time // when its window ends or ended; zero with KeptByPlan
	Holds  []string  // IDs of those that cover it; only with Held
}

// Due reports whether the event is to be purged.
func (v Verdict) Due() bool { return v.Reason == Past }

// Words says the verdict in one sentence.
func (v Verdict) Words() string {
	rule := fmt.Sprintf("plan %s keeps %s", v.Plan.Title, v.Plan.Keeps())
	switch over := v.Over.UTC().Format(time.RFC3339Nano); v.Reason {
	case Past:
		return fmt.Sprintf("due: %s, until %s", rule, over)
	case Held:
		return fmt.Sprintf("held by %s: without that due, since %s, until %s", strings.Join(v.Holds, " and "), rule, over)
	case Young:
		return fmt.Sprintf("kept: %s, until %s", rule, over)
	}
	return "kept: the plan keeps everything"
}

// Judge returns the verdict on e at now. at holds the facts that the archive knows
// about e beyond its fields; only holds use them. Holds are examined only once the
// window is over, and then all of them.
func (r *Rules) Judge(e *event.Event, at query.Place, now time.Time) Verdict {
	v := Verdict{Plan: r.plan}
	cutoff, ok := r.plan.Cutoff(now)
	if r.plan.Days > 0 {
		v.Over = e.Time.UTC().Add(r.plan.Window())
	}
	switch {
	case r.plan.Days <= 0:
		return v
	case !ok || e.Time > cutoff:
		v.Reason = Young
		return v
	}
	for i := range r.holds {
		if h := &r.holds[i]; h.covers(e, at) {
			v.Holds = append(v.Holds, h.ID)
		}
	}
	if v.Reason = Past; len(v.Holds) > 0 {
		v.Reason = Held
	}
	return v
}

// HeldBy returns the IDs of the holds that cover e, whatever its time.
func (r *Rules) HeldBy(e *event.Event, at query.Place) []string {
	var ids []string
	for i := range r.holds {
		if h := &r.holds[i]; h.covers(e, at) {
			ids = append(ids, h.ID)
		}
	}
	return ids
}

func (h *held) covers(e *event.Event, at query.Place) bool { return h.whole || h.query.Match(e, at) }
