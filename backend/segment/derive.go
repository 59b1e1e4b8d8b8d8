package segment

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
)

// Derive makes the derived data of a segment in memory when only its store is open. A
// damaged file may be that of another segment, or of this one before a purge: so only
// events count that belong to the segment and are not taken.
func (s *Segment) Derive(ctx context.Context, all leaves, taken *columns.Bits) error {
	d := &deriving{s: s, leaves: all, built: new(columns.Builder), taken: taken}
	if err := s.inBatches(ctx, d.take); err != nil {
		return err
	}
	return d.finish()
}

// inBatches calls do with all rows of the segment, in batches, as they are read, until it
// fails.
func (s *Segment) inBatches(ctx context.Context, do func(rows []uint32) error) error {
	rows := make([]uint32, 0, CursorBatch)
	for from := 0; from < s.Ref.Events; from += CursorBatch {
		if err := ctx.Err(); err != nil {
			return err
		}
		rows = rows[:0]
		for row := from; row < min(from+CursorBatch, s.Ref.Events); row++ {
			rows = append(rows, uint32(row))
		}
		if err := do(rows); err != nil {
			return failure.New("read", "segment "+s.Dir, err)
		}
	}
	return nil
}

// deriving is the state of Derive.
type deriving struct {
	s      *Segment
	leaves leaves
	built  *columns.Builder
	taken  *columns.Bits // numbers of events that cannot be this segment's
	at     []uint32
	first  event.Time
	last   event.Time
	seq    uint64 // of the last
}

// take takes the rows that can be read. A damaged block makes the whole batch fail, so
// then each row is read by itself.
func (d *deriving) take(rows []uint32) error {
	good := make([]TimedRow, 0, len(rows))
	err := d.s.readStore(rows, func(i int, r Row) error {
		good = append(good, TimedRow{Row{r.Seq, r.Conflict, slices.Clone(r.Stored)}, event.Time(rows[i])})
		return nil
	})
	if err != nil {
		if durable.Exhausted(err) {
			return err
		}
		if len(rows) == 1 {
			return nil
		}
		for i := range rows {
			if err := d.take(rows[i : i+1]); err != nil {
				return err
			}
		}
		return nil
	}
	return d.add(good)
}

// add adds rows that hash to their leaves, with the number of each in the store.
func (d *deriving) add(rows []TimedRow) error {
	low, high := int64(1)<<62, int64(-1)
	n := 0
	for _, r := range rows {
		if int64(r.Seq) < d.leaves.Size() {
			low, high = min(low, int64(r.Seq)), max(high, int64(r.Seq))
			n++
		}
	}
	if n == 0 {
		return nil
	}
	leaf, err := LeafReader(d.leaves, low, high, n)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if int64(r.Seq) >= d.leaves.Size() {
			continue
		}
		want, err := leaf(int64(r.Seq))
		if err != nil {
			return err
		}
		e, _, decoding := event.DecodeStored(r.Stored)
		switch {
		case r.Check(r.Seq, want) != nil || decoding != nil:
			continue
		case d.taken.Has(int(r.Seq)) || d.s.Ref.Seqs != nil && !Within(d.s.Ref.Seqs, int64(r.Seq)):
			continue
		case len(d.at) > 0 && cmp.Or(cmp.Compare(d.last, e.Time), cmp.Compare(r.Seq, d.seq)) <= 0:
			continue // no sealed row is out of order
		}
		if err := d.built.Add(&e, r.Seq, r.Conflict); err != nil {
			return err
		}
		if len(d.at) == 0 {
			d.first = e.Time
		}
		d.taken.Set(int(r.Seq))
		d.at, d.last, d.seq = append(d.at, uint32(r.Time)), e.Time, r.Seq
	}
	return nil
}

func (d *deriving) finish() (err error) {
	s := d.s
	files := d.built.Finish()
	if s.Columns, err = columns.OpenSegment(files.Columns, s.memory.take); err != nil {
		return err
	}
	var texts bytes.Buffer
	if err := columns.EncodeTexts(&texts, files.Descriptions); err != nil {
		return err
	}
	if s.Texts, err = columns.OpenTexts(bytes.NewReader(texts.Bytes()), int64(texts.Len())); err != nil {
		return err
	}
	s.IDs = columns.OpenIDs(bytes.NewReader(files.IDs), s.Columns.Rows())
	s.Held = true
	s.Lost = s.Ref.Events - len(d.at)
	if s.Lost > 0 {
		s.at = d.at
		s.seal = &Seal{Events: len(d.at), Newest: event.Latest, Oldest: event.Earliest}
		if s.sealed != nil {
			s.seal.Newest, s.seal.Oldest = s.sealed.Newest, s.sealed.Oldest
		}
	} else if s.sealed == nil {
		s.seal = &Seal{Events: len(d.at), Newest: d.first, Oldest: d.last}
	}
	return nil
}

// LeavesInto puts the leaf hashes of the events that can be read in their places, whether
// the events belong to the segment or to another in its place: only the root shows
// whether all are right.
func (s *Segment) LeavesInto(ctx context.Context, leaves []event.Hash) error {
	put := func(_ int, r Row) error {
		leaf, err := event.StoredLeaf(r.Stored)
		if err == nil && r.Seq < uint64(len(leaves)) {
			leaves[r.Seq] = leaf
		}
		return nil
	}
	return s.inBatches(ctx, func(rows []uint32) error {
		if err := s.readStore(rows, put); err == nil || folder.Passing(err) {
			return err
		}
		for i := range rows { // a damaged row makes the whole batch fail
			if err := s.readStore(rows[i:i+1], put); folder.Passing(err) {
				return err
			}
		}
		return nil
	})
}
