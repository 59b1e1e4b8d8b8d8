package columns

import (
	"slices"
	"sort"
	"strings"
	"sync"

	"daybook/backend/event"
	"daybook/backend/parallel"
	"daybook/backend/query"
)

// A Table is the columns of all segments of one snapshot, side by side: a position
// is the first position of its segment plus the row. It is safe for concurrent use.
// It holds the segments, some 24 bytes an event, and the mappings between their
// dictionaries.
type Table struct {
	n         int // events
	end       int // of the positions
	parts     []part
	conflicts *Bits

	members     []string
	memberTexts []string // Normal
	actions     []Action
	actionTexts []actionText

	byMember, byAction, byDescription *ordering
}

type actionText struct{ category, key string } // Normal

// A part is a segment in a table.
type part struct {
	*rows
	n    int // rows
	base int // position of row 0, a multiple of 64: parts share no word of a set

	memberOf, actionOf []uint32 // the table's code of each code of the segment
}

// Join makes the table of a snapshot from its segments and the ranks of their
// descriptions. For a segment that was joined before the cost does not depend on
// its events.
func Join(segments []*Segment, ranks *Ranks) (*Table, error) {
	if len(ranks.Segments) != len(segments) {
		return nil, damaged("ranks are of other segments")
	}
	t := &Table{parts: make([]part, len(segments))}
	errs := make([]error, len(segments))
	t.each(func(i int, p *part) {
		p.n = segments[i].Rows()
		p.rows, errs[i] = segments[i].unpack(len(ranks.Segments[i]))
	})
	for i := range t.parts {
		if errs[i] != nil {
			return nil, errs[i]
		}
		p := &t.parts[i]
		p.base = t.end
		t.n += p.n
		t.end += (p.n + 63) &^ 63
	}
	t.conflicts = t.NewSet()
	for _, p := range t.parts {
		for _, row := range p.conflicts {
			t.conflicts.Set(p.base + int(row))
		}
	}
	t.uniteMembers()
	t.uniteActions()
	t.byDescription = t.orderBy(func(p *part) *column { return &p.text }, ranks.Distinct, ranks.Segments)
	return t, nil
}

// each calls do with every part, as many at a time as there are processors.
func (t *Table) each(do func(i int, p *part)) {
	parallel.Each(len(t.parts), func(i int) { do(i, &t.parts[i]) })
}

func (t *Table) uniteMembers() {
	dicts := make([][]string, len(t.parts))
	for i := range t.parts {
		dicts[i] = t.parts[i].members
	}
	var translate [][]uint32
	t.members, translate = unite(dicts, func(s string) string { return s })
	t.memberTexts = make([]string, len(t.members))
	for i, m := range t.members {
		t.memberTexts[i] = query.Normal(m)
	}
	for i := range t.parts {
		t.parts[i].memberOf = translate[i]
	}
	t.byMember = t.orderBy(func(p *part) *column { return &p.member }, len(t.members), translate)
}

func (t *Table) uniteActions() {
	dicts := make([][]Action, len(t.parts))
	for i := range t.parts {
		dicts[i] = t.parts[i].actions
	}
	var translate [][]uint32
	t.actions, translate = unite(dicts, Action.Key)
	t.actionTexts = make([]actionText, len(t.actions))
	// Two actions can have one key ("a" + "b.c" and "a.b" + "c"): one group.
	group := make([]uint32, len(t.actions))
	groups := 0
	for i, a := range t.actions {
		t.actionTexts[i] = actionText{query.Normal(a.Category), query.Normal(a.Key())}
		if i == 0 || t.actions[i-1].Key() != a.Key() {
			groups++
		}
		group[i] = uint32(groups - 1)
	}
	groupOf := make([][]uint32, len(t.parts))
	for i := range t.parts {
		t.parts[i].actionOf = translate[i]
		for _, code := range translate[i] {
			groupOf[i] = append(groupOf[i], group[code])
		}
	}
	t.byAction = t.orderBy(func(p *part) *column { return &p.action }, groups, groupOf)
}

// unite makes one sorted dictionary of several and maps the codes of each to
// it.
func unite[T comparable](dicts [][]T, key func(T) string) (all []T, translate [][]uint32) {
	type sortable struct {
		value       T
		folded, raw string
	}
	seen := make(map[T]bool)
	var values []sortable
	for _, dict := range dicts {
		for _, v := range dict {
			if !seen[v] {
				seen[v] = true
				values = append(values, sortable{v, query.Fold(key(v)), key(v)})
			}
		}
	}
	sort.SliceStable(values, func(i, j int) bool {
		if d := strings.Compare(values[i].folded, values[j].folded); d != 0 {
			return d < 0
		}
		return values[i].raw < values[j].raw
	})
	code := make(map[T]uint32, len(values))
	for i, v := range values {
		code[v.value] = uint32(i)
		all = append(all, v.value)
	}
	for _, dict := range dicts {
		codes := make([]uint32, len(dict))
		for i, v := range dict {
			codes[i] = code[v]
		}
		translate = append(translate, codes)
	}
	return all, translate
}

// Len is the number of events.
func (t *Table) Len() int { return t.n }

// NewSet returns the empty set of positions.
func (t *Table) NewSet() *Bits { return NewBits(t.end) }

// Everything returns the set of all positions.
func (t *Table) Everything() *Bits {
	set := t.NewSet()
	for _, p := range t.parts {
		set.SetRange(p.base, p.base+p.n)
	}
	return set
}

// of returns the part and row of a position.
func (t *Table) of(position int) (*part, int) {
	segment, row := t.Place(position)
	return &t.parts[segment], row
}

// Place returns the segment and row of a position.
func (t *Table) Place(position int) (segment, row int) {
	i := sort.Search(len(t.parts), func(i int) bool { return t.parts[i].base > position }) - 1
	return i, position - t.parts[i].base
}

// Position returns the position of a row of a segment.
func (t *Table) Position(segment, row int) int { return t.parts[segment].base + row }

// Time is the time of the event at a position.
func (t *Table) Time(position int) event.Time {
	p, row := t.of(position)
	return p.times.at(row)
}

// Seq is the sequence number of the event at a position.
func (t *Table) Seq(position int) uint64 {
	p, row := t.of(position)
	return p.seq(row)
}

// Span returns the times of the oldest and the newest event, or 0 where there is none.
func (t *Table) Span() (oldest, newest event.Time) {
	first := true
	for _, p := range t.parts {
		if p.n == 0 {
			continue
		}
		low, high := p.times.at(p.n-1), p.times.at(0)
		if first {
			oldest, newest, first = low, high, false
		}
		oldest, newest = min(oldest, low), max(newest, high)
	}
	return oldest, newest
}

// FirstFrom returns the time of the oldest event at that time or later, if there is
// one.
func (t *Table) FirstFrom(at event.Time) (first event.Time, ok bool) {
	for _, p := range t.parts {
		if row := p.times.before(at, 0); row > 0 {
			if time := p.times.at(row - 1); !ok || time < first {
				first, ok = time, true
			}
		}
	}
	return first, ok
}

// A Stretch is the number of some events, and the times of the oldest and the
// newest of them.
type Stretch struct {
	Events      int
	First, Last event.Time
}

// BySeq returns a Stretch for the events from each of the starts until the next
// start; the starts are rising sequence numbers. Of equal starts the last has the
// events.
func (t *Table) BySeq(starts []uint64) []Stretch {
	all := make([]Stretch, len(starts))
	var mu sync.Mutex
	t.each(func(_ int, p *part) {
		own := make([]Stretch, len(starts))
		for row := range p.n {
			seq := p.seq(row)
			i := sort.Search(len(starts), func(i int) bool { return starts[i] > seq }) - 1
			if i >= 0 {
				own[i].add(Stretch{1, p.times.at(row), p.times.at(row)})
			}
		}
		mu.Lock()
		defer mu.Unlock()
		for i := range all {
			all[i].add(own[i])
		}
	})
	return all
}

func (s *Stretch) add(other Stretch) {
	switch {
	case s.Events == 0:
		*s = other
	case other.Events > 0:
		s.Events += other.Events
		s.First, s.Last = min(s.First, other.First), max(s.Last, other.Last)
	}
}

// Conflict reports whether the event at a position is marked as a conflict.
func (t *Table) Conflict(position int) bool { return t.conflicts.Has(position) }

// Conflicts returns the set of positions that are marked; it must not be
// changed.
func (t *Table) Conflicts() *Bits { return t.conflicts }

// A Row holds the values of one event in the columns.
type Row struct {
	Seq         uint64
	Time        event.Time
	Member      string
	Action      Action
	Description int // rank in its segment
	Conflict    bool
}

// Row returns the row at a position.
func (t *Table) Row(position int) Row {
	p, row := t.of(position)
	return Row{
		Seq: p.seq(row), Time: p.times.at(row), Member: p.members[p.member.codes.at(row)],
		Action: p.actions[p.action.codes.at(row)], Description: int(p.text.codes.at(row)), Conflict: t.conflicts.Has(position),
	}
}

// Values returns all categories and action keys, sorted.
func (t *Table) Values() (categories, actions []string) {
	for _, a := range t.actions {
		categories = append(categories, a.Category)
		actions = append(actions, a.Key())
	}
	slices.SortFunc(categories, query.CompareText)
	return slices.Compact(categories), slices.Compact(actions)
}
