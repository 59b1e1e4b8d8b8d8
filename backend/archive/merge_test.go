package archive

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
)

// sizes returns segments with these numbers of events, each later in time
// than the previous.
func sizes(counts ...int) (segments []*weighed) {
	for i, n := range counts {
		segments = append(segments, &weighed{number: i, events: n, newest: event.Time(-i)})
	}
	return segments
}

func repeated(n, events int) (counts []int) {
	for range n {
		counts = append(counts, events)
	}
	return counts
}

func TestASmallImportIntoALargeArchiveJoinsSmallSegmentsAlone(t *testing.T) {
	large := repeated(34, 300_000)
	// Nine small segments lie between large segments.
	var counts []int
	for i, n := range large {
		counts = append(counts, n)
		if i%4 == 0 {
			counts = append(counts, 100)
		}
	}
	groups := toMerge(sizes(counts...), 42, mergeLittle)
	require.Len(t, groups, 1)
	require.Equal(t, 900, events(groups[0]))
}

func TestSegmentsThatCostTooMuchWaitForALargerImport(t *testing.T) {
	counts := append(repeated(42, 300_000), 100)
	require.Empty(t, toMerge(sizes(counts...), 42, mergeLittle))
	groups := toMerge(sizes(counts...), 42, mergeMuch)
	require.Len(t, groups, 1)
	require.LessOrEqual(t, events(groups[0]), mergeMuch)
	require.Greater(t, len(groups[0]), 2)
}

func TestThereAreNeverTwiceAsManySegmentsAsThereShouldBe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(2, 12).Draw(t, "most")
		affordable := rapid.SampledFrom([]int{mergeLittle, mergeMuch}).Draw(t, "affordable")
		var counts []int
		for range rapid.IntRange(1, 40).Draw(t, "imports") {
			counts = append(counts, rapid.SampledFrom([]int{1, 100, 60_000, 300_000, 3_000_000}).Draw(t, "events"))
			for {
				segments := sizes(counts...)
				groups := toMerge(segments, most, affordable)
				if len(groups) == 0 {
					break
				}
				gone := map[*weighed]bool{}
				var joined []int
				for _, g := range groups {
					require.Greater(t, len(g), 1)
					for _, s := range g {
						require.False(t, gone[s], "one segment in two groups")
						gone[s] = true
					}
					joined = append(joined, events(g))
				}
				if len(counts) <= 2*most {
					for _, n := range joined {
						require.LessOrEqual(t, n, affordable)
					}
				}
				counts = joined
				for _, s := range segments {
					if !gone[s] {
						counts = append(counts, s.events)
					}
				}
			}
			require.LessOrEqual(t, len(counts), 2*most)
		}
	})
}
