package archive

import (
	"context"
	"encoding/binary"
	"iter"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/segment"
)

// A replacement is a group of segments whose place one segment takes, with all
// their rows except those that are left out.
type replacement struct {
	group []*member
	out   map[*member]*columns.Bits // rows that are left out; nil if none
	back  []segment.TimedRow        // events of the group that are not among its rows, in base order
}

// rows returns the number of rows that stay.
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

// join builds the segment of a replacement.
func (a change) join(ctx context.Context, n int, r *replacement) (*member, error) {
	bytes, all := int64(0), len(r.back)
	for _, s := range r.group {
		bytes += s.Bytes()
		all += s.Events()
	}
	for i := range r.back {
		bytes += int64(len(r.back[i].Stored))
	}
	if err := a.needSpace(2 * bytes * int64(r.rows()) / int64(max(all, 1))); err != nil {
		return nil, err
	}
	return a.buildOne(ctx, n, a.mergeRows(r), a.bytesOf(r))
}

// fewRows is the number of rows up to which they are read twice, the first time to
// see how small a store they need.
const fewRows = 500

// bytesOf returns an upper bound of the bytes of the rows of a replacement if they are few.
// It returns 0 if they are many, or if a row cannot be read, which building them reports.
func (a change) bytesOf(r *replacement) (sum int64) {
	if r.rows() > fewRows {
		return 0
	}
	for one, err := range a.mergeRows(r) {
		if err != nil {
			return 0
		}
		sum += int64(len(one.Stored)) + binary.MaxVarintLen64
	}
	return sum
}

// mergeRows yields the rows of a replacement in base order.
func (a change) mergeRows(r *replacement) iter.Seq2[segment.Row, error] {
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
		if len(r.back) > 0 { // the cursor has all its rows already, and none follow
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
