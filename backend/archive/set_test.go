package archive_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/query"
)

func numbers(t *testing.T, a *archive.Archive, s *archive.Set) (ids []string) {
	t.Helper()
	for e, err := range a.Selected(context.Background(), s, query.Order{By: query.ByTimestamp}) {
		require.NoError(t, err)
		ids = append(ids, e.ID)
	}
	require.Len(t, ids, s.Count())
	return ids
}

func TestASelectionStaysWhatItWasWhenItWasMade(t *testing.T) {
	ctx := context.Background()
	a, err := archive.Create(ctx, filepath.Join(t.TempDir(), "a.daybook"), archive.Options{})
	require.NoError(t, err)
	first := slices.Collect(plain(1, 300))
	_, err = a.Import(ctx, input(slices.Values(first)), nil)
	require.NoError(t, err)
	q, err := query.Parse("webhook", nil)
	require.NoError(t, err)
	selected, err := a.Select(ctx, q)
	require.NoError(t, err)
	var want []string
	for i := range first {
		if q.MatchText(&first[i]) {
			want = append(want, first[i].ID)
		}
	}
	require.Equal(t, want, numbers(t, a, selected))
	everything, err := a.Select(ctx, query.All())
	require.NoError(t, err)
	require.Equal(t, 300, everything.Count())

	_, err = a.Import(ctx, input(plain(2, 300)), nil)
	require.NoError(t, err)
	require.Equal(t, want, numbers(t, a, selected), "a later import must not enter a selection")
	res, err := a.Query(ctx, archive.Request{Query: query.All(), Order: query.DefaultOrder(), Page: 1, Only: selected})
	require.NoError(t, err)
	require.Equal(t, len(want), res.Total)

	later, err := a.Select(ctx, query.All())
	require.NoError(t, err)
	require.Equal(t, 600, later.Count())
	grown := selected.Clone()
	grown.Add(later)
	require.Equal(t, 600, grown.Count())
	grown.Remove(selected)
	require.Equal(t, 600-len(want), grown.Count())
	require.Equal(t, want, numbers(t, a, selected), "a clone is a set of its own")
	closeVerified(t, a)
}

func TestPastedIDsSelectTheirEventsAndNameTheMissing(t *testing.T) {
	ctx := context.Background()
	a, err := archive.Create(ctx, filepath.Join(t.TempDir(), "a.daybook"), archive.Options{})
	require.NoError(t, err)
	events := slices.Collect(plain(1, 50))
	changed := events[7]
	changed.Description = "changed"
	_, err = a.Import(ctx, input(slices.Values(append(events, changed))), nil)
	require.NoError(t, err)
	set, missing, err := a.SelectIDs(ctx, []string{events[3].ID, "nobody", events[7].ID, events[3].ID, "nobody", "EVT_" + events[3].ID[4:]})
	require.NoError(t, err)
	require.Equal(t, []string{events[3].ID, events[7].ID, events[7].ID}, numbers(t, a, set), "both events of a conflict have the id")
	require.Equal(t, []string{"nobody", "EVT_" + events[3].ID[4:]}, missing, "ids are compared byte for byte")
	closeVerified(t, a)
}

func TestOneEventIsGivenWithAllThatIsKnownOfIt(t *testing.T) {
	ctx := context.Background()
	a, err := archive.Create(ctx, filepath.Join(t.TempDir(), "a.daybook"), archive.Options{})
	require.NoError(t, err)
	events := slices.Collect(plain(1, 20))
	events[4].Details = []byte(`{"record":{"ip":"10.0.0.1"}}`)
	_, err = a.Import(ctx, input(slices.Values(events)), nil)
	require.NoError(t, err)
	changed := events[4]
	changed.Actor = "somebody else"
	_, err = a.Import(ctx, input(slices.Values([]event.Event{changed})), nil)
	require.NoError(t, err)
	full, err := a.Event(ctx, 4)
	require.NoError(t, err)
	require.Equal(t, events[4], full.Event)
	require.Equal(t, events[4].Leaf(full.Salt), full.Leaf)
	require.Equal(t, []uint64{20}, full.Conflicts)
	require.Equal(t, 1, full.Import.Number)
	require.False(t, full.Conflict)
	full, err = a.Event(ctx, 20)
	require.NoError(t, err)
	require.True(t, full.Conflict)
	require.Equal(t, []uint64{4}, full.Conflicts)
	_, err = a.Event(ctx, 21)
	require.ErrorIs(t, err, archive.ErrNoEvent)
	closeVerified(t, a)
}
