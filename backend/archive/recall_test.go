package archive_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/query"
)

// TestATermThatWasAskedBeforeIsStillFoundExactly searches for terms again beside
// others, excluded, in quotes, and after an import.
func TestATermThatWasAskedBeforeIsStillFoundExactly(t *testing.T) {
	a := create(t, folderIn(t))
	events := some(1, 2000)
	imported(t, a, events)
	asks := func() {
		for range 2 {
			for _, text := range []string{"webhook", "webhook delivered", "webhook -delivered", "-webhook", `"webhook"`, "*ebhoo", "member:webhook",
				"description:webhook", "generation", "credit", "-credit -generation", "g", "ge", "gen", "gene", "gener", "genera", "generat", "webhook"} {
				q, err := query.Parse(text, nil)
				require.NoError(t, err)
				want := 0
				for i := range events {
					if q.Match(&events[i], query.Place{}) {
						want++
					}
				}
				res, err := a.Query(context.Background(), archive.Request{Query: q, Order: query.DefaultOrder()})
				require.NoError(t, err)
				require.Equal(t, want, res.Total, text)
			}
		}
	}
	asks()
	more := some(2, 500)
	imported(t, a, more)
	events = append(events, more...)
	asks()
	closeVerified(t, a)
}

// TestAPageIsTheSameWhateverWasAskedBefore requests pages that have events in
// common with the previous page, and compares them with all events in that order,
// of which nothing is remembered.
func TestAPageIsTheSameWhateverWasAskedBefore(t *testing.T) {
	a := create(t, folderIn(t))
	imported(t, a, some(1, 1500))
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		for range 5 {
			text := rapid.SampledFrom([]string{"", "w", "we", "web", "webhook", "webhook d", "credit"}).Draw(t, "text")
			q, err := query.Parse(text, nil)
			require.NoError(t, err)
			o := rapid.SampledFrom(orders).Draw(t, "order")
			page := rapid.IntRange(1, 3).Draw(t, "page")
			var want []string
			n := 0
			for e, err := range a.Events(ctx, q, o) {
				require.NoError(t, err)
				if n/archive.PageSize == page-1 {
					want = append(want, e.ID)
				}
				n++
			}
			res, err := a.Query(ctx, archive.Request{Query: q, Order: o, Page: page})
			require.NoError(t, err)
			var got []string
			for _, h := range res.Hits {
				require.NoError(t, h.Damage)
				got = append(got, h.ID)
			}
			require.Equal(t, want, got)
		}
	})
	closeVerified(t, a)
}

func TestAnEventThatCannotBeReadIsReadAgainWithItsPage(t *testing.T) {
	dir := folderIn(t)
	a := create(t, dir)
	imported(t, a, some(1, 200))
	paths, err := filepath.Glob(filepath.Join(dir, "segments", "*", "events", "*.sst"))
	require.NoError(t, err)
	require.Len(t, paths, 1)
	whole, err := os.ReadFile(paths[0])
	require.NoError(t, err)
	damaged := func() (n int) {
		res, err := a.Query(context.Background(), archive.Request{Query: query.All(), Order: query.DefaultOrder()})
		require.NoError(t, err)
		require.Len(t, res.Hits, 200)
		for _, h := range res.Hits {
			if h.Damage != nil {
				require.ErrorIs(t, h.Damage, folder.ErrDamaged)
				n++
			}
		}
		return n
	}
	spoiled := append([]byte(nil), whole...)
	spoiled[100] ^= 1
	require.NoError(t, overwrite(paths[0], spoiled))
	n := damaged()
	require.NotZero(t, n)
	require.Equal(t, n, damaged(), "it is still damaged")
	require.Equal(t, 200-n, a.RememberedOfPage())
	require.NoError(t, overwrite(paths[0], whole))
	require.Zero(t, damaged(), "it was mended")
	require.Equal(t, 200, a.RememberedOfPage())
	closeVerified(t, a)
}

func TestAPageOfLongEventsIsNotRemembered(t *testing.T) {
	a := create(t, folderIn(t))
	events := some(1, 3)
	for i := range events {
		events[i].Description = strings.Repeat("long ", event.MaxFieldBytes/10)
	}
	imported(t, a, events)
	for range 2 {
		res, err := a.Query(context.Background(), archive.Request{Query: query.All(), Order: query.DefaultOrder()})
		require.NoError(t, err)
		require.Len(t, res.Hits, 3)
		require.Zero(t, a.RememberedOfPage())
	}
	closeVerified(t, a)
}
