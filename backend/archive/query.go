package archive

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/parallel"
	"daybook/backend/query"
)

// PageSize is the number of events on a page.
const PageSize = 200

// A Request asks for one page of what matches.
type Request struct {
	Query      query.Query
	Order      query.Order
	Page       int            // from 1; a page beyond the last is empty
	Facets     bool           // whether to return counts beside the page
	CountsOnly bool           // return no events, only their number and the facets
	Only       *Set           // restricts the events; nil for all
	Zone       *time.Location // of the histogram's days; nil for UTC
}

// A Hit is an event with what the archive knows about it.
type Hit struct {
	event.Event
	Salt     event.Salt
	Seq      uint64
	Import   int
	Conflict bool
	// Damage says why the event cannot be read; then only those of its fields are
	// set that the columns know: time, actor, category and action.
	Damage error
}

// A Result is one page, with the exact number of all events that match.
type Result struct {
	Total, Page, Pages int
	Snapshot           int // number of the snapshot that answered
	Unread             int // events that cannot be read and are not in Total: any of them may match
	Hits               []Hit
	Facets             *columns.Facets // nil unless requested
}

// Query answers a request. An event on the page that cannot be read, or does not
// hash to its leaf, is returned in its place with its Damage.
func (v *View) Query(ctx context.Context, r Request) (Result, error) {
	defer v.letGo()
	m, err := v.match(ctx, r.Query, r.Only)
	if err != nil {
		return Result{}, err
	}
	res := Result{Total: m.total(v), Page: max(r.Page, 1), Snapshot: v.snapshot.Number, Unread: LostEvents(v.Lost())}
	res.Pages = (res.Total + PageSize - 1) / PageSize
	if from := (res.Page - 1) * PageSize; from < res.Total && from >= 0 && !r.CountsOnly {
		page, err := v.readPage(v.table.Slice(m.set, r.Order, from, PageSize))
		if err != nil {
			return Result{}, err
		}
		res.Hits = make([]Hit, len(page))
		for i, f := range page {
			res.Hits[i] = v.hit(f)
		}
	}
	if r.Facets {
		facets := v.table.Facets(m.text(v), m.filters, bars(v, r.Zone))
		res.Facets = &facets
	}
	return res, nil
}

// Count returns the number of events that match. It is the only way to count: it reads no
// event except those that have the event_id of a term.
func (v *View) Count(ctx context.Context, q query.Query) (int, error) {
	m, err := v.match(ctx, q, nil)
	if err != nil {
		return 0, err
	}
	return m.total(v), nil
}

func (v *View) hit(f found) Hit {
	if f.damage != nil {
		row := v.table.Row(f.position)
		f.event = event.Event{Time: row.Time, Actor: row.Member, Category: row.Action.Category, Action: row.Action.Action}
	}
	return Hit{f.event, f.salt, f.seq, importOf(v, f.seq), v.table.Conflict(f.position), f.damage}
}

// eventBatch is the number of events that are read at a time where there are many.
const eventBatch = 2000

// Events yields all events that match, in order. The first error ends the sequence.
// Memory does not grow with their number.
func (v *View) Events(ctx context.Context, q query.Query, o query.Order) iter.Seq2[event.Event, error] {
	return v.events(ctx, q, nil, o)
}

func (v *View) events(ctx context.Context, q query.Query, only *Set, o query.Order) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		m, err := v.match(ctx, q, only)
		if err == nil {
			err = v.each(ctx, m, o, func(f *found) bool { return yield(f.event, nil) })
		}
		if err != nil {
			yield(event.Event{}, err)
		}
	}
}

// each calls use with all matching events, in order, until use returns false.
func (v *View) each(ctx context.Context, m *matched, o query.Order, use func(f *found) bool) (err error) {
	batch := make([]int, 0, eventBatch)
	emit := func() bool {
		if err = ctx.Err(); err != nil {
			return false
		}
		var events []found
		if events, err = v.read(batch); err != nil {
			return false
		}
		for i := range events {
			if !use(&events[i]) {
				return false
			}
		}
		batch = batch[:0]
		v.letGo()
		return true
	}
	more := true
	v.table.All(m.set, o, func(p int) bool {
		if batch = append(batch, p); len(batch) == eventBatch {
			more = emit()
		}
		return more
	})
	if more && len(batch) > 0 {
		emit()
	}
	return err
}

// matched is the result of a query in a view.
type matched struct {
	set     *columns.Bits // the result; nil for all events; must not be changed
	terms   *columns.Bits // what the terms and filters of the archive leave; nil for all events
	shared  bool          // terms belongs to a remembered term, and must not be changed
	filters columns.Filters
}

func (m *matched) total(v *View) int {
	if m.set == nil {
		return v.table.Len()
	}
	return m.set.Count()
}

func (m *matched) text(v *View) *columns.Bits {
	if m.terms != nil {
		return m.terms
	}
	return v.table.Everything()
}

func (v *View) match(ctx context.Context, q query.Query, only *Set) (*matched, error) {
	m := &matched{filters: v.table.Filter(q)}
	for _, exclude := range []bool{false, true} { // the terms that narrow come first
		for _, t := range q.Terms {
			if t.Exclude != exclude {
				continue
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			set, err := v.find(ctx, t)
			if err != nil {
				return nil, failure.New("search", "", err)
			}
			if !exclude && m.terms == nil {
				m.terms, m.shared = set, true
				continue
			}
			m.own(v)
			if exclude {
				m.terms.AndNot(set)
			} else {
				m.terms.And(set)
			}
		}
	}
	if q.ConflictsOnly {
		m.own(v)
		m.terms.And(v.table.Conflicts())
	}
	if only != nil {
		m.own(v)
		m.terms.And(v.table.WithSeqs(only.seqs))
	}
	if len(q.Imports) > 0 {
		m.own(v)
		m.terms.And(v.table.WithSeqs(seqsOf(v, q.Imports)))
	}
	m.set = m.terms
	if !m.filters.None() {
		m.set = m.filters.Apply(m.text(v).Clone())
	}
	return m, nil
}

// own makes terms a set that may be changed.
func (m *matched) own(v *View) {
	if m.terms = m.text(v); m.shared {
		m.terms, m.shared = m.terms.Clone(), false
	}
}

// find returns the set of positions where a term is found, regardless of its
// exclusion. The set is remembered and must not be changed.
func (v *View) find(ctx context.Context, t query.Term) (*columns.Bits, error) {
	t.Exclude, t.Phrase = false, false
	if t.Field == query.ID {
		set := v.table.NewSet()
		return set, v.findID(t, set)
	}
	if set := v.terms.recall(t); set != nil {
		return set, nil
	}
	set, err := v.search(ctx, t)
	if err != nil {
		return nil, err
	}
	v.terms.remember(t, set)
	return set, nil
}

func (v *View) search(ctx context.Context, t query.Term) (*columns.Bits, error) {
	set := v.table.NewSet()
	v.table.FindShort(t, set)
	if t.Field != query.Any && t.Field != query.Description {
		return set, nil
	}
	errs := make([]error, len(v.segments))
	parallel.Each(len(v.segments), func(i int) {
		var ranks *roaring.Bitmap
		if ranks, errs[i] = v.segments[i].FindDescriptions(ctx, t); errs[i] == nil {
			v.table.AddDescriptions(set, i, ranks)
		}
	})
	return set, errors.Join(errs...)
}

func (v *View) findID(t query.Term, set *columns.Bits) error {
	hash := columns.HashID(t.Text)
	var rows []uint32
	for i, s := range v.segments {
		var err error
		if rows, err = s.IDs.Find(hash, rows[:0]); err != nil {
			return err
		}
		positions := make([]int, len(rows))
		for k, row := range rows {
			positions[k] = v.table.Position(i, int(row))
		}
		events, err := v.read(positions)
		if err != nil {
			return err
		}
		for _, f := range events {
			if t.FoundIn(query.Normal(f.event.ID)) {
				set.Set(f.position)
			}
		}
	}
	return nil
}

// importOf returns the number of the import that brought the event seq.
func importOf(v *View, seq uint64) int {
	low, high := 0, len(v.imports)
	for low < high { // find the last import that starts at seq or before and is not empty
		mid := (low + high) / 2
		if uint64(v.imports[mid].FirstSeq) <= seq {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low == 0 {
		return 0
	}
	return v.imports[low-1].Number
}

// seqsOf returns the sequence numbers of the events that the imports brought.
func seqsOf(v *View, imports []int) *columns.Bits {
	seqs := columns.NewBits(int(v.snapshot.Tree.Size))
	for _, i := range v.imports {
		if slices.Contains(imports, i.Number) {
			seqs.SetRange(int(i.FirstSeq), int(i.FirstSeq)+i.Added)
		}
	}
	return seqs
}
