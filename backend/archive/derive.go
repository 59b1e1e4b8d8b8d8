package archive

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/folder"
)

// derive makes in memory what is derived of a segment whose store alone is open. What is
// damaged may be what another segment was, or this one before a purge: so of its events
// only those count that are of the segment and are not taken.
func (s *segment) derive(ctx context.Context, all leaves, taken *columns.Bits) error {
	d := &deriving{s: s, leaves: all, built: new(columns.Builder), taken: taken}
	if err := s.inBatches(ctx, d.take); err != nil {
		return err
	}
	return d.finish()
}

// inBatches calls do with all rows of the segment, so many at a time as are read in one
// go, until it fails.
func (s *segment) inBatches(ctx context.Context, do func(rows []uint32) error) error {
	rows := make([]uint32, 0, cursorBatch)
	for from := 0; from < s.ref.Events; from += cursorBatch {
		if err := ctx.Err(); err != nil {
			return err
		}
		rows = rows[:0]
		for row := from; row < min(from+cursorBatch, s.ref.Events); row++ {
			rows = append(rows, uint32(row))
		}
		if err := do(rows); err != nil {
			return fmt.Errorf("archive: read segment %s: %w", s.dir, err)
		}
	}
	return nil
}

// deriving is the work of derive.
type deriving struct {
	s      *segment
	leaves leaves
	built  *columns.Builder
	taken  *columns.Bits // numbers of events that cannot be this segment's
	at     []uint32
	first  event.Time
	last   event.Time
	seq    uint64 // of the last
}

// take takes those of the rows that can be read. Rows of a damaged block take their
// neighbours along when they are read in one go, so then each is read by itself.
func (d *deriving) take(rows []uint32) error {
	good := make([]timedRow, 0, len(rows))
	err := d.s.readStore(rows, func(i int, r row) error {
		good = append(good, timedRow{row{r.seq, r.conflict, slices.Clone(r.leaf)}, event.Time(rows[i])})
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

// add adds rows that hash to their leaves; the time of each is its number in the store.
func (d *deriving) add(rows []timedRow) error {
	low, high := int64(1)<<62, int64(-1)
	n := 0
	for _, r := range rows {
		if int64(r.seq) < d.leaves.Size() {
			low, high = min(low, int64(r.seq)), max(high, int64(r.seq))
			n++
		}
	}
	if n == 0 {
		return nil
	}
	leaf, err := leafReader(d.leaves, low, high, n)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if int64(r.seq) >= d.leaves.Size() {
			continue
		}
		want, err := leaf(int64(r.seq))
		if err != nil {
			return err
		}
		e, decoding := event.DecodeLeaf(r.leaf)
		switch {
		case r.check(r.seq, want) != nil || decoding != nil:
			continue
		case d.taken.Has(int(r.seq)) || d.s.ref.Seqs != nil && !within(d.s.ref.Seqs, int64(r.seq)):
			continue
		case len(d.at) > 0 && cmp.Or(cmp.Compare(d.last, e.Time), cmp.Compare(r.seq, d.seq)) <= 0:
			continue // nothing that was sealed is out of its order
		}
		if err := d.built.Add(&e, r.seq, r.conflict); err != nil {
			return err
		}
		if len(d.at) == 0 {
			d.first = e.Time
		}
		d.taken.Set(int(r.seq))
		d.at, d.last, d.seq = append(d.at, uint32(r.time)), e.Time, r.seq
	}
	return nil
}

func (d *deriving) finish() (err error) {
	s := d.s
	files := d.built.Finish()
	if s.columns, err = columns.OpenSegment(files.Columns, s.memory.take); err != nil {
		return err
	}
	var texts bytes.Buffer
	if err := columns.EncodeTexts(&texts, files.Descriptions); err != nil {
		return err
	}
	if s.texts, err = columns.OpenTexts(bytes.NewReader(texts.Bytes()), int64(texts.Len())); err != nil {
		return err
	}
	s.ids = columns.OpenIDs(bytes.NewReader(files.IDs), s.columns.Rows())
	s.held = true
	s.lost = s.ref.Events - len(d.at)
	if s.lost > 0 {
		s.at = d.at
		s.seal = &seal{Events: len(d.at), Newest: event.Latest, Oldest: event.Earliest}
		if s.sealed != nil {
			s.seal.Newest, s.seal.Oldest = s.sealed.Newest, s.sealed.Oldest
		}
	} else if s.sealed == nil {
		s.seal = &seal{Events: len(d.at), Newest: d.first, Oldest: d.last}
	}
	return nil
}

// leavesInto puts the leaf hashes of the events that can be read in their places, be they
// those of the segment or of another one in its place: whether all are right is for the
// root to say.
func (s *segment) leavesInto(ctx context.Context, leaves []event.Hash) error {
	put := func(_ int, r row) error {
		if r.seq < uint64(len(leaves)) {
			leaves[r.seq] = event.LeafHash(r.leaf)
		}
		return nil
	}
	return s.inBatches(ctx, func(rows []uint32) error {
		if err := s.readStore(rows, put); err == nil || folder.Passing(err) {
			return err
		}
		for i := range rows { // a damaged one takes its neighbours along
			if err := s.readStore(rows[i:i+1], put); folder.Passing(err) {
				return err
			}
		}
		return nil
	})
}
