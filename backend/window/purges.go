package window

import (
	"slices"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/ledger"
	"daybook/backend/retention"
)

// purges has the calls about how long events are kept.
type purges struct{ w *Window }

// PreviewPurge returns what is due, with a token for exactly that.
func (c *purges) PreviewPurge() (PurgePreview, error) {
	return guard(func() (PurgePreview, error) {
		open, err := c.w.current()
		if err != nil {
			return PurgePreview{}, err
		}
		preview, due, err := open.preview("")
		if err == nil && due.Count > 0 {
			preview.Token = open.show(due)
		}
		return preview, err
	})
}

// Purge purges what a preview showed, by its token, and nothing beyond it. It runs as a
// task and returns its id. If anything has changed since, it fails with the code "changed".
func (c *purges) Purge(token string) (string, error) {
	return guard(func() (string, error) {
		open, err := c.w.current()
		if err != nil {
			return "", err
		}
		due, err := open.previewed(token)
		if err != nil {
			return "", err
		}
		return open.startPurge(due), nil
	})
}

// Receipts returns the receipts of all purges, newest first.
func (c *purges) Receipts() (Receipts, error) {
	return guard(func() (Receipts, error) {
		out := Receipts{All: []Receipt{}, Outside: desk.Outside}
		open, err := c.w.current()
		if err != nil {
			return out, err
		}
		receipts, err := open.Ledger().Receipts()
		for _, one := range slices.Backward(receipts) {
			out.All = append(out.All, asReceipt(one))
		}
		return out, err
	})
}

// show keeps what was shown under a new token.
func (open *opened) show(due *archive.Due) string {
	open.w.mu.Lock()
	defer open.w.mu.Unlock()
	return open.previews.put(open.w.newToken("purge"), due, maxPreviews)
}

func (open *opened) previewed(token string) (*archive.Due, error) {
	open.w.mu.Lock()
	defer open.w.mu.Unlock()
	return open.previews.get(token)
}

// preview returns what a purge would remove now under a plan, "" for the archive's own, and
// what the window shows of it, both from one view of the archive.
func (open *opened) preview(plan string) (shown PurgePreview, due *archive.Due, err error) {
	err = open.View(func(v *archive.View) (err error) {
		if due, err = v.Due(open.w.ctx, open.w.now(), plan); err == nil {
			shown, err = open.asPreview(v, due)
		}
		return err
	})
	return shown, due, err
}

func (open *opened) asPreview(v *archive.View, due *archive.Due) (PurgePreview, error) {
	answer := PurgePreview{
		Due: due.Count, Events: due.Events, Held: due.Held, Sample: []Hit{}, Categories: []Count{}, EmptyHolds: []string{}, Asks: []string{},
		Unreadable: append([]string{}, due.Unreadable...), Unread: due.Unread,
		Rule: ruleWords(due.Plan), Outside: desk.Outside, ClockBehind: due.Situation.ClockBehind(),
	}
	if due.Plan.Days > 0 {
		answer.Cutoff = due.Cutoff.String()
	}
	empty, err := desk.EmptyHolds(open.w.ctx, v, due.Holds)
	if err != nil {
		return answer, err
	}
	for _, h := range empty {
		answer.EmptyHolds = append(answer.EmptyHolds, h.Title()+": "+h.Scope.Words())
	}
	if due.Count == 0 {
		return answer, nil
	}
	answer.First, answer.Last = due.First.String(), due.Last.String()
	for _, q := range due.Situation.Questions() {
		answer.Asks = append(answer.Asks, q.Words())
	}
	for _, hit := range due.Sample {
		answer.Sample = append(answer.Sample, asHit(hit))
	}
	for _, c := range due.Categories {
		answer.Categories = append(answer.Categories, Count{c.Value, c.Count})
	}
	return answer, nil
}

func ruleWords(p retention.Plan) string {
	if p.Days == 0 {
		return p.Title
	}
	return p.Title + " plan: " + p.Keeps()
}

func asReceipt(r ledger.Receipt) Receipt {
	out := Receipt{
		Line: r.Line, Done: r.Done.Format(time.RFC3339Nano), User: r.User, Events: r.Count, Held: r.Held, Leaves: len(r.Leaves),
		First: r.First.Format(time.RFC3339Nano), Last: r.Last.Format(time.RFC3339Nano),
		At: r.Rule.At.Format(time.RFC3339Nano), Holds: append([]string{}, r.Rule.Holds...),
	}
	if p, err := retention.PlanNamed(r.Rule.Plan); err == nil {
		out.Rule = ruleWords(p)
	}
	return out
}

// PreviewPlan returns what another plan would make due. It gives no token: nothing can be
// purged by a plan that is not the archive's.
func (c *purges) PreviewPlan(plan Plan) (PurgePreview, error) {
	return guard(func() (PurgePreview, error) {
		open, err := c.planned(plan)
		if err != nil {
			return PurgePreview{}, err
		}
		preview, _, err := open.preview(string(plan))
		return preview, err
	})
}

// ChangePlan changes the archive's plan. By itself that purges nothing.
func (c *purges) ChangePlan(plan Plan) error {
	return guard0(func() error {
		open, err := c.planned(plan)
		if err != nil {
			return err
		}
		if err := open.ChangePlan(c.w.ctx, string(plan)); err != nil {
			return err
		}
		open.look(c.w.ctx, false)
		return nil
	})
}

// planned returns the open archive if the plan exists.
func (c *purges) planned(plan Plan) (*opened, error) {
	open, err := c.w.current()
	if err != nil {
		return nil, err
	}
	if _, err := retention.PlanNamed(string(plan)); err != nil {
		return nil, outOfBounds("That plan is not known")
	}
	return open, nil
}

// A PurgePreview describes the events that are due, and would be purged.
type PurgePreview struct {
	// For Purge; "" if nothing is due.
	Token string `json:"token"`
	// Events in the archive, and of these: due; past their time but held; kept because they
	// lie beside events that cannot be read.
	Events int `json:"events"`
	Due    int `json:"due"`
	Held   int `json:"held"`
	Unread int `json:"unread"`
	// Times of the first and last event that is due; "" if none is.
	First string `json:"first"`
	Last  string `json:"last"`
	// Events before this time are past their time; "" if all are kept.
	Cutoff string `json:"cutoff"`
	// The oldest events that are due, at most 20.
	Sample     []Hit   `json:"sample"`
	Categories []Count `json:"categories"`
	// The rule in words: "Pro plan: 30 days".
	Rule string `json:"rule"`
	// Holds in force that cover no event, each with its title and its words.
	EmptyHolds []string `json:"emptyHolds"`
	// Why the purge asks first, one sentence each.
	Asks []string `json:"asks"`
	// The clock is before a time that the archive has recorded.
	ClockBehind bool `json:"clockBehind"`
	// Files that cannot be read, one sentence each.
	Unreadable []string `json:"unreadable"`
	// What no purge can reach, in words.
	Outside string `json:"outside"`
}

// Receipts are the receipts of all purges that were done.
type Receipts struct {
	// Newest first.
	All []Receipt `json:"all"`
	// What no purge can reach, in words.
	Outside string `json:"outside"`
}

// A Receipt is the record of a purge that was done.
type Receipt struct {
	// Line of the journal that planned it; 0 right after the purge.
	Line   int64  `json:"line"`
	Done   string `json:"done"`
	User   string `json:"user"`
	Events int    `json:"events"`
	Held   int    `json:"held"`
	// Number of ranges in which the events' numbers lie.
	Leaves int      `json:"leaves"`
	First  string   `json:"first"`
	Last   string   `json:"last"`
	At     string   `json:"at"`
	Rule   string   `json:"rule"`
	Holds  []string `json:"holds"`
}

// A Plan determines how long events are kept, by its name; see package retention.
type Plan string

const (
	PlanFree       Plan = "free"
	PlanStarter    Plan = "starter"
	PlanPro        Plan = "pro"
	PlanScale      Plan = "scale"
	PlanEnterprise Plan = "enterprise"
	PlanKeep       Plan = "keep"
)
