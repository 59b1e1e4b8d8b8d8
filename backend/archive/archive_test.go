package archive_test

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/query"
)

func input(events iter.Seq[event.Event]) archive.Input {
	return archive.Input{File: "activity.json", Size: 1, Events: func(yield func(event.Event, error) bool) {
		for e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}}
}

func TestAnImportIsFoundAgain(t *testing.T) {
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "a.daybook")
	a, err := archive.Create(ctx, dir, archive.Options{})
	require.NoError(t, err)
	imported, err := a.Import(ctx, input(plain(1, 120_000)), nil)
	require.NoError(t, err)
	require.Equal(t, 120_000, imported.Added)
	imported, err = a.Import(ctx, input(plain(1, 120_000)), nil)
	require.NoError(t, err)
	require.Equal(t, 120_000, imported.Duplicates)
	require.NoError(t, a.Close())
	a, err = archive.Open(ctx, dir, archive.Options{})
	require.NoError(t, err)
	require.NoError(t, a.Checked(ctx))
	q, err := query.Parse("webhook", nil)
	require.NoError(t, err)
	res, err := a.Query(ctx, archive.Request{Query: q, Order: query.DefaultOrder(), Page: 1, Facets: true})
	require.NoError(t, err)
	fmt.Println(res.Total, res.Hits[0], res.Facets.Categories)
	report, err := a.Verify(ctx, nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)
	info, err := a.Info()
	require.NoError(t, err)
	fmt.Println(info.Segments, folder.Size(a.Path()), info.Events)
	require.NoError(t, a.Close())
}
