package columns_test

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/columns"
	"daybook/backend/query"
)

// textsOf makes the descriptions file of distinct texts, in rank order.
func textsOf(t require.TestingT, distinct map[string]bool) *columns.Texts {
	var texts []string
	for text := range distinct {
		texts = append(texts, text)
	}
	slices.SortFunc(texts, query.CompareText)
	var buf bytes.Buffer
	require.NoError(t, columns.EncodeTexts(&buf, texts))
	made, err := columns.OpenTexts(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	require.NoError(t, err)
	return made
}

// TestChangedRanksAreThoseMergedAnew changes a snapshot as imports, merges and
// purges do: segments are added, joined, and taken away.
func TestChangedRanksAreThoseMergedAnew(t *testing.T) {
	pad := strings.Repeat("0123456789", 100) // so that a segment has several blocks
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.Custom(func(t *rapid.T) string {
			form := rapid.SampledFrom([]string{"%03d", "É%03d", "e%03d", "E%03d"}).Draw(t, "form")
			return fmt.Sprintf(form+pad, rapid.IntRange(0, 300).Draw(t, "n"))
		})
		var sets []map[string]bool
		var before []*columns.Texts
		add := func(label string, least, most int) map[string]bool {
			set := map[string]bool{}
			for _, s := range rapid.SliceOfN(text, least, most).Draw(t, label) {
				set[s] = true
			}
			return set
		}
		for range rapid.IntRange(0, 4).Draw(t, "segments") {
			sets = append(sets, add("old", 20, 120))
			before = append(before, textsOf(t, sets[len(sets)-1]))
		}
		ranks, err := columns.MergeRanks(before)
		require.NoError(t, err)

		var now []columns.RankSource
		for i := 0; i < len(before); i++ {
			switch rapid.SampledFrom([]string{"keep", "keep", "join", "drop"}).Draw(t, "does") {
			case "keep":
				now = append(now, columns.RankSource{Texts: before[i], Of: []int{i}})
			case "join":
				of, both := []int{i}, map[string]bool{}
				if i+1 < len(before) {
					of = append(of, i+1)
				}
				for _, k := range of {
					for s := range sets[k] {
						both[s] = true
					}
				}
				i = of[len(of)-1]
				now = append(now, columns.RankSource{Texts: textsOf(t, both), Of: of})
			}
		}
		for range rapid.IntRange(0, 2).Draw(t, "imports") {
			now = append(now, columns.RankSource{Texts: textsOf(t, add("new", 1, 12))})
		}
		var all []*columns.Texts
		for _, s := range now {
			all = append(all, s.Texts)
		}
		want, err := columns.MergeRanks(all)
		require.NoError(t, err)
		saved := columns.EncodeRanks(ranks)
		got, err := ranks.Change(before, now)
		require.NoError(t, err)
		require.Equal(t, columns.EncodeRanks(want), columns.EncodeRanks(got))
		require.Equal(t, saved, columns.EncodeRanks(ranks), "the ranks before are still those of their snapshot")
	})
}

// TestTextsThatAreNotThoseSaidAreMergedAnew: a segment whose texts are not those
// of the segments it is said to come from.
func TestTextsThatAreNotThoseSaidAreMergedAnew(t *testing.T) {
	a, b := textsOf(t, map[string]bool{"a": true, "c": true}), textsOf(t, map[string]bool{"b": true})
	ranks, err := columns.MergeRanks([]*columns.Texts{a})
	require.NoError(t, err)
	got, err := ranks.Change([]*columns.Texts{a}, []columns.RankSource{{Texts: b, Of: []int{0}}})
	require.NoError(t, err)
	require.Equal(t, 1, got.Distinct)
	require.Equal(t, [][]uint32{{0}}, got.Segments)
}

// TestTheFirstTextsAreRankedWithoutBeingHeld: those of ten million events are
// hundreds of megabytes.
func TestTheFirstTextsAreRankedWithoutBeingHeld(t *testing.T) {
	one, other := map[string]bool{}, map[string]bool{}
	for i := range 20_000 {
		one[fmt.Sprintf("one %06d", i)] = true
		other[fmt.Sprintf("other %06d", i)] = true
	}
	texts := []*columns.Texts{textsOf(t, one), textsOf(t, other)}
	taken := func(rank func() (*columns.Ranks, error)) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		ranks, err := rank()
		runtime.ReadMemStats(&after)
		require.NoError(t, err)
		require.Equal(t, 40_000, ranks.Distinct)
		return after.TotalAlloc - before.TotalAlloc
	}
	merged := taken(func() (*columns.Ranks, error) { return columns.MergeRanks(texts) })
	changed := taken(func() (*columns.Ranks, error) {
		return new(columns.Ranks).Change(nil, []columns.RankSource{{Texts: texts[0]}, {Texts: texts[1]}})
	})
	require.Less(t, changed, merged+merged/10)
}
