package archive

import (
	"errors"
	"fmt"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/parallel"
	"daybook/backend/segment"
)

// newView makes a view by joining the columns of open segments.
func (a *Archive) newView(s *snapshot, segments []*member, ranks *columns.Ranks, imports []Import) (*View, error) {
	parts := make([]*columns.Segment, len(segments))
	for i, seg := range segments {
		parts[i] = seg.Columns
	}
	table, err := columns.Join(parts, ranks)
	if err != nil {
		return nil, failure.New("join columns", "", err)
	}
	return &View{a: a, snapshot: s, segments: segments, table: table, ranks: ranks, imports: imports}, nil
}

// read reads the events at positions, in any order, and compares each with its
// leaf hash. It returns them in the order of positions, or an error if any
// cannot be read. Its memory is that of the events.
func (v *View) read(positions []int) ([]found, error) {
	out, err := v.readWhole(positions)
	for i := range out {
		err = errors.Join(err, out[i].damage)
		if err != nil {
			return nil, err
		}
	}
	return out, err
}

// readWhole is read, except that it goes on past events that cannot be read,
// each of which has its damage.
func (v *View) readWhole(positions []int) ([]found, error) {
	out := make([]found, len(positions))
	bySegment := make([][]spot, len(v.segments))
	low, high := int64(1)<<62, int64(-1)
	for i, p := range positions {
		segment, row := v.table.Place(p)
		bySegment[segment] = append(bySegment[segment], spot{uint32(row), i})
		seq := v.table.Seq(p)
		out[i] = found{position: p, seq: seq}
		low, high = min(low, int64(seq)), max(high, int64(seq))
	}
	leaf, err := segment.LeafReader(v.a.tree, low, high, len(positions))
	if err != nil {
		return nil, err
	}
	var asked []int // indexes of segments
	for k, places := range bySegment {
		if len(places) > 0 {
			asked = append(asked, k)
		}
	}
	// Events that are far apart are in different blocks, each of which must be unpacked.
	parallel.Each(len(asked), func(i int) {
		k := asked[i]
		places := bySegment[k]
		slices.SortFunc(places, func(x, y spot) int { return int(x.row) - int(y.row) })
		next, err := readPlaces(v.segments[k], places, out, leaf)
		if err == nil {
			return
		}
		// When rows are read together, a damaged block fails the rows after it as
		// well, so each is tried alone.
		for n := next; n < len(places); n++ {
			f := &out[places[n].i]
			if _, err := readPlaces(v.segments[k], places[n:n+1], out, leaf); err != nil {
				f.damage = v.damaged(f, k, err)
			}
		}
	})
	return out, nil
}

// A spot is a row of a segment, with the index of its result.
type spot struct {
	row uint32
	i   int
}

// readPlaces reads rows of a segment into out; next is the index of the first
// place that was not read.
func readPlaces(s *member, places []spot, out []found, leaf func(int64) (event.Hash, error)) (next int, err error) {
	rows := make([]uint32, len(places))
	for i, p := range places {
		rows[i] = p.row
	}
	err = s.Read(rows, func(i int, r segment.Row) error {
		f := &out[places[i].i]
		next = i
		want, err := leaf(int64(f.seq))
		if err != nil {
			return err
		}
		if err := r.Check(f.seq, want); err != nil {
			return err
		}
		if f.event, f.salt, err = event.DecodeStored(r.Stored); err != nil {
			return err
		}
		next = i + 1
		return nil
	})
	return next, err
}

// damaged returns an error that says which event cannot be read, by its
// number and what the columns know of it.
func (v *View) damaged(f *found, segment int, err error) error {
	row := v.table.Row(f.position)
	return failure.New("read", fmt.Sprintf("event number %d (%s, %s, %s) of segment %06d",
		f.seq, row.Time, row.Action.Key(), row.Member, v.segments[segment].Number), err)
}
