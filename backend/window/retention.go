package window

import (
	"context"
	"errors"
	"slices"
	"time"

	"daybook/backend/archive"
	"daybook/backend/numbers"
	"daybook/backend/retention"
)

const (
	keepEvery   = time.Hour      // between two looks at what is due
	lookAhead   = 24 * time.Hour // for what the status bar says
	maxPreviews = 4
)

// outside is what no purge can reach. The command line says it too.
const outside = "Freed blocks of the disk, backups and synced copies are outside Daybook: what was purged may still be in them."

// retained is what the last look at what is due found.
type retained struct {
	step retention.Step
	asks []retention.Question
	due  int
	next int // due a day later
	at   time.Time
}

// keep looks at what is due when an archive is opened and every hour while it is
// open, and purges it where that is no surprise.
func (open *opened) keep() {
	open.w.working.Go(func() {
		hours := time.NewTicker(keepEvery)
		defer hours.Stop()
		for {
			open.look(open.ctx, true)
			select {
			case <-hours.C:
			case <-open.ctx.Done():
				return
			}
		}
	})
}

// look finds what is due, starts purging it where it may, and tells the window.
// An error is told there too: nobody waits for an answer.
func (open *opened) look(ctx context.Context, purge bool) {
	err := guard0(func() error {
		due, err := open.Due(ctx, open.w.now(), "")
		if err != nil {
			return err
		}
		later, err := open.Due(ctx, open.w.now().Add(lookAhead), "")
		if err != nil {
			return err
		}
		step, asks := due.Situation.Decide()
		open.w.mu.Lock()
		if open.w.open == open {
			open.retained = retained{step, asks, due.Count, later.Count, later.At}
		}
		open.w.mu.Unlock()
		if step == retention.Purge && purge && open.ReadOnly() == "" && open.Doubt() == nil { // which are told by themselves
			open.startPurge(due)
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		open.w.start("purge", "What is due", func(context.Context, *job) error { return err })
	}
	open.w.desktop.Emit("state", nil)
}

// startPurge purges what is due, as a task.
func (open *opened) startPurge(due *archive.Due) string {
	return open.w.start("purge", numbers.Plural(due.Count, "event"), func(ctx context.Context, j *job) error {
		receipt, err := open.Purge(ctx, due, func(done, total int) { j.advance("Reading", int64(done), int64(total), done) })
		if err != nil {
			return err
		}
		j.update(func(t *Task) {
			one := asReceipt(receipt)
			t.Events, t.Receipt = receipt.Count, &one
		})
		open.recount()
		err = open.Removed(ctx)
		open.look(ctx, false)
		return err
	})
}

// purges are the calls about what is kept, and for how long.
type purges struct{ w *Window }

// Purge tells what is due, with the token of that; with the token it purges just
// that, as a task.
func (c *purges) Purge(r PurgeRequest) (PurgeAnswer, error) {
	return guard(func() (PurgeAnswer, error) {
		open, err := c.w.current()
		if err != nil {
			return PurgeAnswer{}, err
		}
		if r.Confirm != "" {
			due, err := open.previewed(r.Confirm)
			if err != nil {
				return PurgeAnswer{}, err
			}
			answer, err := open.purgeAnswer(due)
			if err != nil {
				return answer, err
			}
			answer.Task = open.startPurge(due)
			return answer, nil
		}
		due, err := open.Due(c.w.ctx, c.w.now(), "")
		if err != nil {
			return PurgeAnswer{}, err
		}
		answer, err := open.purgeAnswer(due)
		if err != nil {
			return answer, err
		}
		if due.Count > 0 {
			answer.Token = open.show(due)
		}
		receipts, err := open.Receipts()
		for _, one := range slices.Backward(receipts) {
			answer.Receipts = append(answer.Receipts, asReceipt(one))
		}
		return answer, err
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

func (open *opened) purgeAnswer(due *archive.Due) (PurgeAnswer, error) {
	answer := PurgeAnswer{
		Due: due.Count, Events: due.Events, Held: due.Held, Sample: []Hit{}, Categories: []Count{}, EmptyHolds: []string{}, Asks: []string{},
		Unreadable: append([]string{}, due.Unreadable...), Unread: due.Unread, Receipts: []Receipt{},
		Rule: ruleWords(due.Plan), Outside: outside, ClockBehind: due.Situation.ClockBehind(),
	}
	if due.Plan.Days > 0 {
		answer.Cutoff = due.Cutoff.String()
	}
	for _, h := range due.Holds {
		switch n, err := open.covers(h); {
		case err != nil:
			return answer, err
		case n == 0:
			answer.EmptyHolds = append(answer.EmptyHolds, h.Title()+": "+h.Scope.Words())
		}
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

func asReceipt(r archive.Receipt) Receipt {
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

// Plan tells what another plan would make due, or makes it the archive's. That
// purges nothing itself.
func (c *purges) Plan(r PlanRequest) (PlanAnswer, error) {
	return guard(func() (PlanAnswer, error) {
		open, err := c.w.current()
		if err != nil {
			return PlanAnswer{}, err
		}
		if _, err := retention.PlanNamed(r.Plan); err != nil {
			return PlanAnswer{}, outOfBounds("That plan is not known")
		}
		due, err := open.Due(c.w.ctx, c.w.now(), r.Plan)
		if err != nil {
			return PlanAnswer{}, err
		}
		if r.Confirm {
			if err := open.ChangePlan(c.w.ctx, r.Plan); err != nil {
				return PlanAnswer{}, err
			}
			open.look(c.w.ctx, false)
		}
		answer, err := open.purgeAnswer(due)
		return PlanAnswer{Changed: r.Confirm, Purge: answer}, err
	})
}

// Hold lists the holds; with a search it tells what a hold on that would cover,
// with a reason too it places it, and with an id and a reason it releases one.
func (c *purges) Hold(r HoldRequest) (HoldAnswer, error) {
	return guard(func() (HoldAnswer, error) {
		open, err := c.w.current()
		if err != nil {
			return HoldAnswer{}, err
		}
		answer := HoldAnswer{Holds: []Hold{}, Released: []Hold{}}
		switch {
		case r.Release != "" && r.Search != nil:
			return answer, outOfBounds("A hold is placed or released, not both")
		case r.Release != "":
			err = open.release(r)
		case r.Search != nil:
			err = open.place(r, &answer)
		}
		if err != nil {
			return answer, err
		}
		if r.Release != "" || answer.Placed != "" {
			open.look(c.w.ctx, false)
		}
		for _, h := range open.Holds() {
			info := asHold(h)
			if info.Events, err = open.covers(h); err != nil {
				return answer, err
			}
			answer.Holds = append(answer.Holds, info)
		}
		released, err := open.ReleasedHolds()
		for _, one := range slices.Backward(released) {
			info := asHold(one.Hold)
			info.Released, info.ReleasedBy, info.ReleaseReason = one.Released.Format(time.RFC3339Nano), one.By, one.Reason
			answer.Released = append(answer.Released, info)
		}
		return answer, err
	})
}

func (open *opened) release(r HoldRequest) error {
	if n := len([]rune(r.Reason)); n < 1 || n > retention.MaxReason {
		return outOfBounds("A reason of 1 to 1,000 characters is needed")
	}
	_, err := open.ReleaseHold(open.w.ctx, r.Release, r.Reason)
	return err
}

// place answers what a hold would cover, and places it where it has a reason.
func (open *opened) place(r HoldRequest, answer *HoldAnswer) error {
	q, _, zone, err := open.w.parse(*r.Search)
	if err != nil {
		return err
	}
	reason := r.Reason
	if reason == "" {
		reason = "-" // of one that is only looked at
	}
	h, err := retention.NewHold(r.Name, reason, q, zone)
	if err != nil {
		return err
	}
	answer.Words = h.Scope.Words()
	if answer.Covers, err = open.covers(h); err != nil {
		return err
	}
	if answer.Hint, err = hint(open.w.ctx, open.Archive, q, r.Search.Text, zone, answer.Covers); err != nil || r.Reason == "" {
		return err
	}
	if answer.Covers == 0 && !r.Empty {
		return fault("input", "That hold would cover no event", "Change the search, or say that the hold is for events to come.")
	}
	h, err = open.PlaceHold(open.w.ctx, h)
	answer.Placed = h.ID
	return err
}

// covers is how many events a hold covers now.
func (open *opened) covers(h retention.Hold) (int, error) {
	q, err := h.Scope.Parse()
	if err != nil {
		return 0, err
	}
	res, err := open.Query(open.w.ctx, archive.Request{Query: q, Page: 1 << 30})
	return res.Total, err
}

func asHold(h retention.Hold) Hold {
	return Hold{ID: h.ID, Name: h.Name, Reason: h.Reason, Words: h.Scope.Words(), Placed: h.Placed.Format(time.RFC3339Nano), By: h.By}
}

// retentionFault puts an error of plans, holds and purges into words, nil for any
// other.
func retentionFault(err error) *Fault {
	switch {
	case errors.Is(err, archive.ErrOtherDue):
		return fault("changed", "What is due has changed since it was shown", "Look at it again.")
	case errors.Is(err, archive.ErrFuture):
		return fault("input", "That time has not come yet", "")
	case errors.Is(err, archive.ErrNoHold):
		return fault("gone", "That hold is not in force any more", "")
	case errors.Is(err, archive.ErrTrouble):
		return fault("damaged", "Nothing is purged while the record of the archive is damaged", "Verify the archive to see what is wrong.")
	case errors.Is(err, retention.ErrHold):
		return fault("input", "That hold cannot be placed: its name, reason or search is out of bounds", "")
	}
	return nil
}

// retained adds what is due to what the window knows of the archive.
func (i *ArchiveInfo) retained(r retained) {
	switch r.step {
	case retention.Ask:
		i.Due = r.due
		for _, q := range r.asks {
			i.Asks = append(i.Asks, q.Words())
		}
	case retention.Stop:
		i.Clock = "The clock of this computer is before the latest time in the archive's journal. Nothing is purged until it is right."
	default:
		if r.next > 0 {
			i.Due, i.NextPurge = r.next, r.at.UTC().Format(time.RFC3339Nano)
		}
	}
}
