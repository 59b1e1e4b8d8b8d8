package ledger

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/retention"
)

// Receipts returns all purges in their order: those that can be read, with the first error of
// the others. It reads two lines of the journal for each.
func (lg *History) Receipts() (receipts []Receipt, err error) {
	for i := range lg.journal.Len() {
		if lg.journal.Kind(i) != KindPurged {
			continue
		}
		r, failed := lg.receipt(i)
		if failed == nil {
			receipts = append(receipts, r)
		} else if err == nil {
			err = failed
		}
	}
	return receipts, err
}

// journalDoubt says why lines of the journal may be missing or changed, in words;
// "" where nothing is known to be wrong with it. Lines that were once cut off stay
// missing, so it also counts damage that was noted earlier.
func (lg *History) journalDoubt() string {
	about := func(problem string) bool {
		return !strings.HasPrefix(problem, "archive.json: ") && !strings.HasPrefix(problem, "checkpoint of the snapshot: ")
	}
	if at := slices.IndexFunc(lg.trouble, about); at >= 0 {
		return lg.trouble[at]
	}
	for i := range lg.journal.Len() {
		switch lg.journal.Kind(i) {
		case "":
			return fmt.Sprintf("journal.jsonl: line %d cannot be read", i+1)
		case KindDamageNoted:
			l, err := lg.journal.Line(i)
			var noted DamageNoted
			if err != nil || json.Unmarshal(l.Data, &noted) != nil {
				return fmt.Sprintf("journal.jsonl: line %d cannot be read", i+1)
			}
			if at := slices.IndexFunc(noted.Problems, about); at >= 0 {
				return fmt.Sprintf("%s (found on %s)", noted.Problems[at], l.Local)
			}
		}
	}
	return ""
}

// receipt returns the purge that was done according to line i of the journal.
func (lg *History) receipt(i int) (r Receipt, err error) {
	done, plan, err := planOf(lg.journal, i)
	if err != nil {
		return r, err
	}
	if plan < 0 {
		return r, failure.New("read", "receipt", folder.Damagef("line %d of the journal names no plan", i+1))
	}
	planned, err := lg.journal.Line(plan)
	if err != nil {
		return r, err
	}
	r.Line, r.Done, r.User = planned.N, done.Time, done.User
	if err := json.Unmarshal(planned.Data, &r.PurgePlanned); err != nil || planned.Kind != KindPurgePlanned {
		return r, failure.New("read", "receipt", folder.Damagef("line %d of the journal plans no purge", plan+1))
	}
	return r, nil
}

// A Released is a hold that is no longer in force.
type Released struct {
	Hold     retention.Hold
	Released time.Time
	By       string
	Reason   string
}

// ReleasedHolds returns the holds that were once in force, the first released first: those
// that can be read, with the first error of the others.
func (lg *History) ReleasedHolds() (all []Released, err error) {
	for i := range lg.journal.Len() {
		if lg.journal.Kind(i) != KindHoldReleased {
			continue
		}
		var data HoldReleased
		l, failed := lg.journal.Line(i)
		if failed == nil {
			failed = json.Unmarshal(l.Data, &data)
		}
		if failed == nil {
			all = append(all, Released{data.Hold, l.Time, l.User, data.Reason})
		} else if err == nil {
			err = failure.Newf("read", "holds", "line %d of the journal: %w", i+1, failed)
		}
	}
	return all, err
}

// PurgesKept returns the purges that removed events. It reads the receipts only when the journal has grown, since
// every search asks for them. A damaged journal does not prevent searching: it returns the receipts that can be read,
// and why some may be missing.
func (lg *History) PurgesKept() (receipts []Receipt, doubt string) {
	lg.purges.mu.Lock()
	defer lg.purges.mu.Unlock()
	if n := lg.journal.Len(); n != lg.purges.lines {
		all, err := lg.Receipts()
		if doubt = lg.journalDoubt(); doubt == "" && err != nil {
			doubt = err.Error()
		}
		all = slices.DeleteFunc(all, func(r Receipt) bool { return r.Count == 0 })
		lg.purges.lines, lg.purges.receipts, lg.purges.doubt = n, all, doubt
	}
	return lg.purges.receipts, lg.purges.doubt
}

// earlier returns the trees smaller than size for which the archive signed a checkpoint, which
// are those that imports made, with the first error of the others.
func (lg *History) earlier(id *Identity, size int64) (all []integrity.Checkpoint, err error) {
	keys, err := id.Verifiers()
	if err != nil {
		return nil, err
	}
	for i := range lg.journal.Len() {
		if lg.journal.Kind(i) != KindImported {
			continue
		}
		c, failed := lg.plannedCheckpoint(id, keys, i)
		switch {
		case failed != nil && err == nil:
			err = failure.Newf("read", "checkpoints", "line %d of the journal: %w", i+1, failed)
		case failed != nil || c.Size >= size || c.Size == 0:
		case len(all) == 0 || c.Size > all[len(all)-1].Size:
			all = append(all, c)
		}
	}
	return all, err
}

// plannedCheckpoint returns the checkpoint of the change that was done according to line i.
func (lg *History) plannedCheckpoint(id *Identity, keys integrity.Verifiers, i int) (c integrity.Checkpoint, err error) {
	_, plan, err := planOf(lg.journal, i)
	if err != nil {
		return c, err
	}
	if plan < 0 {
		return c, folder.Damagef("it names no plan")
	}
	l, err := lg.journal.Line(plan)
	if err != nil {
		return c, err
	}
	var p Planned
	if err := json.Unmarshal(l.Data, &p); err != nil {
		return c, err
	}
	c, _, err = integrity.OpenCheckpoint(p.Checkpoint, integrity.Origin(id.ID), keys)
	return c, err
}

// Since returns the facts of the journal that decide whether a purge under a plan may happen
// by itself. A line that cannot be read counts as missing, so that Daybook asks.
func (lg *History) Since(plan string) retention.Situation {
	n := lg.journal.Len()
	s := retention.Situation{Now: lg.now(), Known: lg.latestKnown(n)}
	for i := n - 1; i >= 0 && plan == lg.Identity().Plan; i-- {
		switch lg.journal.Kind(i) {
		case KindPlanChanged:
			return s // purges before this line were under another plan
		case KindHoldReleased:
			s.Released = true
		case KindPurged:
			if l, err := lg.journal.Line(i); err == nil {
				s.LastPurge = l.Time
			}
			return s
		}
	}
	return s
}

// latestKnown returns the latest time in the first n lines of the journal. The last line need
// not have the latest time, since the clock may have been behind.
func (lg *History) latestKnown(n int) time.Time {
	lg.times.mu.Lock()
	defer lg.times.mu.Unlock()
	for ; lg.times.lines < n; lg.times.lines++ {
		if l, err := lg.journal.Line(lg.times.lines); err == nil && l.Time.After(lg.times.latest) {
			lg.times.latest = l.Time
		}
	}
	return lg.times.latest
}

// PurgedLeaves returns the leaves, [from, to) each, whose events are gone according to the
// receipts that can be read, and to a purge that was done but has no line about that yet.
func (lg *Ledger) PurgedLeaves() (runs [][2]int64) {
	receipts, _ := lg.Receipts() // a verification reports those that cannot be read
	for _, r := range receipts {
		runs = append(runs, r.Leaves...)
	}
	lg.recording.Lock()
	defer lg.recording.Unlock()
	if p := lg.pending; p != nil && p.kind == KindPurged {
		if ended, ok := p.data.(Ended); ok {
			var planned PurgePlanned
			if l, err := lg.journal.Line(int(ended.Plan - 1)); err == nil && json.Unmarshal(l.Data, &planned) == nil {
				runs = append(runs, planned.Leaves...)
			}
		}
	}
	return runs
}

// A Past holds the journal's released holds, and the smaller trees for which a checkpoint was
// signed.
type Past struct {
	Released []Released
	Earlier  []integrity.Checkpoint // the smallest first, without the empty tree
	Doubt    string                 // why something may be missing, in words; "" for nothing
}

// Past returns the history before a tree of that size. Parts that cannot be read are left out,
// which Doubt reports.
func (lg *History) Past(size int64) (p Past) {
	var errs [2]error
	p.Released, errs[0] = lg.ReleasedHolds()
	p.Earlier, errs[1] = lg.earlier(lg.Identity(), size)
	for _, err := range errs {
		if err != nil && p.Doubt == "" {
			p.Doubt = err.Error()
		}
	}
	return p
}

// ImportPlanned returns the journal's data of an import that was made, by its number, and the
// line that planned it.
func (lg *History) ImportPlanned(number int) (p ImportPlanned, by integrity.Line, ok bool) {
	for n := range lg.journal.Len() {
		if lg.journal.Kind(n) != KindImportPlanned {
			continue
		}
		l, err := lg.journal.Line(n)
		if err != nil {
			continue
		}
		var one ImportPlanned
		// Of several plans of one number all but the last were abandoned.
		if json.Unmarshal(l.Data, &one) == nil && one.Import == number {
			p, by, ok = one, l, true
		}
	}
	return p, by, ok
}
