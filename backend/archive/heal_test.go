package archive_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/folder"
)

// spoil changes a byte of the only table of a segment, either in the middle, so
// that a block is lost, or at the end, so that the store is not even opened.
func spoil(t *testing.T, dir, segment string, atEnd bool) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "segments", segment, "events", "*.sst"))
	require.NoError(t, err)
	require.Len(t, paths, 1)
	data, err := os.ReadFile(paths[0])
	require.NoError(t, err)
	require.Greater(t, len(data), 3*64<<10, "the middle is not read before the store is opened")
	at := len(data) / 2
	if atEnd {
		at = len(data) - 20
	}
	data[at] ^= 1
	require.NoError(t, os.Chmod(paths[0], 0o600))
	require.NoError(t, os.WriteFile(paths[0], data, 0o600))
}

// TestImportingTheOriginalFileAgainHeals damages a segment whose events came with
// two files: importing the first alone is not enough, importing both is.
func TestImportingTheOriginalFileAgainHeals(t *testing.T) {
	unwatched(t)
	ctx := context.Background()
	for name, atEnd := range map[string]bool{"a block": false, "the store": true} {
		t.Run(name, func(t *testing.T) {
			dir := folderIn(t)
			first, second := some(1, 8000), some(2, 8000)
			for i := range first { // the events of the two files alternate in the store
				first[i].Time, second[i].Time = event.Time(1e18+int64(2*i)), event.Time(1e18+int64(2*i+1))
			}
			second[7].ID = first[7].ID // so that a conflict must keep its mark
			a := create(t, dir)
			one := imported(t, a, first)
			require.Equal(t, 1, imported(t, a, second).Conflicts)
			require.NoError(t, a.JoinAll(ctx))
			require.Equal(t, 1, info(t, a).Segments)
			require.NoError(t, a.Close())
			before, err := filepath.Glob(filepath.Join(dir, "segments", "*"))
			require.NoError(t, err)
			spoil(t, dir, filepath.Base(before[0]), atEnd)

			a = open(t, dir)
			require.ErrorIs(t, a.Checked(ctx), folder.ErrDamaged)
			i, err := a.Import(ctx, input(slices.Values(second)), nil)
			require.NoError(t, err)
			require.Equal(t, len(second), i.Duplicates)
			require.NotNil(t, i.Healed)
			require.NoError(t, i.Healed.Err)
			require.Zero(t, i.Healed.Events)
			require.NotZero(t, i.Healed.Missing)
			require.Len(t, i.Healed.From, 1)
			require.Equal(t, one.Number, i.Healed.From[0].Number)
			if atEnd {
				require.Equal(t, len(first), i.Healed.Missing)
			} else {
				require.Less(t, i.Healed.Missing, len(first)/2, "what can be read does not have to come again")
			}

			forged := slices.Clone(first)
			for k := range forged {
				forged[k].Description += "!"
			}
			_, err = a.Import(ctx, input(slices.Values(forged)), nil)
			require.ErrorIs(t, err, folder.ErrDamaged, "what came is no damaged event, and cannot be compared with one")

			i, err = a.Import(ctx, input(slices.Values(first)), nil)
			require.NoError(t, err)
			require.Equal(t, len(first), i.Duplicates)
			require.NotNil(t, i.Healed)
			require.NoError(t, i.Healed.Err)
			require.Zero(t, i.Healed.Missing)
			require.NotZero(t, i.Healed.Events)
			require.NoError(t, a.Checked(ctx))
			requireHolds(t, a, slices.Concat(first, second))
			require.Equal(t, 1, info(t, a).Conflicts)
			i, err = a.Import(ctx, input(slices.Values(first[:3])), nil)
			require.NoError(t, err)
			require.Nil(t, i.Healed, "nothing is damaged any more")
			closeVerified(t, a)
			a = open(t, dir)
			requireTidy(t, a)
			requireHolds(t, a, slices.Concat(first, second))
			closeVerified(t, a)
		})
	}
}

// TestAFileThatIsReadInAnotherWayDoesNotHeal imports the file of damaged events again with
// other choices, such as another time zone, after the archive had another key.
func TestAFileThatIsReadInAnotherWayDoesNotHeal(t *testing.T) {
	unwatched(t)
	ctx := context.Background()
	dir := folderIn(t)
	events := some(1, 8000)
	a := create(t, dir)
	sum := event.Hash{7}
	file(t, a, events, sum)
	_, err := a.NewKey(ctx, "a new laptop")
	require.NoError(t, err)
	require.NoError(t, a.Close())
	segments, err := filepath.Glob(filepath.Join(dir, "segments", "*"))
	require.NoError(t, err)
	spoil(t, dir, filepath.Base(segments[0]), true)
	columns := filepath.Join(segments[0], "columns")
	require.NoError(t, overwrite(columns, fileOf(t, segments[0], "columns")[:1000]))

	a = open(t, dir)
	require.NotEmpty(t, info(t, a).Lost)
	otherwise := slices.Clone(events)
	for i := range otherwise {
		otherwise[i].ID += "-"
		otherwise[i].Time += event.Time(time.Hour)
	}
	again := func(events []event.Event) (archive.Import, error) {
		return a.Import(ctx, archive.Input{File: "x.json", Size: 100, Events: eventsOf(events), SHA256: func() (event.Hash, error) { return sum, nil }}, nil)
	}
	_, err = again(otherwise)
	require.ErrorIs(t, err, archive.ErrUntold)
	require.ErrorContains(t, err, "this file was import 1, of which events cannot be read, and its records are read in another way now")
	i, err := again(events)
	require.NoError(t, err)
	require.Equal(t, len(events), i.Healed.Events)
	closeVerified(t, a)
}
