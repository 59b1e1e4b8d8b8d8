package archive

import (
	"context"
	"iter"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/query"
)

// NewSet returns the set of those of these events that the archive has.
func (v *View) NewSet(seqs []uint64) *Set {
	asked := columns.NewBits(int(v.snapshot.Tree.Size))
	for _, seq := range seqs {
		if seq < uint64(asked.Len()) {
			asked.Set(int(seq))
		}
	}
	return v.setOf(v.table.WithSeqs(asked))
}

// setOf returns the set of the events at positions.
func (v *View) setOf(positions *columns.Bits) *Set {
	return &Set{v.table.Seqs(positions, int(v.snapshot.Tree.Size))}
}

// Present returns the events of s that are still in the archive, without
// those that were purged since s was made.
func (v *View) Present(s *Set) *Set {
	return v.setOf(v.table.WithSeqs(s.seqs))
}

// Select returns the set of all events that match now.
func (v *View) Select(ctx context.Context, q query.Query) (*Set, error) {
	m, err := v.match(ctx, q, nil)
	if err != nil {
		return nil, err
	}
	if m.set == nil {
		m.set = m.text(v)
	}
	return v.setOf(m.set), nil
}

// SelectIDs returns the set of the events that have these event_ids, byte for
// byte, and the ids that no event has. It reads each event that it finds.
func (v *View) SelectIDs(ctx context.Context, ids []string) (set *Set, missing []string, err error) {
	wanted := make(map[string]bool, len(ids)) // event_id to whether it was found
	byHash := make([]string, 0, len(ids))
	for _, id := range ids {
		if _, twice := wanted[id]; !twice {
			wanted[id] = false
			byHash = append(byHash, id)
		}
	}
	slices.SortFunc(byHash, func(x, y string) int {
		return int(int64(columns.HashID(x)) - int64(columns.HashID(y)))
	})
	hashes := make([]uint32, len(byHash))
	for i, id := range byHash {
		hashes[i] = columns.HashID(id)
	}
	hashes = slices.Compact(hashes)
	found := v.table.NewSet()
	for k, s := range v.segments {
		var positions []int
		err := s.IDs.Each(hashes, func(_ int, row uint32) error {
			positions = append(positions, v.table.Position(k, int(row)))
			return nil
		})
		if err != nil {
			return nil, nil, failure.New("look up ids", "", err)
		}
		for batch := range slices.Chunk(positions, eventBatch) {
			if err := ctx.Err(); err != nil {
				return nil, nil, err
			}
			events, err := v.read(batch)
			if err != nil {
				return nil, nil, err
			}
			for i := range events {
				if id := events[i].event.ID; !wanted[id] {
					if _, asked := wanted[id]; !asked {
						continue
					}
					wanted[id] = true
				}
				found.Set(events[i].position)
			}
		}
	}
	for _, id := range ids {
		if !wanted[id] {
			missing = append(missing, id)
			wanted[id] = true // so that it is returned only once
		}
	}
	return v.setOf(found), missing, nil
}

// Selected yields the events of a set, in order, as Events does.
func (v *View) Selected(ctx context.Context, s *Set, o query.Order) iter.Seq2[event.Event, error] {
	return v.events(ctx, query.All(), s, o)
}

// Values returns all categories and action keys in the archive, sorted.
func (v *View) Values() (categories, actions []string) { return v.table.Values() }
