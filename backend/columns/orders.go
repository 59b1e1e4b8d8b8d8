package columns

import (
	"math/bits"

	"daybook/backend/event"
	"daybook/backend/query"
)

// A grouping is one order: the positions of group 0 in base order, then those
// of group 1, and so on.
type grouping struct {
	positions []uint32
	starts    []uint32 // of each group in positions, and the end
}

// group sorts the positions by their group, by counting; groups are below n.
func group(groupOf []uint32, n int) *grouping {
	g := &grouping{make([]uint32, len(groupOf)), make([]uint32, n+1)}
	for _, k := range groupOf {
		g.starts[k+1]++
	}
	for k := range n {
		g.starts[k+1] += g.starts[k]
	}
	next := append([]uint32(nil), g.starts[:n]...)
	for position, k := range groupOf {
		g.positions[next[k]] = uint32(position)
		next[k]++
	}
	return g
}

// actionGroups gives each action code the number of its key, since two actions
// can have one key ("a" + "b.c" and "a.b" + "c").
func (t *Table) actionGroups() []uint32 {
	groups := make([]uint32, len(t.actions))
	for i := 1; i < len(groups); i++ {
		groups[i] = groups[i-1]
		if t.actions[i].Key() != t.actions[i-1].Key() {
			groups[i]++
		}
	}
	return groups
}

func (t *Table) groupByKey() *grouping {
	groups := t.actionGroups()
	groupOf := make([]uint32, t.n)
	for position, code := range t.action {
		groupOf[position] = groups[code]
	}
	n := 0
	if len(groups) > 0 {
		n = int(groups[len(groups)-1]) + 1
	}
	return group(groupOf, n)
}

// sameTimeBack is the start of the group of equal times that ends at end.
func (t *Table) sameTimeBack(end int) int {
	start := end - 1
	for start > 0 && t.times[start-1] == t.times[start] {
		start--
	}
	return start
}

// Slice returns the positions number from to from+n of the set in an order; a
// nil set is all. Past the end it returns fewer, or none. Without a set it
// costs the same for any from; with one it is linear in the positions walked,
// about a nanosecond each.
func (t *Table) Slice(set *Bits, o query.Order, from, n int) []int {
	out := make([]int, 0, min(n, t.n))
	skip := from
	t.walk(set, o, &skip, func(position int) bool {
		out = append(out, position)
		return len(out) < n
	})
	return out
}

// All calls visit with every position of the set in an order until it returns
// false; a nil set is all.
func (t *Table) All(set *Bits, o query.Order, visit func(position int) bool) {
	skip := 0
	t.walk(set, o, &skip, visit)
}

func (t *Table) walk(set *Bits, o query.Order, skip *int, visit func(int) bool) {
	var g *grouping
	switch o.By {
	case query.ByMember:
		g = t.byMember()
	case query.ByAction:
		g = t.byAction()
	case query.ByDescription:
		g = t.byDescription()
	default:
		t.walkTime(set, o.Desc, skip, visit)
		return
	}
	if !o.Desc {
		walkStretch(set, g.positions, skip, visit)
		return
	}
	k := len(g.starts) - 2
	if set == nil { // whole groups can be passed over without being walked
		for k >= 0 && *skip >= int(g.starts[k+1]-g.starts[k]) {
			*skip -= int(g.starts[k+1] - g.starts[k])
			k--
		}
	}
	for ; k >= 0; k-- {
		if !walkStretch(set, g.positions[g.starts[k]:g.starts[k+1]], skip, visit) {
			return
		}
	}
}

// walkStretch visits what is in the set of a stretch of positions, less the
// first *skip of it.
func walkStretch(set *Bits, stretch []uint32, skip *int, visit func(int) bool) bool {
	if set == nil {
		passed := min(*skip, len(stretch))
		*skip -= passed
		for _, p := range stretch[passed:] {
			if !visit(int(p)) {
				return false
			}
		}
		return true
	}
	i := 0
	for left := *skip; left > 0 && i < len(stretch); i++ {
		// Without a branch: matches and misses alternate at random here.
		p := stretch[i]
		hit := int(set.words[p>>6] >> (p & 63) & 1)
		left -= hit
		*skip = left
	}
	for _, p := range stretch[i:] {
		if set.Has(int(p)) && !visit(int(p)) {
			return false
		}
	}
	return true
}

// walkTime walks base order, or the groups of equal times from the oldest on.
func (t *Table) walkTime(set *Bits, desc bool, skip *int, visit func(int) bool) {
	if desc {
		t.walkNewestFirst(set, skip, visit)
		return
	}
	end := t.n
	if set == nil {
		// Groups of equal times keep their places when their order is turned,
		// so number *skip is in the group of its mirror image.
		stop := max(end-*skip, min(1, end))
		for stop < end && t.times[stop] == t.times[stop-1] {
			stop++
		}
		*skip -= end - stop
		end = stop
	} else if *skip > 0 {
		end = t.skipOldest(set, skip)
	}
	for end > 0 {
		start := t.sameTimeBack(end)
		for p := start; p < end; p++ {
			if set != nil && !set.Has(p) {
				continue
			}
			if *skip > 0 {
				*skip--
				continue
			}
			if !visit(p) {
				return
			}
		}
		end = start
	}
}

// skipOldest passes over whole words of the set from the oldest end while they
// hold no more than *skip members and cut no group of equal times, and returns
// the end of what is left.
func (t *Table) skipOldest(set *Bits, skip *int) int {
	end, passed, best, bestPassed := t.n, 0, t.n, 0
	for w := len(set.words) - 1; w >= 0; w-- {
		passed += bits.OnesCount64(set.words[w])
		if passed > *skip {
			break
		}
		end = w << 6
		if end == 0 || t.times[end-1] != t.times[end] {
			best, bestPassed = end, passed
		}
	}
	*skip -= bestPassed
	return best
}

func (t *Table) walkNewestFirst(set *Bits, skip *int, visit func(int) bool) {
	if set == nil {
		from := min(*skip, t.n)
		*skip -= from
		for p := from; p < t.n; p++ {
			if !visit(p) {
				return
			}
		}
		return
	}
	w := 0
	for ; w < len(set.words); w++ {
		c := bits.OnesCount64(set.words[w])
		if *skip < c {
			break
		}
		*skip -= c
	}
	for ; w < len(set.words); w++ {
		for word := set.words[w]; word != 0; word &= word - 1 {
			if *skip > 0 {
				*skip--
				continue
			}
			if !visit(w<<6 + bits.TrailingZeros64(word)) {
				return
			}
		}
	}
}

// span is the positions of the times in [from, until): base order has them
// together. A Latest as until is no bound.
func (t *Table) span(from, until event.Time) (start, end int) {
	end = t.firstBefore(from)
	if until != event.Latest {
		start = t.firstBefore(until)
	}
	return min(start, end), end
}

// firstBefore is the first position whose time is before at.
func (t *Table) firstBefore(at event.Time) int {
	low, high := 0, t.n
	for low < high {
		mid := int(uint(low+high) >> 1)
		if t.times[mid] < at {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}
