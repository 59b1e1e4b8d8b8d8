package archive

import (
	"context"
	"errors"
	"iter"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/query"
)

// A Set is a selection of events of an archive by their sequence numbers, which stays the
// same when the archive grows. It must not be used while it is being changed.
type Set struct{ seqs *columns.Bits }

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

// Count returns the number of events.
func (s *Set) Count() int { return s.seqs.Count() }

// Has reports whether the event seq is in s.
func (s *Set) Has(seq uint64) bool { return seq < uint64(s.seqs.Len()) && s.seqs.Has(int(seq)) }

// Add adds the events of other.
func (s *Set) Add(other *Set) {
	s.seqs = s.seqs.Grown(other.seqs.Len())
	s.seqs.Or(other.seqs)
}

// Remove removes the events of other.
func (s *Set) Remove(other *Set) {
	s.seqs = s.seqs.Grown(other.seqs.Len())
	s.seqs.AndNot(other.seqs)
}

// Clone returns a copy.
func (s *Set) Clone() *Set { return &Set{s.seqs.Clone()} }

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

// A Full is an event with everything that the archive knows about it.
type Full struct {
	Hit
	Leaf      event.Hash
	Conflicts []uint64 // other events with the same event_id
	Import    Import   // the import that brought it
}

// ErrNoEvent reports a sequence number that no event of the archive has.
var ErrNoEvent = errors.New("no such event")

// Event returns the event with that sequence number, or ErrNoEvent.
func (v *View) Event(ctx context.Context, seq uint64) (Full, error) {
	if seq >= uint64(v.snapshot.Tree.Size) {
		return Full{}, ErrNoEvent
	}
	asked := columns.NewBits(int(v.snapshot.Tree.Size))
	asked.Set(int(seq))
	positions := slices.Collect(v.table.WithSeqs(asked).All())
	if len(positions) == 0 {
		return Full{}, ErrNoEvent
	}
	events, err := v.read(positions)
	if err != nil {
		return Full{}, err
	}
	e := events[0]
	full := Full{Hit: v.hit(e), Leaf: event.LeafHash(e.event.AppendLeaf(nil))}
	for i := range v.imports {
		if v.imports[i].Number == full.Hit.Import {
			full.Import = v.imports[i]
		}
	}
	same := v.table.NewSet()
	if err := v.findID(query.Term{Field: query.ID, Text: query.Normal(e.event.ID)}, same); err != nil {
		return Full{}, err
	}
	others, err := v.read(slices.Collect(same.All()))
	if err != nil {
		return Full{}, err
	}
	for _, o := range others {
		if o.seq != seq && o.event.ID == e.event.ID {
			full.Conflicts = append(full.Conflicts, o.seq)
		}
	}
	return full, nil
}

// Values returns all categories and action keys in the archive, sorted.
func (v *View) Values() (categories, actions []string) { return v.table.Values() }
