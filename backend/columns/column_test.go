package columns_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/columns"
)

// TestTheRowsOfCodesAreFoundAsByLookingAtEach draws few and many values, evenly
// spread or most rows of a few, of which few, most or all are wanted: each way of
// finding the rows is the best for some of these.
func TestTheRowsOfCodesAreFoundAsByLookingAtEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{0, 1, 63, 64, 65, 1000, 70_000}).Draw(t, "rows")
		values := rapid.SampledFrom([]int{1, 2, 60, 256, 257, 70_000}).Draw(t, "values")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		codes := draw(r, n, values, rapid.Bool().Draw(t, "uneven"))
		share := rapid.SampledFrom([]float64{0, 0.01, 0.2, 0.5, 0.8, 0.99, 1}).Draw(t, "share")
		wanted := columns.NewBits(values)
		for code := range values {
			if r.Float64() < share {
				wanted.Set(code)
			}
		}
		c, err := columns.NewColumn(codes, values)
		require.NoError(t, err)
		// The set already has members before, in and after the rows.
		base := 64 * rapid.IntRange(0, 2).Draw(t, "base")
		got, want := columns.NewBits(base+n+64), columns.NewBits(base+n+64)
		for range 100 {
			at := r.IntN(base + n + 64)
			got.Set(at)
			want.Set(at)
		}
		c.Add(got, base, wanted)
		for row, code := range codes {
			if wanted.Has(int(code)) {
				want.Set(base + row)
			}
		}
		require.True(t, equal(want, got))
	})
}

func equal(a, b *columns.Bits) bool {
	both := a.Clone()
	both.And(b)
	return both.Count() == a.Count() && both.Count() == b.Count()
}

func draw(r *rand.Rand, n, values int, uneven bool) []uint32 {
	codes := make([]uint32, n)
	for i := range codes {
		x := r.Float64()
		if uneven {
			x *= x * r.Float64()
		}
		codes[i] = uint32(float64(values) * x)
	}
	return codes
}

// BenchmarkAdd compares finding the rows of a share of the codes with looking at each row.
func BenchmarkAdd(b *testing.B) {
	const n = 50_000
	for _, values := range []int{60, 13_000} {
		r := rand.New(rand.NewPCG(1, 0))
		codes := draw(r, n, values, true)
		c, err := columns.NewColumn(codes, values)
		require.NoError(b, err)
		for _, share := range []float64{0.02, 0.2, 0.5, 0.8, 0.98} {
			wanted := columns.NewBits(values)
			for code := range values {
				if r.Float64() < share {
					wanted.Set(code)
				}
			}
			set := columns.NewBits(n)
			b.Run(fmt.Sprintf("%d values, %.2f wanted/add", values, share), func(b *testing.B) {
				for b.Loop() {
					c.Add(set, 0, wanted)
				}
			})
			b.Run(fmt.Sprintf("%d values, %.2f wanted/each row", values, share), func(b *testing.B) {
				for b.Loop() {
					for row, code := range codes {
						if wanted.Has(int(code)) {
							set.Set(row)
						}
					}
				}
			})
		}
	}
}
