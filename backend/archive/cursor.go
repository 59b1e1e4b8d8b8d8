package archive

import (
	"fmt"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/folder"
)

// A cursor walks the rows of one segment. It needs nothing but the store, so
// that a segment whose derived files are damaged can be built again.
type cursor struct {
	leaves leaves
	came   map[uint32][]byte // leaves of damaged rows that came again, by row; nil for none
	s      *segment
	out    *columns.Bits // rows that are passed over; nil for none
	next   int           // row after the batch
	batch  []timedRow
	seqs   []uint32 // by row, that a segment with damaged events has by its columns
}

type timedRow struct {
	row
	time event.Time
}

const cursorBatch = 1000

// fill reads the next batch when the last one is used up, each row checked
// against its leaf, and reports whether there is a row.
func (c *cursor) fill() (bool, error) {
	if len(c.batch) > 0 {
		return true, nil
	}
	rows := make([]uint32, 0, min(cursorBatch, c.s.seal.Events-c.next))
	next := c.next
	for ; next < c.s.seal.Events && len(rows) < cursorBatch; next++ {
		if c.out == nil || !c.out.Has(next) {
			rows = append(rows, uint32(next))
		}
	}
	n := len(rows)
	if n == 0 {
		return false, nil
	}
	c.batch = make([]timedRow, 0, n)
	take := func(_ int, r row) error {
		e, err := event.DecodeLeaf(r.leaf)
		r.leaf = slices.Clone(r.leaf)
		c.batch = append(c.batch, timedRow{r, e.Time})
		return err
	}
	err := c.read(rows, take)
	if err != nil && c.came != nil {
		c.batch = c.batch[:0]
		err = c.salvage(rows, take)
	}
	if err != nil {
		return false, fmt.Errorf("segment %06d: %w", c.s.number, err)
	}
	c.next = next
	return true, nil
}

// read reads rows, and compares all of them with their leaves.
func (c *cursor) read(rows []uint32, take func(i int, r row) error) error {
	low, high := int64(1)<<62, int64(-1)
	if err := c.knowSeqs(); err != nil {
		return err
	}
	err := c.s.read(rows, func(i int, r row) error {
		if c.seqs != nil && uint64(c.seqs[rows[i]]) != r.seq {
			return fmt.Errorf("%w: event number %d stands in its place", folder.ErrDamaged, r.seq)
		}
		low, high = min(low, int64(r.seq)), max(high, int64(r.seq))
		return take(i, r)
	})
	if err == nil && high >= c.leaves.Size() {
		err = fmt.Errorf("event number %d: %w: the tree has no such leaf", high, folder.ErrDamaged)
	}
	if err != nil {
		return err
	}
	leaf, err := leafReader(c.leaves, low, high, len(rows))
	if err != nil {
		return err
	}
	for _, r := range c.batch {
		want, err := leaf(int64(r.seq))
		if err == nil {
			err = r.check(r.seq, want)
		}
		if err != nil {
			return fmt.Errorf("event number %d: %w", r.seq, err)
		}
	}
	return nil
}

// knowSeqs has the numbers that the events must have, where those that are there may be of
// another segment: each hashes to its leaf too.
func (c *cursor) knowSeqs() (err error) {
	if c.seqs != nil || c.s.columns == nil || c.s.held || eventsDamaged(c.s.foundNow()) == nil {
		return nil
	}
	seqs, err := c.s.columns.Seqs()
	c.seqs = slices.Clone(seqs)
	return err
}

// before reports whether the row that c is at comes before that of o in base
// order.
func (c *cursor) before(o *cursor) bool {
	x, y := &c.batch[0], &o.batch[0]
	return x.time > y.time || x.time == y.time && x.seq < y.seq
}

// salvage reads a batch of rows of which some cannot be read, each by itself, and
// takes what came again in the place of those.
func (c *cursor) salvage(rows []uint32, visit func(i int, r row) error) error {
	seqs, err := c.s.columns.Seqs()
	if err != nil {
		return err
	}
	conflicts, err := c.s.columns.Conflicts()
	if err != nil {
		return err
	}
	for i, number := range rows {
		err := c.s.read(rows[i:i+1], func(_ int, r row) error {
			want, err := c.leaves.Leaves(int64(r.seq), int64(r.seq)+1)
			if err != nil {
				return err
			}
			if err := r.check(uint64(seqs[number]), want[0]); err != nil {
				return err
			}
			return visit(i, r)
		})
		if err == nil {
			continue
		}
		leaf := c.came[number]
		if leaf == nil {
			return err
		}
		if err := visit(i, row{uint64(seqs[number]), slices.Contains(conflicts, number), leaf}); err != nil {
			return err
		}
	}
	return nil
}

// newCursor is at the first row of a segment that is not left out. came are leaves of
// damaged rows that came again; nil is none.
func newCursor(s *segment, all leaves, out *columns.Bits, came map[uint32][]byte) *cursor {
	return &cursor{leaves: all, came: came, s: s, out: out}
}

// cursorOf walks these rows, which are of no segment.
func cursorOf(rows []timedRow) *cursor { return &cursor{s: &segment{seal: new(seal)}, batch: rows} }

// row is the row that the cursor is at, which fill said is there.
func (c *cursor) row() *timedRow { return &c.batch[0] }

// skip goes on to the next row, and reports whether it was read already.
func (c *cursor) skip() bool {
	c.batch = c.batch[1:]
	return len(c.batch) > 0
}
