package columns_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sort"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/fuzztest"
	"daybook/backend/query"
)

// stored is an event with the values that the columns hold beside its fields.
type stored struct {
	event.Event
	seq      uint64
	conflict bool
}

// drawEvents draws events with many equal times and texts, texts that fold
// alike among them, and cuts them into segments at random, so that the times
// of segments overlap.
func drawEvents(t *rapid.T) (all []stored, segments [][]stored) {
	n := rapid.IntRange(0, 200).Draw(t, "events")
	parts := rapid.IntRange(1, 5).Draw(t, "segments")
	segments = make([][]stored, parts)
	member := rapid.SampledFrom([]string{"ana@x.example", "Ana@x.example", "Ána@x.example", "system", "zoë", "", "日本"})
	action := rapid.SampledFrom([][2]string{{"a", "b.c"}, {"a.b", "c"}, {"webhook", "created"}, {"Webhook", "created"}, {"api_key", "created"}})
	text := rapid.SampledFrom([]string{"", "x", "X", "y", "ÿ", "Charged 0.004", "charged 0.004", "fi", "ﬁ"})
	for i := range n {
		key := action.Draw(t, "action")
		s := stored{event.Event{
			ID: fmt.Sprintf("e%d", i), Actor: member.Draw(t, "member"), Category: key[0], Action: key[1], Description: text.Draw(t, "text"),
			Time: event.Time(rapid.Int64Range(-20, 20).Draw(t, "time")) * event.Time(rapid.SampledFrom([]int64{1, 1000, 1e9}).Draw(t, "unit")),
		}, uint64(i), rapid.Bool().Draw(t, "conflict")}
		all = append(all, s)
		k := rapid.IntRange(0, parts-1).Draw(t, "segment")
		segments[k] = append(segments[k], s)
	}
	return all, segments
}

func sortStored(events []stored, o query.Order) {
	sort.SliceStable(events, func(i, j int) bool {
		return query.Compare(o, &events[i].Event, &events[j].Event, events[i].seq, events[j].seq) < 0
	})
}

type joined struct {
	table *columns.Table
	texts []*columns.Texts
	ids   []*columns.IDs
	ranks *columns.Ranks
}

func join(t require.TestingT, segments [][]stored) joined {
	var j joined
	var parts []*columns.Segment
	for _, events := range segments {
		events = slices.Clone(events)
		sortStored(events, query.DefaultOrder())
		var b columns.Builder
		for i := range events {
			require.NoError(t, b.Add(&events[i].Event, events[i].seq, events[i].conflict))
		}
		files := b.Finish()
		s, err := columns.OpenSegment(files.Columns, columns.Heap)
		require.NoError(t, err)
		parts = append(parts, s)
		var buf bytes.Buffer
		require.NoError(t, columns.EncodeTexts(&buf, files.Descriptions))
		texts, err := columns.OpenTexts(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
		require.NoError(t, err)
		j.texts = append(j.texts, texts)
		j.ids = append(j.ids, columns.OpenIDs(bytes.NewReader(files.IDs), s.Rows()))
	}
	ranks, err := columns.MergeRanks(j.texts)
	require.NoError(t, err)
	j.ranks, err = columns.DecodeRanks(columns.EncodeRanks(ranks))
	require.NoError(t, err)
	j.table, err = columns.Join(parts, j.ranks)
	require.NoError(t, err)
	return j
}

var everyOrder = []query.Order{
	{By: query.ByTimestamp, Desc: true}, {By: query.ByTimestamp}, {By: query.ByMember, Desc: true}, {By: query.ByMember},
	{By: query.ByAction, Desc: true}, {By: query.ByAction}, {By: query.ByDescription, Desc: true}, {By: query.ByDescription},
}

func TestAnyPageOfAnyOrderIsWhatSortingGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, segments := drawEvents(t)
		j := join(t, segments)
		require.Equal(t, len(all), j.table.Len())
		var set *columns.Bits
		in := map[uint64]bool{}
		if rapid.Bool().Draw(t, "narrowed") {
			set = j.table.NewSet()
			for p := range j.table.Everything().All() {
				if rapid.IntRange(0, 3).Draw(t, "in") == 0 {
					set.Set(p)
					in[j.table.Seq(p)] = true
				}
			}
		}
		defer columns.CountBy(rapid.SampledFrom([]int{1, 2, 5, 4096}).Draw(t, "spans"), rapid.SampledFrom([]int{-1, 20, 1 << 15}).Draw(t, "few"))()
		for _, o := range everyOrder {
			want := slices.Clone(all)
			if set != nil {
				want = slices.DeleteFunc(want, func(s stored) bool { return !in[s.seq] })
			}
			sortStored(want, o)
			from := rapid.IntRange(0, len(all)+3).Draw(t, "from")
			n := rapid.IntRange(1, 50).Draw(t, "n")
			got := []uint64{}
			for _, p := range j.table.Slice(set, o, from, n) {
				got = append(got, j.table.Seq(p))
			}
			expected := []uint64{}
			for _, s := range want[min(from, len(want)):min(from+n, len(want))] {
				expected = append(expected, s.seq)
			}
			require.Equal(t, expected, got, "order %v from %d", o, from)
			whole := []uint64{}
			j.table.All(set, o, func(p int) bool { whole = append(whole, j.table.Seq(p)); return true })
			require.Len(t, whole, len(want))
			for i := range want {
				require.Equal(t, want[i].seq, whole[i], "order %v", o)
			}
		}
	})
}

func TestEachRowKeepsWhatWasAdded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, segments := drawEvents(t)
		j := join(t, segments)
		for k, events := range segments {
			events = slices.Clone(events)
			sortStored(events, query.DefaultOrder())
			for row, e := range events {
				p := j.table.Position(k, row)
				segment, at := j.table.Place(p)
				require.Equal(t, [2]int{k, row}, [2]int{segment, at})
				got := j.table.Row(p)
				require.Equal(t, e.seq, got.Seq)
				require.Equal(t, e.Time, got.Time)
				require.Equal(t, e.Actor, got.Member)
				require.Equal(t, columns.Action{Category: e.Category, Action: e.Action}, got.Action)
				require.Equal(t, e.conflict, got.Conflict)
				var text string
				require.NoError(t, j.texts[k].Scan(context.Background(), nil, func(rank int, raw []byte) {
					if rank == got.Description {
						text = string(raw)
					}
				}))
				require.Equal(t, e.Description, text)
				rows, err := j.ids[k].Find(columns.HashID(e.ID), nil)
				require.NoError(t, err)
				require.Contains(t, rows, uint32(row))
			}
		}
	})
}

func TestFacetsCountEachValueUnderTheOtherFilters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, segments := drawEvents(t)
		j := join(t, segments)
		q := query.All()
		if rapid.Bool().Draw(t, "category") {
			q.Categories = []string{"webhook", "a"}
		}
		if rapid.Bool().Draw(t, "action") {
			q.Actions = []string{"a.b.c", "Webhook.created"}
		}
		if rapid.Bool().Draw(t, "member") {
			q.Members = []string{"system", "Ana@x.example"}
		}
		if rapid.Bool().Draw(t, "time") {
			q.From, q.To = -5000, 3e9
		}
		bars := []event.Time{-20e9, -5000, -1, 0, 1, 7000, 3e9, 21e9}
		text := j.table.Everything()
		filters := j.table.Filter(q)
		set := filters.Apply(text.Clone())
		facets := j.table.Facets(text, filters, bars)

		count := func(drop func(*query.Query), value func(*stored) string) map[string]int {
			narrowed := q
			drop(&narrowed)
			counts := map[string]int{}
			for i := range all {
				if narrowed.Match(&all[i].Event, query.Place{Conflict: all[i].conflict}) {
					counts[value(&all[i])]++
				}
			}
			return counts
		}
		asMap := func(counts []columns.Count) map[string]int {
			m := map[string]int{}
			for i, c := range counts {
				m[c.Value] = c.Count
				require.True(t, i == 0 || counts[i-1].Count >= c.Count, "most frequent first")
			}
			return m
		}
		one := count(func(*query.Query) {}, func(*stored) string { return "" })
		require.Equal(t, one[""], set.Count())
		require.Equal(t, count(func(q *query.Query) { q.Categories = nil }, func(s *stored) string { return s.Category }), asMap(facets.Categories))
		require.Equal(t, count(func(q *query.Query) { q.Actions = nil }, func(s *stored) string { return s.Key() }), asMap(facets.Actions))
		require.Equal(t, count(func(q *query.Query) { q.Members = nil }, func(s *stored) string { return s.Actor }), asMap(facets.Members))
		wantBars := count(func(q *query.Query) { q.From, q.To = event.Earliest, event.Latest }, func(s *stored) string {
			i := sort.Search(len(bars), func(i int) bool { return bars[i] > s.Time })
			return bars[i-1].String()
		})
		gotBars := map[string]int{}
		for _, b := range facets.Histogram {
			if b.Count > 0 {
				gotBars[b.From.String()] = b.Count
			}
		}
		require.Equal(t, wantBars, gotBars)
		marked := count(func(q *query.Query) { q.ConflictsOnly = true }, func(*stored) string { return "" })
		require.Equal(t, marked[""], facets.Conflicts)
	})
}

func TestIDsAreFoundOneByOneAndAllTogether(t *testing.T) {
	const n = 50_000
	var b columns.Builder
	for i := range n {
		require.NoError(t, b.Add(&event.Event{ID: fmt.Sprintf("id-%d", i), Time: event.Time(-i)}, uint64(i), false))
	}
	ids := columns.OpenIDs(bytes.NewReader(b.Finish().IDs), n)
	var hashes []uint32
	want := map[uint32][]uint32{}
	for i := 0; i < n; i += 7 {
		hashes = append(hashes, columns.HashID(fmt.Sprintf("id-%d", i)))
	}
	for i := range n {
		h := columns.HashID(fmt.Sprintf("id-%d", i))
		want[h] = append(want[h], uint32(i))
	}
	hashes = append(hashes, 0, 1, 1<<31, 1<<32-1) // hashes that probably no id has
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	for _, few := range []bool{true, false} {
		asked := hashes
		if few {
			asked = hashes[:100]
		}
		got := map[uint32][]uint32{}
		require.NoError(t, ids.Each(asked, func(i int, row uint32) error {
			got[asked[i]] = append(got[asked[i]], row)
			return nil
		}))
		for _, h := range asked {
			require.Equal(t, want[h], got[h])
			rows, err := ids.Find(h, nil)
			require.NoError(t, err)
			require.Equal(t, want[h], rows)
		}
	}
}

func TestTextsOfManyBlocksAreReadByRankAndInPart(t *testing.T) {
	var texts []string
	for i := range 20_000 {
		texts = append(texts, fmt.Sprintf("API key \"key-%08d\" was created", i))
	}
	var buf bytes.Buffer
	require.NoError(t, columns.EncodeTexts(&buf, texts))
	read, err := columns.OpenTexts(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	require.NoError(t, err)
	require.Greater(t, read.Blocks(), 3)
	require.Equal(t, len(texts), read.Len())
	wanted := roaring.BitmapOf(0, 1, 9_999, 19_999)
	got := map[int]string{}
	require.NoError(t, read.Scan(context.Background(), wanted, func(rank int, text []byte) { got[rank] = string(text) }))
	require.Equal(t, map[int]string{0: texts[0], 1: texts[1], 9_999: texts[9_999], 19_999: texts[19_999]}, got)
	i := 0
	for text, err := range read.All() {
		require.NoError(t, err)
		require.Equal(t, texts[i], text)
		i++
	}
	require.Equal(t, len(texts), i)
}

func TestEventsOutOfBaseOrderAreRefused(t *testing.T) {
	var b columns.Builder
	require.NoError(t, b.Add(&event.Event{ID: "a", Time: 5}, 3, false))
	require.Error(t, b.Add(&event.Event{ID: "b", Time: 6}, 4, false), "newer than the one before")
	require.Error(t, b.Add(&event.Event{ID: "b", Time: 5}, 3, false), "same time, not a higher number")
	require.Error(t, b.Add(&event.Event{ID: "b", Time: 4}, 1<<32, false), "a number that does not fit")
	require.Equal(t, 1, b.Rows())
}

// FuzzDamagedFiles: bytes that Build did not write are an error or read as
// something, but never a panic.
func FuzzDamagedFiles(f *testing.F) {
	fuzztest.Briefly(f)
	var b columns.Builder
	require.NoError(f, b.Add(&event.Event{ID: "a", Actor: "m", Category: "c", Action: "d", Description: "text", Time: 5}, 3, true))
	files := b.Finish()
	f.Add(files.Columns)
	var buf bytes.Buffer
	require.NoError(f, columns.EncodeTexts(&buf, files.Descriptions))
	f.Add(buf.Bytes())
	f.Add(columns.EncodeRanks(&columns.Ranks{Distinct: 2, Segments: [][]uint32{{0, 1}}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if texts, err := columns.OpenTexts(bytes.NewReader(data), int64(len(data))); err == nil {
			for range texts.All() {
			}
		}
		ranks, err := columns.DecodeRanks(data)
		if err != nil {
			ranks = &columns.Ranks{Distinct: 1, Segments: [][]uint32{{0}}}
		}
		if s, err := columns.OpenSegment(data, columns.Heap); err == nil && s.Rows() < 1<<16 {
			if _, err := columns.Join([]*columns.Segment{s}, ranks); err != nil {
				return
			}
		}
	})
}
