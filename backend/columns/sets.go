package columns

import (
	"slices"
	"sync"

	"daybook/backend/event"
	"daybook/backend/query"

	"github.com/RoaringBitmap/roaring/v2"
)

// FindShort adds to set the positions whose member, category or action key holds
// the term, as far as the term's field allows these texts. These fields have few
// distinct values, so it searches the values and not the events.
func (t *Table) FindShort(term query.Term, set *Bits) {
	if term.Field == query.Any || term.Field == query.Member {
		t.addMembers(set, func(code int) bool { return term.FoundIn(t.memberTexts[code]) })
	}
	if term.Field == query.Any || term.Field == query.Category || term.Field == query.Action {
		t.addActions(set, func(code int) bool {
			text := t.actionTexts[code]
			return term.Field != query.Action && term.FoundIn(text.category) ||
				term.Field != query.Category && term.FoundIn(text.key)
		})
	}
}

// addMembers adds the positions whose member is wanted.
func (t *Table) addMembers(set *Bits, wanted func(code int) bool) {
	want := chosen(len(t.members), wanted)
	t.each(func(_ int, p *part) { p.member.add(set, p.base, translated(want, p.memberOf)) })
}

// addActions adds the positions whose action is wanted.
func (t *Table) addActions(set *Bits, wanted func(code int) bool) {
	want := chosen(len(t.actions), wanted)
	t.each(func(_ int, p *part) { p.action.add(set, p.base, translated(want, p.actionOf)) })
}

func chosen(n int, wanted func(code int) bool) *Bits {
	want := NewBits(n)
	for code := range n {
		if wanted(code) {
			want.Set(code)
		}
	}
	return want
}

// translated returns the codes of a segment whose codes in the table are wanted.
func translated(want *Bits, of []uint32) *Bits {
	return chosen(len(of), func(code int) bool { return want.Has(int(of[code])) })
}

// AddDescriptions adds to set the positions of one segment whose description
// has one of the ranks, which are those of the segment. Each segment may be
// added in a goroutine of its own.
func (t *Table) AddDescriptions(set *Bits, segment int, ranks *roaring.Bitmap) {
	p := &t.parts[segment]
	want := NewBits(p.text.values)
	it := ranks.ManyIterator()
	buf := make([]uint32, 1024)
	for n := it.NextMany(buf); n > 0; n = it.NextMany(buf) {
		for _, rank := range buf[:n] {
			want.Set(int(rank))
		}
	}
	p.text.add(set, p.base, want)
}

// Filters are the exact filters of a query, each resolved to a set of
// positions; nil is no filter.
type Filters struct{ Category, Action, Member, Time *Bits }

// Filter resolves the filters of q, less imports, which the table does not
// know.
func (t *Table) Filter(q query.Query) Filters {
	var f Filters
	if oldest, newest := t.Span(); t.n > 0 && (q.From > oldest || q.To <= newest) {
		f.Time = t.NewSet()
		for i := range t.parts {
			p := &t.parts[i]
			start, end := p.between(q.From, q.To)
			f.Time.SetRange(p.base+start, p.base+end)
		}
	}
	if len(q.Categories) > 0 {
		f.Category = t.NewSet()
		t.addActions(f.Category, func(code int) bool { return slices.Contains(q.Categories, t.actions[code].Category) })
	}
	if len(q.Actions) > 0 {
		f.Action = t.NewSet()
		t.addActions(f.Action, func(code int) bool { return slices.Contains(q.Actions, t.actions[code].Key()) })
	}
	if len(q.Members) > 0 {
		f.Member = t.NewSet()
		t.addMembers(f.Member, func(code int) bool { return slices.Contains(q.Members, t.members[code]) })
	}
	return f
}

// between returns the rows whose times are in [from, until). If until is Latest it
// is no bound.
func (p *part) between(from, until event.Time) (start, end int) {
	if until != event.Latest {
		start = p.times.before(until, 0)
	}
	return start, max(start, p.times.before(from, 0))
}

// None reports whether the filters let everything through.
func (f Filters) None() bool { return f == Filters{} }

// WithSeqs returns the set of positions whose sequence number is in seqs.
func (t *Table) WithSeqs(seqs *Bits) *Bits {
	set := t.NewSet()
	t.each(func(_ int, p *part) {
		low, high := int(p.low), min(int(p.low+p.high)+1, seqs.n)
		if low >= high || seqs.CountRange(low, high) == 0 {
			return
		}
		var buf [64]uint32
		for row := 0; row < p.n; row += 64 {
			numbers := buf[:min(64, p.n-row)]
			p.seqs.load(numbers, row)
			var word uint64
			for k, seq := range numbers {
				if seq := low + int(seq); seq < high {
					word |= (seqs.words[seq>>6] >> (seq & 63) & 1) << k
				}
			}
			set.words[(p.base+row)>>6] = word
		}
	})
	return set
}

// Seqs returns the sequence numbers of a set of positions, all of which are below n.
func (t *Table) Seqs(positions *Bits, n int) *Bits {
	seqs := NewBits(n)
	for i := range t.parts {
		p := &t.parts[i]
		end := p.base + p.n
		for at := positions.next(p.base, end); at < end; at = positions.next(at+1, end) {
			seqs.Set(int(p.seq(at - p.base)))
		}
	}
	return seqs
}

// A Count is a value and how many events have it.
type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// A Bar is the number of events in [From, To).
type Bar struct {
	From, To event.Time
	Count    int
}

// Facets are the counts beside a result. Each ignores its own filter.
type Facets struct {
	Categories, Actions, Members []Count
	Histogram                    []Bar
	Conflicts                    int // marked events: the same with or without the filter for them
}

// Apply narrows text, the set of the positions that the terms match, by the filters
// and returns the result. It changes text.
func (f Filters) Apply(text *Bits) *Bits {
	for _, filter := range []*Bits{f.Category, f.Action, f.Member, f.Time} {
		if filter != nil {
			text.And(filter)
		}
	}
	return text
}

// Facets counts by value the positions that the terms match (text) under all
// filters except the facet's own. bounds are the rising edges of the histogram's
// bars, from the start of the first to the end of the last.
func (t *Table) Facets(text *Bits, f Filters, bounds []event.Time) Facets {
	all := text
	if !f.None() {
		all = f.Apply(text.Clone())
	}
	without := func(drop **Bits) *Bits {
		if *drop == nil {
			return all
		}
		kept := *drop
		*drop = nil
		set := f.Apply(text.Clone())
		*drop = kept
		return set
	}
	var out Facets
	byAction := t.tallyActions(all)

	ofCategory := byAction
	if f.Category != nil {
		ofCategory = t.tallyActions(without(&f.Category))
	}
	categories := map[string]int{}
	for code, c := range ofCategory {
		categories[t.actions[code].Category] += c
	}
	out.Categories = counts(categories)

	if f.Action != nil {
		byAction = t.tallyActions(without(&f.Action))
	}
	actions := map[string]int{}
	for code, c := range byAction {
		actions[t.actions[code].Key()] += c
	}
	out.Actions = counts(actions)

	members := map[string]int{}
	for code, c := range t.tallyMembers(without(&f.Member)) {
		if c > 0 {
			members[t.members[code]] = c
		}
	}
	out.Members = counts(members)
	out.Histogram = t.histogram(without(&f.Time), bounds)
	out.Conflicts = all.CountBoth(t.conflicts)
	return out
}

func (t *Table) tallyMembers(set *Bits) []int {
	return t.tally(len(t.members), func(_ int, p *part, sums []int) { p.member.tally(set, p.base, p.memberOf, 0, sums) })
}

func (t *Table) tallyActions(set *Bits) []int {
	return t.tally(len(t.actions), func(_ int, p *part, sums []int) { p.action.tally(set, p.base, p.actionOf, 0, sums) })
}

// tally adds up the counts of all parts, in n sums.
func (t *Table) tally(n int, count func(i int, p *part, sums []int)) []int {
	total := make([]int, n)
	var mu sync.Mutex
	t.each(func(i int, p *part) {
		sums := make([]int, n)
		count(i, p, sums)
		mu.Lock()
		defer mu.Unlock()
		for i, c := range sums {
			total[i] += c
		}
	})
	return total
}

func (t *Table) histogram(set *Bits, bounds []event.Time) []Bar {
	if len(bounds) < 2 {
		return nil
	}
	out := make([]Bar, len(bounds)-1)
	for i := range out {
		out[i] = Bar{From: bounds[i], To: bounds[i+1]}
	}
	for i := range t.parts {
		p := &t.parts[i]
		end := p.times.before(bounds[0], 0)
		for k := range out {
			start := p.times.before(bounds[k+1], 0)
			out[k].Count += set.CountRange(p.base+start, p.base+end)
			end = start
		}
	}
	return out
}

// counts lists the counts that are not zero, the most frequent first, then by
// text.
func counts(of map[string]int) []Count {
	out := make([]Count, 0, len(of))
	for value, count := range of {
		if count > 0 {
			out = append(out, Count{value, count})
		}
	}
	slices.SortFunc(out, func(a, b Count) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return query.CompareText(a.Value, b.Value)
	})
	return out
}
