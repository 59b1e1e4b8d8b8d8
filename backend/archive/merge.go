package archive

import (
	"context"
	"math"
	"slices"

	"daybook/backend/event"
)

// maxSegments returns how many segments an archive of n events may keep.
func maxSegments(n int) int { return 32 + n/1_000_000 }

const (
	// mergeAtOnce is the most by which joining one group reduces the number of
	// segments, so that not every import ends in a merge.
	mergeAtOnce = 12

	// A group has at most as many events as the last import added, but within
	// these bounds: a small import should not wait for minutes, and the memory
	// that building a segment takes grows with its events.
	mergeLittle = 500_000
	mergeMuch   = 2_000_000
)

// Merge joins segments until there are no more than an archive of that size should have.
// Small segments are joined whatever lies between them. Larger segments are joined with
// their neighbours in time, so that a purge finds them due as a whole, and only if none of
// the group is larger than all others together, so that an event is written again about as
// often as the archive doubles. A merge that would cost too much in proportion to the last
// import waits for a larger import, or until there are twice as many segments as there
// should be. Each step is a change like any other; readers go on meanwhile.
func (a *Archive) Merge(ctx context.Context) error {
	for {
		if more, err := a.mergeOnce(ctx); err != nil || !more {
			return err
		}
	}
}

// mergeOnce takes one step, and reports whether there was a step to take.
func (a *Archive) mergeOnce(ctx context.Context) (bool, error) {
	c, err := a.begin()
	if err != nil {
		return false, err
	}
	defer c.end()
	v := c.v
	added := 0
	if n := len(v.imports); n > 0 {
		added = v.imports[n-1].Added
	}
	var whole []*weighed
	for _, s := range v.segments {
		if s.Lost == 0 && !s.Shut() { // a damaged segment waits until it is healed
			whole = append(whole, &weighed{s.Number, s.Events(), s.Newest(), s})
		}
	}
	groups := toMerge(whole, maxSegments(v.snapshot.events()), min(max(added, mergeLittle), mergeMuch))
	if len(groups) == 0 {
		return false, nil
	}
	replacements := make([]replacement, len(groups))
	for i, group := range groups {
		for _, s := range group {
			replacements[i].group = append(replacements[i].group, s.member)
		}
	}
	return true, c.replace(ctx, v.imports, replacements, nil)
}

// A weighed is a segment with the properties that decide about merging it.
type weighed struct {
	number, events int
	newest         event.Time
	member         *member
}

// toMerge returns the groups that become one segment each in the next step towards at most
// most segments. A group of more events than affordable is joined only if there are more
// than twice as many segments. A step ends with mergeMuch events, since old and new
// segments are both on the disk until it is done.
func toMerge(segments []*weighed, most, affordable int) (groups [][]*weighed) {
	var left [][]*weighed // the segments after the step, each as the group that it is made of
	for _, s := range neighbours(segments) {
		left = append(left, []*weighed{s})
	}
	written := 0
	for len(left) > most {
		at := cheapest(left, affordable)
		if at == nil && len(left) > 2*most {
			at = cheapest(left, math.MaxInt)
		}
		if at == nil {
			break
		}
		var group []*weighed
		for _, i := range at {
			group = append(group, left[i]...)
			left[i] = nil
		}
		if written += events(group); written > mergeMuch && len(groups) > 0 {
			break
		}
		left[at[0]] = group
		left = slices.DeleteFunc(left, func(g []*weighed) bool { return g == nil })
		groups = slices.DeleteFunc(slices.Clone(left), func(g []*weighed) bool { return len(g) == 1 })
	}
	return groups
}

func events(group []*weighed) (sum int) {
	for _, s := range group {
		sum += s.events
	}
	return sum
}

// neighbours returns the segments sorted from the newest events to the oldest.
func neighbours(segments []*weighed) []*weighed {
	sorted := slices.Clone(segments)
	slices.SortStableFunc(sorted, func(x, y *weighed) int {
		switch {
		case x.newest > y.newest:
			return -1
		case x.newest < y.newest:
			return 1
		}
		return x.number - y.number
	})
	return sorted
}

// cheapest returns which groups of left, neighbours in time, should be joined
// next: among the affordable choices, those for which the fewest events are
// written for each segment saved.
func cheapest(left [][]*weighed, affordable int) (best []int) {
	var all, small []int
	for i, g := range left {
		all = append(all, i)
		if events(g) < partEvents {
			small = append(small, i)
		}
	}
	least := math.Inf(1)
	look := func(of []int, balanced bool) {
		for from := range of {
			sum, largest := 0, 0
			for k := from; k < min(from+mergeAtOnce+1, len(of)); k++ {
				n := events(left[of[k]])
				sum += n
				largest = max(largest, n)
				cost := float64(sum) / float64(k-from)
				if k > from && sum <= affordable && cost <= least && (!balanced || largest <= sum-largest) {
					least, best = cost, of[from:k+1]
				}
			}
		}
	}
	look(all, affordable < math.MaxInt)
	look(small, false)
	return best
}
