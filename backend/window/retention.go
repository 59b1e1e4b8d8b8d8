package window

import (
	"context"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
	"daybook/backend/retention"
)

const (
	keepEvery   = time.Hour      // between two checks of what is due
	lookAhead   = 24 * time.Hour // for the status bar
	maxPreviews = 4
)

// A retained is the result of the last check of what is due.
type retained struct {
	step retention.Step
	asks []retention.Question
	due  int
	next int // events due a day later
	at   time.Time
}

// keep checks what is due when an archive is opened and every hour while it is
// open, and purges it if that surprises nobody.
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

// look finds what is due, starts its purge if that is allowed, and tells the
// window, also of an error, since no caller waits for an answer.
func (open *opened) look(ctx context.Context, purge bool) {
	err := guard0(func() error {
		var due, later *archive.Due
		err := open.View(func(v *archive.View) (err error) {
			if due, err = v.Due(ctx, open.w.now(), ""); err == nil {
				later, err = v.Due(ctx, open.w.now().Add(lookAhead), "")
			}
			return err
		})
		if err != nil {
			return err
		}
		step, asks := due.Situation.Decide()
		open.w.mu.Lock()
		if open.w.open == open {
			open.retained = retained{step, asks, due.Count, later.Count, later.At}
		}
		open.w.mu.Unlock()
		if step == retention.Purge && purge && open.Ledger().ReadOnly() == "" && open.Ledger().Doubt() == nil { // read-only and doubt are reported by themselves
			open.startPurge(due)
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		open.w.start(TaskPurge, "What is due", func(context.Context, *job) error { return err })
	}
	open.w.desktop.Emit(EventState, nil)
}

// startPurge purges what is due, as a task.
func (open *opened) startPurge(due *archive.Due) string {
	return open.w.start(TaskPurge, numbers.Plural(due.Count, "event"), func(ctx context.Context, j *job) error {
		progress := func(done, total int) { j.advance("Reading", int64(done), int64(total), done) }
		purged := false
		_, err := desk.Purge(ctx, open.Archive, due, progress, func(receipt ledger.Receipt) {
			purged = true
			j.update(func(t *Task) {
				one := asReceipt(receipt)
				t.Events, t.Receipt = receipt.Count, &one
			})
			open.recount()
		})
		if purged {
			open.look(ctx, false)
		}
		return err
	})
}

// retained adds what is due to the window's data about the archive.
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
