package segment

import (
	"fmt"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/folder"
)

// A Cursor walks the rows of one segment. It needs only the store, so that a segment whose
// derived files are damaged can be rebuilt.
type Cursor struct {
	leaves leaves
	came   map[uint32][]byte // stored bytes of damaged rows that were imported again, by row; nil for none
	s      *Segment
	out    *columns.Bits // rows that are passed over; nil for none
	next   int           // row after the batch
	batch  []TimedRow
	seqs   []uint32 // by row, from the columns of a segment with damaged events
}

// A TimedRow is a row with the time of its event, by which rows are merged.
type TimedRow struct {
	Row
	Time event.Time
}

// CursorBatch is the number of rows that are read at once where all are read.
const CursorBatch = 1000

// Fill reads the next batch when the last one is used up, each row checked
// against its leaf, and reports whether there is a row.
func (c *Cursor) Fill() (bool, error) {
	if len(c.batch) > 0 {
		return true, nil
	}
	rows := make([]uint32, 0, min(CursorBatch, c.s.seal.Events-c.next))
	next := c.next
	for ; next < c.s.seal.Events && len(rows) < CursorBatch; next++ {
		if c.out == nil || !c.out.Has(next) {
			rows = append(rows, uint32(next))
		}
	}
	n := len(rows)
	if n == 0 {
		return false, nil
	}
	c.batch = make([]TimedRow, 0, n)
	take := func(_ int, r Row) error {
		e, _, err := event.DecodeStored(r.Stored)
		r.Stored = slices.Clone(r.Stored)
		c.batch = append(c.batch, TimedRow{r, e.Time})
		return err
	}
	err := c.read(rows, take)
	if err != nil && c.came != nil {
		c.batch = c.batch[:0]
		err = c.salvage(rows, take)
	}
	if err != nil {
		return false, fmt.Errorf("segment %06d: %w", c.s.Number, err)
	}
	c.next = next
	return true, nil
}

// read reads rows, and compares all of them with their leaves.
func (c *Cursor) read(rows []uint32, take func(i int, r Row) error) error {
	low, high := int64(1)<<62, int64(-1)
	if err := c.knowSeqs(); err != nil {
		return err
	}
	err := c.s.Read(rows, func(i int, r Row) error {
		if c.seqs != nil && uint64(c.seqs[rows[i]]) != r.Seq {
			return folder.Damagef("event number %d stands in its place", r.Seq)
		}
		low, high = min(low, int64(r.Seq)), max(high, int64(r.Seq))
		return take(i, r)
	})
	if err == nil && high >= c.leaves.Size() {
		err = fmt.Errorf("event number %d: %w: the tree has no such leaf", high, folder.ErrDamaged)
	}
	if err != nil {
		return err
	}
	leaf, err := LeafReader(c.leaves, low, high, len(rows))
	if err != nil {
		return err
	}
	for _, r := range c.batch {
		want, err := leaf(int64(r.Seq))
		if err == nil {
			err = r.Check(r.Seq, want)
		}
		if err != nil {
			return fmt.Errorf("event number %d: %w", r.Seq, err)
		}
	}
	return nil
}

// knowSeqs loads the numbers that the events must have, where the stored events may be
// those of another segment, which hash to their leaves too.
func (c *Cursor) knowSeqs() (err error) {
	if c.seqs != nil || c.s.Columns == nil || c.s.Held || EventsDamaged(c.s.foundNow()) == nil {
		return nil
	}
	seqs, err := c.s.Columns.Seqs()
	c.seqs = slices.Clone(seqs)
	return err
}

// Before reports whether the present row of c comes before that of o in base order.
func (c *Cursor) Before(o *Cursor) bool {
	x, y := &c.batch[0], &o.batch[0]
	return x.Time > y.Time || x.Time == y.Time && x.Seq < y.Seq
}

// salvage reads the rows of a batch one by one when some cannot be read, and replaces
// those by events that were imported again.
func (c *Cursor) salvage(rows []uint32, visit func(i int, r Row) error) error {
	seqs, err := c.s.Columns.Seqs()
	if err != nil {
		return err
	}
	conflicts, err := c.s.Columns.Conflicts()
	if err != nil {
		return err
	}
	for i, number := range rows {
		err := c.s.Read(rows[i:i+1], func(_ int, r Row) error {
			want, err := c.leaves.Leaves(int64(r.Seq), int64(r.Seq)+1)
			if err != nil {
				return err
			}
			if err := r.Check(uint64(seqs[number]), want[0]); err != nil {
				return err
			}
			return visit(i, r)
		})
		if err == nil {
			continue
		}
		stored := c.came[number]
		if stored == nil {
			return err
		}
		if err := visit(i, Row{uint64(seqs[number]), slices.Contains(conflicts, number), stored}); err != nil {
			return err
		}
	}
	return nil
}

// NewCursor returns a cursor at the first row of a segment that is not left out. came are
// stored bytes of damaged rows that were imported again; nil means none.
func NewCursor(s *Segment, all leaves, out *columns.Bits, came map[uint32][]byte) *Cursor {
	return &Cursor{leaves: all, came: came, s: s, out: out}
}

// CursorOf returns a cursor over the given rows, which belong to no segment.
func CursorOf(rows []TimedRow) *Cursor { return &Cursor{s: &Segment{seal: new(Seal)}, batch: rows} }

// Row returns the present row, which exists if Fill returned true.
func (c *Cursor) Row() *TimedRow { return &c.batch[0] }

// Skip goes on to the next row, and reports whether it was read already.
func (c *Cursor) Skip() bool {
	c.batch = c.batch[1:]
	return len(c.batch) > 0
}
