package archive_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
)

func BenchmarkImport(b *testing.B) {
	ctx := context.Background()
	const n = 300_000
	for b.Loop() {
		a, err := archive.Create(ctx, filepath.Join(b.TempDir(), "a.daybook"), archive.Options{})
		require.NoError(b, err)
		_, err = a.Import(ctx, input(plain(1, n)), nil)
		require.NoError(b, err)
		info, err := a.Info()
		require.NoError(b, err)
		b.ReportMetric(float64(info.Bytes)/n, "B/event")
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
