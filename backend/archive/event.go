package archive

import (
	"context"
	"errors"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/query"
)

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
	full := Full{Hit: v.hit(e), Leaf: e.event.Leaf(e.salt)}
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
