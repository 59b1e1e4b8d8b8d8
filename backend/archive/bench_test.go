package archive_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/folder"
)

func BenchmarkImport(b *testing.B) {
	ctx := context.Background()
	const n = 300_000
	for b.Loop() {
		a, err := archive.Create(ctx, filepath.Join(b.TempDir(), "a.daybook"), archive.Options{})
		require.NoError(b, err)
		_, err = a.Import(ctx, input(plain(1, n)), nil)
		require.NoError(b, err)
		b.ReportMetric(float64(folder.Size(a.Path()))/n, "B/event")
		require.NoError(b, a.Close())
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkVerify(b *testing.B) {
	ctx := context.Background()
	const n = 300_000
	a, err := archive.Create(ctx, filepath.Join(b.TempDir(), "a.daybook"), archive.Options{})
	require.NoError(b, err)
	_, err = a.Import(ctx, input(plain(1, n)), nil)
	require.NoError(b, err)
	for b.Loop() {
		r, err := a.Verify(ctx, nil)
		require.NoError(b, err)
		require.True(b, r.OK(), r.Problems)
		require.Equal(b, n, r.Events)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	require.NoError(b, a.Close())
}

// BenchmarkOpen opens an archive that many small imports left, which measures
// the fixed cost of a segment.
func BenchmarkOpen(b *testing.B) {
	ctx := context.Background()
	dir := filepath.Join(b.TempDir(), "a.daybook")
	a, err := archive.Create(ctx, dir, archive.Options{})
	require.NoError(b, err)
	const segments = 28
	for i := range segments {
		_, err = a.Import(ctx, input(plain(uint64(i), 350)), nil)
		require.NoError(b, err)
	}
	require.NoError(b, a.Close())
	for b.Loop() {
		a, err := archive.Open(ctx, dir, archive.Options{})
		require.NoError(b, err)
		require.NoError(b, a.Close())
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/segments, "ms/segment")
}

// BenchmarkSmallImport imports ten events, which measures the fixed cost of an import.
func BenchmarkSmallImport(b *testing.B) {
	ctx := context.Background()
	a, err := archive.Create(ctx, filepath.Join(b.TempDir(), "a.daybook"), archive.Options{})
	require.NoError(b, err)
	seed := uint64(0)
	for b.Loop() {
		seed++
		_, err = a.Import(ctx, input(plain(seed, 10)), nil)
		require.NoError(b, err)
		require.NoError(b, a.Merge(ctx))
	}
	require.NoError(b, a.Close())
}
