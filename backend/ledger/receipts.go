package ledger

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
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

// Receipts are all purges, the first one first: those that can be read, with the first
// error of others. It reads two lines of the journal for each.
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
// "" where nothing is known to be wrong with it. Lines that were cut off once stay
// missing: so it counts too what was noted on an earlier day.
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

// receipt is the purge that line i of the journal says was done.
func (lg *History) receipt(i int) (r Receipt, err error) {
	done, err := lg.journal.Line(i)
	if err != nil {
		return r, err
	}
	var ended Ended
	if err := json.Unmarshal(done.Data, &ended); err != nil || ended.Plan < 1 || ended.Plan > int64(i) {
		return r, failure.New("read", "receipt", folder.Damagef("line %d of the journal names no plan", i+1))
	}
	planned, err := lg.journal.Line(int(ended.Plan - 1))
	if err != nil {
		return r, err
	}
	r.Line, r.Done, r.User = planned.N, done.Time, done.User
	if err := json.Unmarshal(planned.Data, &r.PurgePlanned); err != nil || planned.Kind != KindPurgePlanned {
		return r, failure.New("read", "receipt", folder.Damagef("line %d of the journal plans no purge", ended.Plan))
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

// ReleasedHolds are the holds that were in force once, the first released first: those
// that can be read, with the first error of others.
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

// timesKept is the latest time of so many lines of the journal.
type timesKept struct {
	mu     sync.Mutex
	lines  int
	latest time.Time
}

// receiptsKept are receipts as they were read when the journal had so many lines.
type receiptsKept struct {
	mu       sync.Mutex
	lines    int
	receipts []Receipt
	doubt    string
}

// PurgesKept are the purges that removed events. It reads the receipts when the journal has grown: they are asked for
// with every search. A damaged journal keeps nobody from searching: what can be
// read is told, and that it may not be all.
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

// earlier are the trees smaller than size that the archive signed a checkpoint of,
// which are those that imports made, with the first error of others.
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

// plannedCheckpoint is the checkpoint of the change that line i says was done.
func (lg *History) plannedCheckpoint(id *Identity, keys integrity.Verifiers, i int) (c integrity.Checkpoint, err error) {
	done, err := lg.journal.Line(i)
	if err != nil {
		return c, err
	}
	var ended Ended
	if err := json.Unmarshal(done.Data, &ended); err != nil || ended.Plan < 1 || ended.Plan > int64(i) {
		return c, folder.Damagef("it names no plan")
	}
	l, err := lg.journal.Line(int(ended.Plan - 1))
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

// Since is what the journal has that decides whether a purge under a plan may happen by
// itself. A line that cannot be read counts as none: then it asks.
func (lg *History) Since(plan string) retention.Situation {
	n := lg.journal.Len()
	s := retention.Situation{Now: lg.now(), Known: lg.latestKnown(n)}
	for i := n - 1; i >= 0 && plan == lg.Identity().Plan; i-- {
		switch lg.journal.Kind(i) {
		case KindPlanChanged:
			return s // what was purged before was under another plan
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

// latestKnown is the latest time that the first n lines of the journal have. A line that
// was written while the clock was behind is not the latest because it is the last.
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

// PurgedLeaves are the leaves whose events are gone by the receipts that can be read,
// [from, to) each, and by a purge that was done and has no line of that yet.
func (lg *Ledger) PurgedLeaves() (runs [][2]int64) {
	receipts, _ := lg.Receipts() // those that cannot be read are told by a verification
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

// A Past is what the journal has of holds that were released, and of smaller trees that a
// checkpoint was signed of.
type Past struct {
	Released []Released
	Earlier  []integrity.Checkpoint // the smallest first, without the empty tree
	Doubt    string                 // why something may be missing, in words; "" for nothing
}

// Past is what came before a tree of that size. What cannot be read of it is left out,
// and leaves a doubt.
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

// ImportPlanned is what the journal says of an import that was made, by its number, and the line
// that planned it.
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
