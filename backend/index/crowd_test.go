package index

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The answer is compared with all prefixes of all terms, counted one by one.
func TestCrowdedPrefixesAreThoseWithMoreTermsThanTheLimit(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		lists := rapid.MapOf(
			rapid.StringMatching(`[ab\x00é]{1,6}`),
			rapid.SliceOfNDistinct(rapid.Uint32Range(0, 300), 1, 150, rapid.ID[uint32]),
		).Draw(r, "terms")
		limit := rapid.IntRange(0, 6).Draw(r, "limit")

		c := crowd{limit: limit}
		terms := map[string]int{}
		ranks := map[string]*roaring.Bitmap{}
		for _, term := range slices.Sorted(maps.Keys(lists)) {
			list := roaring.BitmapOf(lists[term]...)
			require.NoError(r, c.add(term, list))
			for end := 1; end <= len(term); end++ {
				prefix := term[:end]
				terms[prefix]++
				if ranks[prefix] == nil {
					ranks[prefix] = roaring.New()
				}
				ranks[prefix].Or(list)
			}
		}
		require.NoError(r, c.closeTo(0))

		found := map[string]*roaring.Bitmap{}
		for _, p := range c.found {
			require.NotContains(r, found, p.key)
			found[p.key] = roaring.New()
			_, err := found[p.key].ReadFrom(bytes.NewReader(p.ranks))
			require.NoError(r, err)
		}
		keys := slices.Sorted(maps.Keys(found))
		for prefix, n := range terms {
			i, _ := slices.BinarySearch(keys, prefix)
			kept := i < len(keys) && strings.HasPrefix(keys[i], prefix)
			require.Equal(r, n > limit, kept, "%q has %d terms", prefix, n)
			if kept {
				require.True(r, ranks[prefix].Equals(found[keys[i]]), "%q", prefix)
			}
		}
		for key := range found {
			require.Greater(r, terms[key], limit, "%q", key)
		}
	})
}
