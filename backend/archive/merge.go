package archive

import (
	"context"
	"encoding/binary"
	"errors"
	"iter"
	"math"
	"os"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/ledger"
	"daybook/backend/segment"
)

// maxSegments is how many segments an archive of n events may keep.
func maxSegments(n int) int { return 32 + n/1_000_000 }

const (
	// mergeAtOnce is how many segments a group leaves less than it found, so that
	// not every import ends in a merge.
	mergeAtOnce = 12

	// A group has at most as many events as the last import added, but within
	// these bounds: a small import is not to wait for minutes, and the memory that
	// building a segment takes grows with its events.
	mergeLittle = 500_000
	mergeMuch   = 2_000_000
)

// Merge joins segments until there are no more than an archive of that size
// should have. Small ones are joined whatever lies between them; larger ones
// with their neighbours in time, so that a purge finds them due as a whole, and
// if none of the group is larger than all others together, so that an event is
// written again about as often as the archive doubles. What would cost too much
// beside the last import waits for a larger one, or until there are twice as
// many segments as there should be. Each step is a change like any other;
// readers go on meanwhile.
func (a *Archive) Merge(ctx context.Context) error {
	for {
		if more, err := a.mergeOnce(ctx); err != nil || !more {
			return err
		}
	}
}

// mergeOnce takes one step, and reports whether there was one to take.
func (a *Archive) mergeOnce(ctx context.Context) (bool, error) {
	v, done, err := a.begin()
	if err != nil {
		return false, err
	}
	defer done()
	added := 0
	if n := len(v.imports); n > 0 {
		added = v.imports[n-1].Added
	}
	var whole []*weighed
	for _, s := range v.segments {
		if s.Lost == 0 && !s.Shut() { // otherwise it waits for what heals it
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
	return true, a.replace(ctx, v.snapshot, v.segments, v.imports, replacements, nil)
}

// A weighed is a segment by what decides about merging it.
type weighed struct {
	number, events int
	newest         event.Time
	member         *member
}

// toMerge are the groups that become one segment each in the next step towards
// at most that many segments; a group of more events than are affordable is only
// joined where there are twice as many. A step ends with mergeMuch events: old
// and new segments are both on the disk until it is done.
func toMerge(segments []*weighed, most, affordable int) (groups [][]*weighed) {
	var left [][]*weighed // what there is after the step, by what it is made of
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

// neighbours are the segments from the newest events to the oldest.
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

// cheapest is which of left, neighbours in time, to join next: of those that are
// affordable the group that writes the fewest events for each segment that there
// is less.
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

// A replacement is a group of segments that one segment takes the place of, with
// the rows of all of them but those that are left out.
type replacement struct {
	group []*member
	out   map[*member]*columns.Bits // rows that are left out; nil for none
	back  []segment.TimedRow        // events of the group that are no rows of it, in base order
}

// rows is how many rows stay.
func (r *replacement) rows() int {
	n := len(r.back)
	for _, s := range r.group {
		n += s.Events()
		if out := r.out[s]; out != nil {
			n -= out.Count()
		}
	}
	return n
}

// replace makes each replacement, none where no row stays, and a snapshot with
// them. The imports are those of the snapshot, or as they are from now on. why is
// nil where events and imports stay the same.
func (a *Archive) replace(ctx context.Context, from *snapshot, segments []*member, imports []Import, replacements []replacement, why *ledger.Change) error {
	next := *from
	old := segments
	segments = slices.Clone(segments)
	var built []*member
	var written, replaced []string // files of imports
	undo := func(err error) error {
		for _, s := range built {
			err = errors.Join(err, s.Close())
			if a.unsure == nil {
				err = errors.Join(err, segment.Remove(s.Dir))
			}
		}
		if a.unsure == nil {
			for _, path := range written {
				os.Remove(path)
			}
			os.Remove(snapshotPath(a.dir, from.Number+1))
			os.Remove(snapshotCopyPath(a.dir, from.Number+1))
			removeOrder(a.dir, from.Number+1)
		}
		return err
	}
	of := make(map[*member][]*member) // whose texts are those of the group
	for i := range replacements {
		group := replacements[i].group
		if replacements[i].rows() > 0 {
			merged, err := a.join(ctx, next.NextSegment, &replacements[i])
			if err != nil {
				return undo(err)
			}
			built = append(built, merged)
			if replacements[i].out == nil && replacements[i].back == nil {
				of[merged] = group
			}
			folder.Step()
			next.NextSegment++
			segments[slices.Index(segments, group[0])] = merged
		}
		segments = slices.DeleteFunc(segments, func(s *member) bool { return slices.Contains(group, s) })
	}
	next.Imports = slices.Clone(next.Imports)
	for i := range imports {
		ref := &next.Imports[i]
		if imports[i].Revision == ref.Revision {
			continue
		}
		written = append(written, importPath(a.dir, ledger.ImportRef{Number: ref.Number, Revision: imports[i].Revision}))
		replaced = append(replaced, importPath(a.dir, *ref))
		var err error
		if *ref, err = writeImport(a.dir, &imports[i]); err != nil {
			return undo(err)
		}
		why.Rewrote(*ref)
	}
	if err := a.succeed(&next, segments, imports, why, of); err != nil {
		return undo(err)
	}
	folder.Step()
	for _, path := range replaced {
		os.Remove(path) // or on the next opening
	}
	// Those that no view ever held are nobody's to remove but ours.
	for _, s := range old {
		if !s.seen && !slices.Contains(segments, s) {
			s.Close()
			segment.Remove(s.Dir)
		}
	}
	return nil
}

// join builds the segment that a replacement is.
func (a *Archive) join(ctx context.Context, n int, r *replacement) (*member, error) {
	bytes, all := int64(0), len(r.back)
	for _, s := range r.group {
		bytes += s.Bytes()
		all += s.Events()
	}
	for i := range r.back {
		bytes += int64(len(r.back[i].Leaf))
	}
	if err := a.needSpace(2 * bytes * int64(r.rows()) / int64(max(all, 1))); err != nil {
		return nil, err
	}
	return a.buildOne(ctx, n, a.mergeRows(r), a.bytesOf(r))
}

// fewRows is how many rows are read twice, once to see how small a store they need.
const fewRows = 500

// bytesOf is how many bytes the rows of a replacement have, at most, where they are
// few; 0 where they are many, or where one cannot be read, which building them tells.
func (a *Archive) bytesOf(r *replacement) (sum int64) {
	if r.rows() > fewRows {
		return 0
	}
	for one, err := range a.mergeRows(r) {
		if err != nil {
			return 0
		}
		sum += int64(len(one.Leaf)) + binary.MaxVarintLen64
	}
	return sum
}

// mergeRows yields the rows of a replacement in base order.
func (a *Archive) mergeRows(r *replacement) iter.Seq2[segment.Row, error] {
	return func(yield func(segment.Row, error) bool) {
		var live []*segment.Cursor
		advance := func(c *segment.Cursor) bool {
			more, err := c.Fill()
			if err != nil {
				yield(segment.Row{}, err)
				return false
			}
			if more {
				live = append(live, c)
			}
			return true
		}
		for _, s := range r.group {
			if !advance(segment.NewCursor(s.Segment, a.tree, r.out[s], a.came[s])) {
				return
			}
		}
		if len(r.back) > 0 { // its rows are the batch, and none follow
			live = append(live, segment.CursorOf(r.back))
		}
		for len(live) > 0 {
			first := 0
			for i := range live {
				if live[i].Before(live[first]) {
					first = i
				}
			}
			c := live[first]
			if !yield(c.Row().Row, nil) {
				return
			}
			if !c.Skip() {
				live = slices.Delete(live, first, first+1)
				if !advance(c) {
					return
				}
			}
		}
	}
}
