package archive

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/parallel"
	"daybook/backend/segment"
)

// A View is one snapshot of an archive, open: all that is asked of one View is about the
// same events, whatever changes meanwhile. It is safe for concurrent use.
type View struct {
	a        *Archive
	snapshot *snapshot
	segments []*member
	table    *columns.Table
	ranks    *columns.Ranks
	imports  []Import

	terms termsFound

	pageMu sync.Mutex
	page   map[int]found // by position: what was read for the last page; not changed

	coveredOnce sync.Once
	covered     []Covered
	quietMu     sync.Mutex
	quiet       []Quiet
	quietZone   string

	readers int  // under Archive.mu
	retired bool // a later view took its place; under Archive.mu
}

// newView joins the columns of open segments.
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

// A found is the event at a position, read and checked, or why it cannot be.
type found struct {
	position int
	seq      uint64
	event    event.Event
	damage   error
}

// read reads the events at positions, in any order, and compares each with its
// leaf hash. It returns them in the order asked for. Its memory is that of the
// events. One that cannot be read is an error.
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

// readWhole is read that goes on past events that cannot be read, each of which
// says so.
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
	var asked []int // segments
	for k, places := range bySegment {
		if len(places) > 0 {
			asked = append(asked, k)
		}
	}
	// Events that are far apart each lie in a block of their own, to be unpacked.
	parallel.Each(len(asked), func(i int) {
		k := asked[i]
		places := bySegment[k]
		slices.SortFunc(places, func(x, y spot) int { return int(x.row) - int(y.row) })
		next, err := readPlaces(v.segments[k], places, out, leaf)
		if err == nil {
			return
		}
		// A damaged block takes its neighbours along when rows are read in one go.
		for n := next; n < len(places); n++ {
			f := &out[places[n].i]
			if _, err := readPlaces(v.segments[k], places[n:n+1], out, leaf); err != nil {
				f.damage = v.damaged(f, k, err)
			}
		}
	})
	return out, nil
}

// A spot is a row of a segment and whose it is.
type spot struct {
	row uint32
	i   int
}

// readPlaces reads rows of a segment into out; next is the first that was not.
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
		if f.event, err = event.DecodeLeaf(r.Leaf); err != nil {
			return err
		}
		next = i + 1
		return nil
	})
	return next, err
}

// damaged says which event cannot be read: by its number, and by what the
// columns know of it.
func (v *View) damaged(f *found, segment int, err error) error {
	row := v.table.Row(f.position)
	return failure.New("read", fmt.Sprintf("event number %d (%s, %s, %s) of segment %06d",
		f.seq, row.Time, row.Action.Key(), row.Member, v.segments[segment].Number), err)
}
