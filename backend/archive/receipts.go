package archive

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"daybook/backend/folder"
	"daybook/backend/retention"
)

// A Receipt is a purge that was done: which leaves have no event any more, by
// which rule, when and by whom. It is two lines of the journal.
type Receipt struct {
	Line int64     `json:"line"` // that planned it; 0 in what Purge returns
	Done time.Time `json:"done"`
	User string    `json:"user"`
	PurgePlanned
}

// Receipts are all purges, the first one first. It reads two lines of the journal
// for each.
func (a *Archive) Receipts() ([]Receipt, error) {
	receipts, err := a.readReceipts()
	if err != nil {
		return nil, err
	}
	return receipts, nil
}

// readReceipts are the receipts that can be read, with the first error of others.
func (a *Archive) readReceipts() (receipts []Receipt, err error) {
	for i := range a.journal.Len() {
		if a.journal.Kind(i) != KindPurged {
			continue
		}
		r, failed := a.receipt(i)
		if failed == nil {
			receipts = append(receipts, r)
		} else if err == nil {
			err = failed
		}
	}
	return receipts, err
}

// journalDoubt says why lines of the journal may be missing or changed, in words;
// "" where nothing is known to be wrong with it. Lines that were cut off once stay
// missing: so it counts too what was noted on an earlier day.
func (a *Archive) journalDoubt() string {
	about := func(problem string) bool {
		return !strings.HasPrefix(problem, "archive.json: ") && !strings.HasPrefix(problem, "checkpoint of the snapshot: ")
	}
	if at := slices.IndexFunc(a.trouble, about); at >= 0 {
		return a.trouble[at]
	}
	for i := range a.journal.Len() {
		switch a.journal.Kind(i) {
		case "":
			return fmt.Sprintf("journal.jsonl: line %d cannot be read", i+1)
		case KindDamageNoted:
			l, err := a.journal.Line(i)
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

// receipt is the purge that line i of the journal says was done.
func (a *Archive) receipt(i int) (r Receipt, err error) {
	done, err := a.journal.Line(i)
	if err != nil {
		return r, err
	}
	var ended Ended
	if err := json.Unmarshal(done.Data, &ended); err != nil || ended.Plan < 1 || ended.Plan > int64(i) {
		return r, fmt.Errorf("archive: read receipt: %w: line %d of the journal names no plan", folder.ErrDamaged, i+1)
	}
	planned, err := a.journal.Line(int(ended.Plan - 1))
	if err != nil {
		return r, err
	}
	r.Line, r.Done, r.User = planned.N, done.Time, done.User
	if err := json.Unmarshal(planned.Data, &r.PurgePlanned); err != nil || planned.Kind != KindPurgePlanned {
		return r, fmt.Errorf("archive: read receipt: %w: line %d of the journal plans no purge", folder.ErrDamaged, ended.Plan)
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

// ReleasedHolds are the holds that were in force once, the first released first.
func (a *Archive) ReleasedHolds() ([]Released, error) {
	all, err := a.readReleased()
	if err != nil {
		return nil, err
	}
	return all, nil
}

// readReleased are those that can be read, with the first error of others.
func (a *Archive) readReleased() (all []Released, err error) {
	for i := range a.journal.Len() {
		if a.journal.Kind(i) != KindHoldReleased {
			continue
		}
		var data HoldReleased
		l, failed := a.journal.Line(i)
		if failed == nil {
			failed = json.Unmarshal(l.Data, &data)
		}
		if failed == nil {
			all = append(all, Released{data.Hold, l.Time, l.User, data.Reason})
		} else if err == nil {
			err = fmt.Errorf("archive: read holds: line %d of the journal: %w", i+1, failed)
		}
	}
	return all, err
}

// situation is what decides whether the purge of d may happen by itself. A line
// of the journal that cannot be read counts as none: then it asks.
func (a *Archive) situation(d *Due) retention.Situation {
	s := retention.Situation{Now: a.options.Now(), Events: d.Events, Due: d.Count}
	n := a.journal.Len()
	s.Known = a.latestKnown(n)
	for i := n - 1; i >= 0 && d.Plan.Name == a.ident().Plan; i-- {
		switch a.journal.Kind(i) {
		case KindPlanChanged:
			return s // what was purged before was under another plan
		case KindHoldReleased:
			s.Released = true
		case KindPurged:
			if l, err := a.journal.Line(i); err == nil {
				s.LastPurge = l.Time
			}
			return s
		}
	}
	return s
}

// latestKnown is the latest time that the first n lines of the journal and the reports of
// imports have. A line that was written while the clock was behind is not the latest
// because it is the last.
func (a *Archive) latestKnown(n int) time.Time {
	a.times.mu.Lock()
	defer a.times.mu.Unlock()
	for ; a.times.lines < n; a.times.lines++ {
		if l, err := a.journal.Line(a.times.lines); err == nil && l.Time.After(a.times.latest) {
			a.times.latest = l.Time
		}
	}
	latest := a.times.latest
	if v, err := a.acquire(); err == nil {
		defer a.release(v)
		for i := range v.imports {
			if at := v.imports[i].Finished; at.After(latest) {
				latest = at
			}
		}
		if v.snapshot.Made.After(latest) {
			latest = v.snapshot.Made
		}
	}
	return latest
}

// timesKept is the latest time of so many lines of the journal.
type timesKept struct {
	mu     sync.Mutex
	lines  int
	latest time.Time
}
