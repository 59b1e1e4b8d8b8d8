package columns

import (
	"slices"

	"daybook/backend/event"
	"daybook/backend/query"

	"github.com/RoaringBitmap/roaring/v2"
)

// FindShort adds to set the positions whose member, category or action key
// holds the term, as far as the term's field allows these texts. They have few
// distinct values, so the values are searched and not the events.
func (t *Table) FindShort(term query.Term, set *Bits) {
	if term.Field == query.Any || term.Field == query.Member {
		t.addCodes(set, t.member, len(t.members), t.byMember, func(code int) bool {
			return term.FoundIn(t.memberTexts[code])
		})
	}
	if term.Field == query.Any || term.Field == query.Category || term.Field == query.Action {
		t.addCodes(set, t.action, len(t.actions), nil, func(code int) bool {
			text := t.actionTexts[code]
			return term.Field != query.Action && term.FoundIn(text.category) ||
				term.Field != query.Category && term.FoundIn(text.key)
		})
	}
}

// addCodes adds the positions whose code is wanted. by, the grouping by that
// code, may be nil.
func (t *Table) addCodes(set *Bits, codes []uint32, n int, by func() *grouping, wanted func(code int) bool) {
	want := make([]bool, n)
	any := false
	for code := range want {
		want[code] = wanted(code)
		any = any || want[code]
	}
	if !any {
		return
	}
	if by != nil {
		g := by()
		for code, w := range want {
			if w {
				for _, p := range g.positions[g.starts[code]:g.starts[code+1]] {
					set.Set(int(p))
				}
			}
		}
		return
	}
	for i := range set.words {
		base := i << 6
		var word uint64
		for k, code := range codes[base:min(base+64, t.n)] {
			if want[code] {
				word |= 1 << k
			}
		}
		set.words[i] |= word
	}
}

// Distinct is the number of distinct descriptions.
func (t *Table) Distinct() int { return t.distinct }

// AddDescriptions adds the positions whose description has one of the ranks.
func (t *Table) AddDescriptions(set, ranks *Bits) {
	g := t.byDescription()
	total := 0
	for rank := range ranks.All() {
		total += int(g.starts[rank+1] - g.starts[rank])
	}
	if total < t.n/8 { // setting bits at random costs more than a scan in order
		for rank := range ranks.All() {
			for _, p := range g.positions[g.starts[rank]:g.starts[rank+1]] {
				set.Set(int(p))
			}
		}
		return
	}
	for i := range set.words {
		base := i << 6
		var word uint64
		for k, rank := range t.description[base:min(base+64, t.n)] {
			word |= (ranks.words[rank>>6] >> (rank & 63) & 1) << k
		}
		set.words[i] |= word
	}
}

// AddRanks adds to across, a set of ranks across segments, the local ranks of
// one segment.
func AddRanks(across *Bits, local *roaring.Bitmap, translate []uint32) {
	it := local.ManyIterator()
	buf := make([]uint32, 1024)
	for n := it.NextMany(buf); n > 0; n = it.NextMany(buf) {
		for _, rank := range buf[:n] {
			across.Set(int(translate[rank]))
		}
	}
}

// Filters are the exact filters of a query, each resolved to a set of
// positions; nil is no filter.
type Filters struct {
	Category, Action, Member *Bits
	start, end               int
	whole                    bool // from start to end is everything
}

// Filter resolves the filters of q, less imports, which the table does not
// know.
func (t *Table) Filter(q query.Query) Filters {
	var f Filters
	f.start, f.end = t.span(q.From, q.To)
	f.whole = f.start == 0 && f.end == t.n
	if len(q.Categories) > 0 {
		f.Category = NewBits(t.n)
		t.addCodes(f.Category, t.action, len(t.actions), nil, func(code int) bool {
			return slices.Contains(q.Categories, t.actions[code].Category)
		})
	}
	if len(q.Actions) > 0 {
		f.Action = NewBits(t.n)
		t.addCodes(f.Action, t.action, len(t.actions), nil, func(code int) bool {
			return slices.Contains(q.Actions, t.actions[code].Key())
		})
	}
	if len(q.Members) > 0 {
		f.Member = NewBits(t.n)
		t.addCodes(f.Member, t.member, len(t.members), t.byMember, func(code int) bool {
			return slices.Contains(q.Members, t.members[code])
		})
	}
	return f
}

// WithSeqs is the set of positions whose sequence number is in seqs.
func (t *Table) WithSeqs(seqs *Bits) *Bits {
	set := NewBits(t.n)
	for i := range set.words {
		base := i << 6
		var word uint64
		for k, seq := range t.seqs[base:min(base+64, t.n)] {
			if int(seq) < seqs.n {
				word |= (seqs.words[seq>>6] >> (seq & 63) & 1) << k
			}
		}
		set.words[i] = word
	}
	return set
}

// Values are all categories and action keys, sorted.
func (t *Table) Values() (categories, actions []string) {
	for _, a := range t.actions {
		categories = append(categories, a.Category)
		actions = append(actions, a.Key())
	}
	slices.SortFunc(categories, query.CompareText)
	return slices.Compact(categories), slices.Compact(actions)
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
}

// Apply narrows text, the set of what the terms match, by the filters and
// returns the result. It changes text.
func (f Filters) Apply(text *Bits) *Bits {
	for _, filter := range []*Bits{f.Category, f.Action, f.Member} {
		if filter != nil {
			text.And(filter)
		}
	}
	if f.start > 0 || f.end < text.n {
		text.KeepRange(f.start, f.end)
	}
	return text
}

// Facets counts by value what the terms match (text) under all filters but the
// facet's own. bounds are where the histogram's bars meet, rising: the first
// bar's start, and the last one's end at the end.
func (t *Table) Facets(text *Bits, f Filters, bounds []event.Time) Facets {
	without := func(drop **Bits) *Bits {
		kept := *drop
		*drop = nil
		set := f.Apply(text.Clone())
		*drop = kept
		return set
	}
	var out Facets
	all := f.Apply(text.Clone())
	byAction := func(set *Bits) []int { return tally(set, t.action, len(t.actions)) }

	set := all
	if f.Category != nil {
		set = without(&f.Category)
	}
	categories := map[string]int{}
	for code, c := range byAction(set) {
		categories[t.actions[code].Category] += c
	}
	out.Categories = counts(categories)

	set = all
	if f.Action != nil {
		set = without(&f.Action)
	}
	actions := map[string]int{}
	for code, c := range byAction(set) {
		actions[t.actions[code].Key()] += c
	}
	out.Actions = counts(actions)

	set = all
	if f.Member != nil {
		set = without(&f.Member)
	}
	members := map[string]int{}
	for code, c := range tally(set, t.member, len(t.members)) {
		if c > 0 {
			members[t.members[code]] = c
		}
	}
	out.Members = counts(members)

	anyTime := f
	anyTime.start, anyTime.end = 0, t.n
	out.Histogram = t.histogram(anyTime.Apply(text.Clone()), bounds)
	return out
}

func (t *Table) histogram(set *Bits, bounds []event.Time) []Bar {
	if len(bounds) < 2 {
		return nil
	}
	out := make([]Bar, len(bounds)-1)
	end := t.firstBefore(bounds[0])
	for i := range out {
		start := t.firstBefore(bounds[i+1])
		out[i] = Bar{bounds[i], bounds[i+1], set.CountRange(start, end)}
		end = start
	}
	return out
}

// tally counts the codes of the set's positions.
func tally(set *Bits, codes []uint32, n int) []int {
	sums := make([]int, n)
	for p := range set.All() {
		sums[codes[p]]++
	}
	return sums
}

// counts lists what is not zero, the most frequent first, then by text.
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

// None reports filters that let everything through.
func (f Filters) None() bool {
	return f.Category == nil && f.Action == nil && f.Member == nil && f.whole
}
