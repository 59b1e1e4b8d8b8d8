package archive

import (
	"context"
	"slices"

	"daybook/backend/folder"
)

// Shrink makes lots, batches and segments end after so few events that a small
// import is taken in many of each, as a large one is, until restore is called.
// No archive may be importing meanwhile.
func Shrink(lot, batch, part int) (restore func()) {
	wasLot, wasBatch, wasPart := lotEvents, batchEvents, partEvents
	lotEvents, batchEvents, partEvents = lot, batch, part
	return func() { lotEvents, batchEvents, partEvents = wasLot, wasBatch, wasPart }
}

// AtSteps has look called between the steps of changes until restore is called.
// No archive may be changing meanwhile.
func AtSteps(look func()) (restore func()) {
	return folder.WatchSteps(look)
}

// JoinAll merges all segments into one.
func (a *Archive) JoinAll(ctx context.Context) error {
	c, err := a.begin()
	if err != nil {
		return err
	}
	defer c.end()
	v := c.v
	return c.replace(ctx, v.snapshot, v.segments, v.imports, []replacement{{group: slices.Clone(v.segments)}}, nil)
}

// RememberedOfPage is how many events of the last page are remembered.
func (a *Archive) RememberedOfPage() int {
	return len(a.views.now().page)
}
