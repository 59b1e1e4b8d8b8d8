package columns

import (
	"cmp"
	"math"
	"slices"

	"daybook/backend/event"
)

// An ordering is an order by groups: all positions of group 0 in base order, then
// those of group 1, and so on. Each part has its rows by the codes of a column, and
// the group of each code; groups rise with the codes.
type ordering struct {
	groups int
	parts  []partOrdering
}

type partOrdering struct {
	*column
	groupOf []uint32
}

func (t *Table) orderBy(of func(*part) *column, groups int, groupOf [][]uint32) *ordering {
	o := &ordering{groups, make([]partOrdering, len(t.parts))}
	for i := range t.parts {
		o.parts[i] = partOrdering{of(&t.parts[i]), groupOf[i]}
	}
	return o
}

// first returns the first code of a part whose group is g or later.
func (p *partOrdering) first(g int) int {
	code, _ := slices.BinarySearch(p.groupOf, uint32(g))
	return code
}

// before returns how many positions are in groups before g.
func (o *ordering) before(g int) (n int) {
	for i := range o.parts {
		p := &o.parts[i]
		n += int(p.starts.at(p.first(g)))
	}
	return n
}

// walkGroups finds the group in which the walk begins: without a set by binary
// search, and with a set by counting it by stretches of groups. Then it walks the
// groups, from the last to the first if desc. A small set is sorted.
func (t *Table) walkGroups(w *walk, o *ordering, desc bool) {
	if o.groups == 0 {
		return
	}
	if w.set == nil {
		low, high := o.begin(t.n, w, desc)
		t.walkRange(w, o, low, high, desc)
		return
	}
	if t.end <= math.MaxUint32 && w.set.Count() <= few {
		t.walkFew(w, o, desc)
		return
	}
	shift, sums := t.bySpan(o, w.set)
	for k := range sums {
		if desc {
			k = len(sums) - 1 - k
		}
		if sums[k] <= w.skip {
			w.skip -= sums[k]
			continue
		}
		if !t.walkRange(w, o, k<<shift, min((k+1)<<shift, o.groups), desc) {
			return
		}
	}
}

// begin returns the groups that are left after skipping those that hold no more
// than w.skip positions of n.
func (o *ordering) begin(n int, w *walk, desc bool) (low, high int) {
	// passed returns how many positions the first k groups hold.
	passed := func(k int) int {
		if desc {
			return n - o.before(o.groups-k)
		}
		return o.before(k)
	}
	least, most := 0, o.groups
	for least < most {
		mid := (least + most + 1) / 2
		if passed(mid) <= w.skip {
			least = mid
		} else {
			most = mid - 1
		}
	}
	w.skip -= passed(least)
	if desc {
		return 0, o.groups - least
	}
	return least, o.groups
}

// spans is the greatest number of stretches into which groups are divided for
// counting; a variable for tests.
var spans = 4096

// bySpan counts a set by stretches of 1<<shift groups.
func (t *Table) bySpan(o *ordering, set *Bits) (shift int, sums []int) {
	for o.groups>>shift > spans {
		shift++
	}
	sums = t.tally((o.groups-1)>>shift+1, func(i int, p *part, sums []int) {
		o.parts[i].tally(set, p.base, o.parts[i].groupOf, shift, sums)
	})
	return shift, sums
}

// few is the greatest number of positions that are sorted rather than looked for in
// group after group, most of which have none of them; a variable for tests.
var few = 1 << 14

// walkFew sorts a set by group and base order. It costs some 100 ns a position.
func (t *Table) walkFew(w *walk, o *ordering, desc bool) {
	type one struct {
		time     event.Time
		group    uint32
		position uint32
	}
	byPart := make([][]one, len(t.parts))
	t.each(func(i int, p *part) {
		by, end := &o.parts[i], p.base+p.n
		for at := w.set.next(p.base, end); at < end; at = w.set.next(at+1, end) {
			row := at - p.base
			group := by.groupOf[by.codes.at(row)]
			if desc {
				group = ^group
			}
			byPart[i] = append(byPart[i], one{p.times.at(row), group, uint32(at)})
		}
	})
	all := slices.Concat(byPart...)
	slices.SortFunc(all, func(a, b one) int {
		if a.group != b.group {
			return cmp.Compare(a.group, b.group)
		}
		if a.time != b.time {
			return cmp.Compare(b.time, a.time)
		}
		return cmp.Compare(t.Seq(int(a.position)), t.Seq(int(b.position)))
	})
	for _, one := range all[min(w.skip, len(all)):] {
		if !w.visit(int(one.position)) {
			return
		}
	}
}

// walkRange walks the groups from low to high.
func (t *Table) walkRange(w *walk, o *ordering, low, high int, desc bool) bool {
	type cursor struct {
		p        *part
		by       *partOrdering
		from, to int // codes that are left
	}
	var live []cursor
	for i := range o.parts {
		by := &o.parts[i]
		if from, to := by.first(low), by.first(high); from < to {
			live = append(live, cursor{&t.parts[i], by, from, to})
		}
	}
	next := func(c *cursor) uint32 {
		if desc {
			return c.by.groupOf[c.to-1]
		}
		return c.by.groupOf[c.from]
	}
	var group []stretch
	for len(live) > 0 {
		g := next(&live[0])
		for i := range live {
			if of := next(&live[i]); desc == (of > g) && of != g {
				g = of
			}
		}
		group = group[:0]
		for i := 0; i < len(live); {
			c := &live[i]
			for c.from < c.to && next(c) == g {
				code := c.from
				if desc {
					c.to--
					code = c.to
				} else {
					c.from++
				}
				if from, to := c.by.group(code); from < to {
					group = append(group, stretch{c.p, c.by.column, from, to})
				}
			}
			if c.from == c.to {
				live = slices.Delete(live, i, i+1)
			} else {
				i++
			}
		}
		if !w.merge(group) {
			return false
		}
	}
	return true
}
