package archive

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/ledger"
	"daybook/backend/parallel"
	"daybook/backend/query"
	"daybook/backend/retention"
	"daybook/backend/segment"
)

// Errors of purging.
var (
	// ErrFuture reports that the given time has not come yet.
	ErrFuture = errors.New("that time has not come yet")
	// ErrOtherDue reports that the events that are due are no longer those that
	// were shown and agreed to.
	ErrOtherDue = errors.New("what is due has changed since it was shown; look at it again")
	// ErrTrouble reports that the archive's journal and its other files differ,
	// so that it is not certain which plan and holds are in force.
	ErrTrouble = errors.New("nothing is purged while the record of the archive is damaged")
)

// SampleSize is the number of due events that are shown as a sample.
const SampleSize = 20

// A Due describes what a purge at a given time would remove, and what it would not.
type Due struct {
	At     time.Time
	Plan   retention.Plan
	Cutoff event.Time // events until then, inclusive, are past their window
	Holds  []retention.Hold

	Events      int // events in the archive
	Count       int // events that are due
	Held        int // events that are past their window but held
	First, Last event.Time
	Categories  []columns.Count // of the due events, in order of falling counts
	Sample      []Hit           // the oldest SampleSize of the due events
	Unreadable  []string        // what cannot be read and therefore stays, a line for each segment
	Unread      int             // events in the segments of Unreadable
	Situation   retention.Situation

	digest [sha256.Size]byte
}

// Digest identifies exactly these events, due for exactly this reason.
func (d *Due) Digest() string { return hex.EncodeToString(d.digest[:]) }

// Due returns what a purge at that time would remove under the plan of the archive or, to
// show what a change of plan would mean, under another plan; "" is the archive's. It reads
// every event that may be due and compares it with its leaf, and does not rely on columns
// or index. A segment with an event that cannot be read is left out completely and named.
// Its memory grows by a bit for each event.
func (v *View) Due(ctx context.Context, at time.Time, plan string) (*Due, error) {
	rules, holds, err := v.a.ledger.Rules(plan)
	if err != nil {
		return nil, err
	}
	d, _, err := judge(ctx, v, rules, holds, at, nil, nil)
	return d, err
}

// A judged holds the result for a segment that has events past their window.
type judged struct {
	segment    *member
	due        *columns.Bits // rows
	count      int
	held       int
	first      event.Time
	last       event.Time
	seqs       []uint32
	categories map[string]int
	sample     []Hit // in order of time, once the whole segment was read
	unreadable error
}

// judge reads the events that may be due and judges them. If quotes is not
// nil, each due event is marked in it.
func judge(ctx context.Context, v *View, rules *retention.Rules, holds []retention.Hold, at time.Time,
	quotes *quotes, progress func(done, total int)) (*Due, []*judged, error) {
	d := &Due{At: at, Plan: rules.Plan(), Holds: holds, Events: v.table.Len(), Categories: []columns.Count{}}
	cutoff, any := rules.Plan().Cutoff(at)
	var found []*judged
	total := 0
	if any {
		d.Cutoff = cutoff
		for _, s := range v.segments {
			if s.Lost > 0 || s.Oldest() <= cutoff {
				found = append(found, &judged{segment: s})
				total += s.Events()
			}
		}
	}
	var mu sync.Mutex
	done := 0
	tell := func(n int) {
		mu.Lock()
		defer mu.Unlock()
		if done += n; progress != nil {
			progress(done, total)
		}
	}
	parallel.Each(len(found), func(i int) { found[i].read(ctx, v, rules, at, quotes, tell) })
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	d.sum(found)
	d.Situation = situation(v, d)
	return d, found, nil
}

// read judges the events of one segment.
func (j *judged) read(ctx context.Context, v *View, rules *retention.Rules, at time.Time, quotes *quotes, tell func(n int)) {
	s := j.segment
	if d := s.lostDamage(); d != nil {
		*j = judged{segment: s, unreadable: d}
		return
	}
	j.due, j.categories = columns.NewBits(s.Events()), make(map[string]int)
	c := segment.NewCursor(s.Segment, v.a.tree, nil, nil)
	for row := 0; ; row++ {
		if row%segment.CursorBatch == 0 {
			if ctx.Err() != nil {
				return
			}
			tell(min(segment.CursorBatch, s.Events()-row))
		}
		more, err := c.Fill()
		if err != nil {
			*j = judged{segment: s, unreadable: err}
			return
		}
		if !more {
			break
		}
		one := *c.Row()
		c.Skip()
		if j.judge(v, rules, at, row, &one) && quotes != nil {
			e, _, err := event.DecodeStored(one.Stored)
			if err != nil { // Fill has decoded it before
				*j = judged{segment: s, unreadable: err}
				return
			}
			quotes.mark(&e)
		}
	}
	slices.Reverse(j.sample) // rows run from the newest to the oldest
}

// judge judges one event and reports whether it is due.
func (j *judged) judge(v *View, rules *retention.Rules, at time.Time, row int, one *segment.TimedRow) bool {
	e, _, err := event.DecodeStored(one.Stored)
	if err != nil {
		return false
	}
	place := query.Place{Import: importOf(v, one.Seq), Conflict: one.Conflict}
	verdict := rules.Judge(&e, place, at)
	if verdict.Reason == retention.Held {
		j.held++
	}
	if !verdict.Due() {
		return false
	}
	if j.count == 0 {
		j.last = e.Time
	}
	j.first = e.Time
	j.count++
	j.due.Set(row)
	j.seqs = append(j.seqs, uint32(one.Seq))
	j.categories[e.Category]++
	if j.sample = append(j.sample, Hit{Event: e, Seq: one.Seq, Import: place.Import, Conflict: place.Conflict}); len(j.sample) > SampleSize {
		j.sample = j.sample[1:]
	}
	return true
}

// sum adds up the results of the segments.
func (d *Due) sum(found []*judged) {
	categories := make(map[string]int)
	var sample []Hit
	var seqs []uint32
	for _, j := range found {
		if j.unreadable != nil {
			d.Unread += j.segment.Ref.Events
			d.Unreadable = append(d.Unreadable, j.unreadable.Error())
			continue
		}
		d.Held += j.held
		if j.count == 0 {
			continue
		}
		if d.Count == 0 || j.first < d.First {
			d.First = j.first
		}
		if d.Count == 0 || j.last > d.Last {
			d.Last = j.last
		}
		d.Count += j.count
		seqs = append(seqs, j.seqs...)
		sample = append(sample, j.sample...)
		for category, n := range j.categories {
			categories[category] += n
		}
	}
	slices.SortFunc(sample, func(x, y Hit) int {
		return cmp.Or(cmp.Compare(x.Time, y.Time), cmp.Compare(x.Seq, y.Seq))
	})
	d.Sample = sample[:min(len(sample), SampleSize)]
	for _, category := range slices.Sorted(maps.Keys(categories)) {
		d.Categories = append(d.Categories, columns.Count{Value: category, Count: categories[category]})
	}
	slices.SortStableFunc(d.Categories, func(x, y columns.Count) int { return y.Count - x.Count })

	slices.Sort(seqs)
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d\n", d.Plan.Name, d.Cutoff)
	for _, hold := range d.Holds {
		fmt.Fprintf(h, "%s\n", hold.ID)
	}
	for _, seq := range seqs {
		h.Write(binary.BigEndian.AppendUint32(nil, seq))
	}
	h.Sum(d.digest[:0])
}

// Purge removes the events that are due, for good. shown is what Due returned and the user
// agreed to. Everything is judged again while nothing else can change; if the result is not
// exactly what was shown, nothing is removed and the error is ErrOtherDue. Nor is anything
// removed for a time that has not come yet (ErrFuture). It is all or nothing: on any error,
// and when ctx is cancelled, the archive stays as it was. Segments that hold only due
// events are dropped; other segments with due events are built again without them, and the
// events that stay keep their bytes and numbers. Readers go on meanwhile; the files that
// held the removed events are gone from the disk once the last reader has let go of them:
// see Removed. Memory is that of building a segment.
func (a *Archive) Purge(ctx context.Context, shown *Due, progress func(done, total int)) (ledger.Receipt, error) {
	if shown.At.After(a.options.Now()) {
		return ledger.Receipt{}, ErrFuture
	}
	if err := a.ledger.MayWrite(); err != nil {
		return ledger.Receipt{}, err
	}
	if err := a.ledger.MaySign(); err != nil {
		return ledger.Receipt{}, err
	}
	if _, err := (mending{a}).checked(ctx); err != nil {
		return ledger.Receipt{}, err
	}
	c, err := a.begin()
	if err != nil {
		return ledger.Receipt{}, err
	}
	defer c.end()
	v := c.v
	if len(a.ledger.Trouble()) > 0 {
		return ledger.Receipt{}, fmt.Errorf("%w: %s", ErrTrouble, a.ledger.Trouble()[0])
	}
	rules, holds, err := a.ledger.Rules("")
	if err != nil {
		return ledger.Receipt{}, err
	}
	quotes := quotesOf(v.imports)
	d, found, err := judge(ctx, v, rules, holds, shown.At, quotes, progress)
	if err != nil {
		return ledger.Receipt{}, err
	}
	if d.digest != shown.digest {
		return ledger.Receipt{}, ErrOtherDue
	}
	if d.Count == 0 {
		return ledger.Receipt{}, nil
	}
	var replacements []replacement
	var seqs []uint32
	for _, j := range found {
		if j.count > 0 {
			replacements = append(replacements, replacement{group: []*member{j.segment}, out: map[*member]*columns.Bits{j.segment: j.due}})
			seqs = append(seqs, j.seqs...)
		}
	}
	slices.Sort(seqs)
	p := ledger.PurgePlanned{
		Count: d.Count, Leaves: segment.Runs(seqs), First: d.First.UTC(), Last: d.Last.UTC(), Held: d.Held,
		Rule: ledger.PurgeRule{At: d.At.UTC().Round(0), Plan: d.Plan.Name, Days: d.Plan.Days, Cutoff: d.Cutoff.UTC(), Holds: []string{}},
	}
	for _, h := range holds {
		p.Rule.Holds = append(p.Rule.Holds, h.ID)
	}
	for i := range v.imports {
		if one := &v.imports[i]; one.Damage != nil && one.Rejected > 0 {
			return ledger.Receipt{}, fmt.Errorf("%w: %w; what it quotes of rejected records may be of events that are due, and cannot be looked through: put imports/%s there from a copy of the archive",
				ErrTrouble, one.Damage, v.snapshot.Imports[i].FileName())
		}
	}
	// Without this file the purge is no less complete, and on a full disk a purge may be
	// what helps.
	_, first := os.Lstat(filepath.Join(a.dir, purgedName))
	_ = mending{a}.keepPurged(p.Leaves)
	imports, cut := quotes.cut(v.imports)
	p.Quotes = cut
	imports = withoutSums(v.imports, imports, p.Leaves)
	change := ledger.Purging(p)
	if err := c.replace(ctx, imports, replacements, change); err != nil {
		if first != nil && !errors.Is(err, ErrUnsure) { // a full disk needs its space
			os.Remove(filepath.Join(a.dir, purgedName))
		}
		return ledger.Receipt{}, err
	}
	return ledger.Receipt{PurgePlanned: change.Purged()}, nil
}

// situation returns what decides whether the purge of d may run automatically.
func situation(v *View, d *Due) retention.Situation {
	s := v.a.ledger.Since(d.Plan.Name)
	s.Events, s.Due = d.Events, d.Count
	for i := range v.imports {
		if at := v.imports[i].Finished; at.After(s.Known) {
			s.Known = at
		}
	}
	if v.snapshot.Made.After(s.Known) {
		s.Known = v.snapshot.Made
	}
	return s
}
