package archive_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/query"
)

// TestManySmallImportsStayOneSmallArchive makes an archive of many imports of
// ten events, as a watched folder does, and compares it with an archive that
// imported all of them at once.
func TestManySmallImportsStayOneSmallArchive(t *testing.T) {
	unwatched(t)
	const each = 10
	imports := either(1000, 150)
	ctx := context.Background()
	events := some(1, imports*each)
	// The order is not that of time, so that segments overlap.
	for i := range events {
		j := (i * 7919) % len(events)
		events[i], events[j] = events[j], events[i]
	}
	a := create(t, folderIn(t))
	most := 0
	for i := range imports {
		one := imported(t, a, events[i*each:(i+1)*each])
		require.Equal(t, i+1, one.Number)
		require.EqualValues(t, i*each, one.FirstSeq)
		require.NoError(t, a.Merge(ctx))
		now := info(t, a)
		most = max(most, now.Segments)
		require.LessOrEqual(t, now.Segments, 32, "after import %d", i+1)
		require.Equal(t, (i+1)*each, now.Events)
		require.Len(t, now.Imports, i+1)
	}
	requireTidy(t, a)
	requireHolds(t, a, events)
	for _, i := range []int{0, 1, imports / 2, imports - 1} {
		q := all
		q.Imports = []int{i + 1}
		require.Empty(t, differs(a.Events(ctx, q, query.DefaultOrder()), ordered(events[i*each:(i+1)*each], query.DefaultOrder())))
	}
	again, err := a.Import(ctx, input(slices.Values(events)), nil)
	require.NoError(t, err)
	require.Equal(t, len(events), again.Duplicates)
	many, manyBytes := info(t, a), folder.Size(a.Path())
	closeVerified(t, a)

	baseline := folderIn(t)
	archived(t, baseline, events)
	opening := func(dir string) time.Duration {
		from := time.Now()
		a := open(t, dir)
		took := time.Since(from)
		require.NoError(t, a.Close())
		return took
	}
	opening(many.Path)
	slow, quick := opening(many.Path), opening(baseline)
	b := open(t, baseline)
	one, oneBytes := info(t, b), folder.Size(b.Path())
	closeVerified(t, b)
	t.Logf("%d imports: %d segments (%d at most), %d kB, opened in %v; of one import: %d segments, %d kB, opened in %v",
		imports, many.Segments, most, manyBytes>>10, slow, one.Segments, oneBytes>>10, quick)
	// The fixed cost of a segment and an import, with its report and its lines of
	// the journal, is bounded.
	require.Less(t, manyBytes, oneBytes+int64(many.Segments)*48<<10+int64(imports)*2<<10)
}

// TestMergingKeepsConflictsAndDetails merges segments with marked events.
func TestMergingKeepsConflictsAndDetails(t *testing.T) {
	unwatched(t)
	ctx := context.Background()
	a := create(t, folderIn(t))
	var events []event.Event
	for i := range 34 {
		batch := some(uint64(i), 3)
		for k := range batch {
			batch[k].Details = []byte(`{"n":1}`)
		}
		batch[2].ID = "evt_same"
		events = append(events, batch...)
		one := imported(t, a, batch)
		require.Equal(t, min(i, 1), one.Conflicts)
	}
	require.Equal(t, 34, info(t, a).Segments)
	require.NoError(t, a.Merge(ctx))
	require.LessOrEqual(t, info(t, a).Segments, 32)
	require.Equal(t, 33, info(t, a).Conflicts)
	requireTidy(t, a)
	requireHolds(t, a, events)
	q := all
	q.ConflictsOnly = true
	res, err := a.Query(ctx, archive.Request{Query: q, Order: query.DefaultOrder()})
	require.NoError(t, err)
	require.Equal(t, 33, res.Total)
	for _, hit := range res.Hits {
		require.True(t, hit.Conflict)
		require.Equal(t, "evt_same", hit.ID)
		require.EqualValues(t, hit.Import-1, hit.Seq/3)
	}
	closeVerified(t, a)
}

// TestOneStepMergesManySegments leaves as many segments as a large import does and merges
// them: since each step costs as much as the whole archive, there must be only one.
func TestOneStepMergesManySegments(t *testing.T) {
	unwatched(t)
	defer archive.Shrink(64, 16, 4)()
	a := create(t, folderIn(t))
	events := some(1, 300)
	imported(t, a, events)
	before := info(t, a)
	require.Greater(t, before.Segments, 44, "more than one group has to be merged")
	require.NoError(t, a.Merge(context.Background()))
	after := info(t, a)
	require.LessOrEqual(t, after.Segments, 32)
	require.Equal(t, before.Snapshot+1, after.Snapshot)
	requireTidy(t, a)
	requireHolds(t, a, events)
	closeVerified(t, a)
}
