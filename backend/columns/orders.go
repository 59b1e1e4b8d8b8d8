package columns

import (
	"cmp"
	"slices"

	"daybook/backend/event"
	"daybook/backend/query"
)

// Slice returns the positions of the set from place from to from+n in an order; a
// nil set means all positions. Past the end it returns fewer, or none. Without a
// set it costs the same for any from; with a set it is linear in the set, some
// nanoseconds for each position.
func (t *Table) Slice(set *Bits, o query.Order, from, n int) []int {
	out := make([]int, 0, min(n, t.n))
	t.walk(&walk{set: set, skip: from, visit: func(position int) bool {
		out = append(out, position)
		return len(out) < n
	}}, o)
	return out
}

// All calls visit with every position of the set in an order until it returns
// false; a nil set means all positions.
func (t *Table) All(set *Bits, o query.Order, visit func(position int) bool) {
	t.walk(&walk{set: set, visit: visit}, o)
}

func (t *Table) walk(w *walk, o query.Order) {
	switch o.By {
	case query.ByMember:
		t.walkGroups(w, t.byMember, o.Desc)
	case query.ByAction:
		t.walkGroups(w, t.byAction, o.Desc)
	case query.ByDescription:
		t.walkGroups(w, t.byDescription, o.Desc)
	default:
		if o.Desc {
			t.walkNewestFirst(w)
		} else {
			t.walkOldestFirst(w)
		}
	}
}

// A walk visits positions, only those in set unless it is nil, after skipping the
// first skip of them.
type walk struct {
	set   *Bits
	skip  int
	visit func(position int) bool
}

// A stretch is a range of rows of a part in base order: numbers from to to of all
// its rows, or of the rows of a column as they are grouped there.
type stretch struct {
	p        *part
	by       *column // nil is all rows
	from, to int
}

func (s *stretch) row(i int) int {
	if s.by == nil {
		return i
	}
	return int(s.by.rows.at(i))
}

// before reports whether number i of s comes before number k of o in base order.
func (s *stretch) before(i int, o *stretch, k int) bool {
	row, other := s.row(i), o.row(k)
	if d := cmp.Compare(s.p.times.at(row), o.p.times.at(other)); d != 0 {
		return d > 0
	}
	return s.p.seq(row) < o.p.seq(other)
}

// until returns the first number in s, after s.from, whose row comes after the
// first row of o, or s.to. It looks nearby first, since where times overlap the
// number is close.
func (s *stretch) until(o *stretch) int {
	low, step := s.from+1, 1
	for low < s.to && s.before(low, o, o.from) {
		low += step
		step *= 2
	}
	high := min(low, s.to)
	low = max(low-step/2, s.from+1)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if s.before(mid, o, o.from) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// merge visits stretches together in base order, and reports whether to go on.
// Times of segments seldom overlap, so the first stretch is mostly visited as a
// whole.
func (w *walk) merge(live []stretch) bool {
	slices.SortFunc(live, func(a, b stretch) int {
		switch {
		case a.before(a.from, &b, b.from):
			return -1
		case b.before(b.from, &a, a.from):
			return 1
		}
		return 0
	})
	for len(live) > 0 {
		s := &live[0]
		end := s.to
		if len(live) > 1 {
			end = s.until(&live[1])
		}
		if !w.stretch(s, end) {
			return false
		}
		if s.from = end; end == s.to {
			live = live[1:]
			continue
		}
		for i := 0; i+1 < len(live) && live[i+1].before(live[i+1].from, &live[i], live[i].from); i++ {
			live[i], live[i+1] = live[i+1], live[i]
		}
	}
	return true
}

// stretch visits s up to its number end.
func (w *walk) stretch(s *stretch, end int) bool {
	switch base := s.p.base; {
	case w.set == nil:
		passed := min(w.skip, end-s.from)
		w.skip -= passed
		for i := s.from + passed; i < end; i++ {
			if !w.visit(base + s.row(i)) {
				return false
			}
		}
	case s.by == nil:
		from, to := base+s.from, base+end
		if w.skip > 0 {
			if n := w.set.CountRange(from, to); n <= w.skip {
				w.skip -= n
				return true
			}
		}
		for at := w.set.next(from, to); at < to; at = w.set.next(at+1, to) {
			if w.skip > 0 {
				w.skip--
			} else if !w.visit(at) {
				return false
			}
		}
	default:
		i := s.from
		for ; w.skip > 0 && i < end; i++ {
			// Without a branch: matches and misses alternate at random here.
			at := base + int(s.by.rows.at(i))
			w.skip -= int(w.set.words[at>>6] >> (at & 63) & 1)
		}
		for ; i < end; i++ {
			if at := base + int(s.by.rows.at(i)); w.set.Has(at) && !w.visit(at) {
				return false
			}
		}
	}
	return true
}

// since returns the earliest time from which on there are no more than most
// positions of the set, and their number. It is a binary search that counts no
// position again once it is outside the remaining range.
func (t *Table) since(set *Bits, most int) (at event.Time, n int) {
	low, newest := t.Span()
	at = newest + 1
	known := make([]int, len(t.parts)) // rows from at on, of which n are in the set
	found := make([]int, len(t.parts))
	for low < at {
		mid := low + event.Time(uint64(at-low)/2)
		more := 0
		for i := range t.parts {
			p := &t.parts[i]
			found[i] = p.times.before(mid, known[i])
			if set == nil {
				more += found[i] - known[i]
			} else {
				more += set.CountRange(p.base+known[i], p.base+found[i])
			}
		}
		if n+more <= most {
			at, n = mid, n+more
			known, found = found, known
		} else {
			low = mid + 1
		}
	}
	return at, n
}

func (t *Table) walkNewestFirst(w *walk) {
	start := event.Latest
	if w.skip > 0 {
		var passed int
		start, passed = t.since(w.set, w.skip)
		w.skip -= passed
	}
	var live []stretch
	for i := range t.parts {
		p := &t.parts[i]
		if from := p.times.before(start, 0); from < p.n {
			live = append(live, stretch{p, nil, from, p.n})
		}
	}
	w.merge(live)
}

// walkOldestFirst walks the groups of equal times, of which each is in base
// order, from the oldest on.
func (t *Table) walkOldestFirst(w *walk) {
	start := event.Earliest
	if w.skip > 0 {
		total := t.n
		if w.set != nil {
			total = w.set.Count()
		}
		if w.skip >= total {
			return
		}
		// One step before that time there are more than total - skip - 1 left.
		start, _ = t.since(w.set, total-w.skip-1)
		start--
		w.skip -= total - t.countSince(w.set, start)
	}
	var live []stretch // those whose last row comes next
	for i := range t.parts {
		p := &t.parts[i]
		if to := p.times.before(start, 0); to > 0 {
			live = append(live, stretch{p, nil, 0, to})
		}
	}
	last := func(s stretch) event.Time { return s.p.times.at(s.to - 1) }
	byLast := func(a, b stretch) int { return cmp.Compare(last(a), last(b)) }
	slices.SortFunc(live, byLast)
	for len(live) > 0 {
		oldest := last(live[0])
		tied := 1
		for tied < len(live) && last(live[tied]) == oldest {
			tied++
		}
		if tied == 1 {
			s := &live[0]
			from := 0
			if len(live) > 1 {
				from = s.p.times.before(last(live[1]), 0)
			}
			if !w.backwards(s, from) {
				return
			}
			s.to = from
		} else {
			group := make([]stretch, tied)
			for i := range group {
				s := &live[i]
				group[i] = *s
				group[i].from = s.p.times.before(oldest+1, 0)
				s.to = group[i].from
			}
			if !w.merge(group) {
				return
			}
		}
		live = slices.DeleteFunc(live, func(s stretch) bool { return s.to == 0 })
		slices.SortFunc(live, byLast)
	}
}

func (t *Table) countSince(set *Bits, at event.Time) (n int) {
	for i := range t.parts {
		p := &t.parts[i]
		rows := p.times.before(at, 0)
		if set != nil {
			rows = set.CountRange(p.base, p.base+rows)
		}
		n += rows
	}
	return n
}

// backwards visits the rows of s from number from on, one group of equal times
// after another, the last group first.
func (w *walk) backwards(s *stretch, from int) bool {
	for end := s.to; end > from; {
		if w.set != nil { // a group without any of the set can be passed over
			if end = w.set.previous(s.p.base+from, s.p.base+end) + 1 - s.p.base; end <= from {
				return true
			}
		}
		start := end - 1
		for at := s.p.times.since.at(start); start > from && s.p.times.since.at(start-1) == at; {
			start--
		}
		if !w.stretch(&stretch{s.p, nil, start, end}, end) {
			return false
		}
		end = start
	}
	return true
}
