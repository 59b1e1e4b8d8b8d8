package archive

import (
	"context"
	"slices"

	"daybook/backend/folder"
)

// Shrink makes lots, batches and segments end after that few events, so that a
// small import has many of each, as a large import does, until restore is
// called. No archive may be importing meanwhile.
func Shrink(lot, batch, part int) (restore func()) {
	wasLot, wasBatch, wasPart := lotEvents, batchEvents, partEvents
	lotEvents, batchEvents, partEvents = lot, batch, part
	return func() { lotEvents, batchEvents, partEvents = wasLot, wasBatch, wasPart }
}

// AtSteps calls look between the steps of changes until restore is called. No
// archive may be changing meanwhile.
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
	return c.replace(ctx, v.imports, []replacement{{group: slices.Clone(v.segments)}}, nil)
}

// RememberedOfPage returns how many events of the last page are remembered.
func (a *Archive) RememberedOfPage() int {
	return len(a.views.now().page)
}
