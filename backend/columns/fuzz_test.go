package columns_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/fuzztest"
	"daybook/backend/query"
)

// Bytes changed at random hardly ever unpack, so these tests change the unpacked
// content and pack it again.

// sample returns the columns of a small segment, and its number of descriptions.
func sample(t require.TestingT, n int) (columns.Files, int) {
	var b columns.Builder
	for i := range n {
		e := event.Event{ID: fmt.Sprint("e", i), Actor: fmt.Sprint("member", i%3), Category: "c", Action: fmt.Sprint("a", i%2),
			Description: fmt.Sprint("text ", i%5), Time: event.Time(-i/2) * 1e9}
		require.NoError(t, b.Add(&e, uint64(i), i%4 == 0))
	}
	files := b.Finish()
	return files, len(files.Descriptions)
}

// FuzzSections: any sections are damage, or a table that answers for every page and
// count.
func FuzzSections(f *testing.F) {
	fuzztest.Briefly(f)
	for _, n := range []int{0, 1, 70} {
		files, texts := sample(f, n)
		rows, s, err := columns.Sections(files.Columns)
		require.NoError(f, err)
		f.Add(uint64(rows), uint8(texts), s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7])
	}
	f.Fuzz(func(t *testing.T, rows uint64, texts uint8, s0, s1, s2, s3, s4, s5, s6, s7 []byte) {
		data := columns.OfSections(rows, [][]byte{s0, s1, s2, s3, s4, s5, s6, s7})
		s, err := columns.OpenSegment(data, columns.Heap)
		if err != nil {
			require.ErrorIs(t, err, columns.ErrDamaged)
			return
		}
		ranks := &columns.Ranks{Distinct: int(texts), Segments: [][]uint32{make([]uint32, texts)}}
		for i := range ranks.Segments[0] {
			ranks.Segments[0][i] = uint32(i)
		}
		table, err := columns.Join([]*columns.Segment{s}, ranks)
		if err != nil {
			require.ErrorIs(t, err, columns.ErrDamaged)
			return
		}
		require.EqualValues(t, rows, table.Len())
		for _, o := range everyOrder {
			n := 0
			table.All(nil, o, func(p int) bool { table.Row(p); n++; return true })
			require.Equal(t, table.Len(), n)
		}
		q := query.All()
		q.Members, q.ConflictsOnly = []string{"member1"}, true
		filters := table.Filter(q)
		table.Facets(table.Everything(), filters, []event.Time{-5, 5})
		table.Slice(filters.Apply(table.Everything()), query.DefaultOrder(), 1, 10)
		_, err = s.Seqs()
		require.NoError(t, err)
	})
}

// FuzzTexts: any block, and any table of blocks, is damage or texts.
func FuzzTexts(f *testing.F) {
	fuzztest.Briefly(f)
	f.Add(uint64(2), uint64(2), []byte("\x00\x01a\x01\x01b"), uint64(0), []byte{})
	f.Add(uint64(3), uint64(1), []byte("\x00\x00"), uint64(2), []byte("\x00\x03abc\x02\x01d"))
	f.Fuzz(func(t *testing.T, total, first uint64, one []byte, second uint64, other []byte) {
		data := columns.TextsOf(total, []uint64{first, second}, [][]byte{one, other})
		texts, err := columns.OpenTexts(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			require.ErrorIs(t, err, columns.ErrDamaged)
			return
		}
		if err := texts.Scan(context.Background(), nil, func(int, []byte) {}); err != nil {
			require.ErrorIs(t, err, columns.ErrDamaged)
			return
		}
		n := 0
		for _, err := range texts.All() {
			require.NoError(t, err)
			n++
		}
		require.Equal(t, texts.Len(), n)
		ranks, err := columns.MergeRanks([]*columns.Texts{texts})
		require.NoError(t, err)
		require.Len(t, ranks.Segments[0], n)
	})
}

// FuzzRanks: any ranks are damage, or written as they were read.
func FuzzRanks(f *testing.F) {
	fuzztest.Briefly(f)
	f.Add([]byte{3, 2, 2, 0, 1, 2, 1, 1})
	f.Add([]byte{0, 0})
	f.Fuzz(func(t *testing.T, raw []byte) {
		ranks, err := columns.DecodeRanks(columns.RanksOf(raw))
		if err != nil {
			require.ErrorIs(t, err, columns.ErrDamaged)
			return
		}
		again, err := columns.DecodeRanks(columns.EncodeRanks(ranks))
		require.NoError(t, err)
		require.Equal(t, ranks, again)
	})
}

// FuzzIDs: any file of ids yields existing rows, or an error.
func FuzzIDs(f *testing.F) {
	fuzztest.Briefly(f)
	files, _ := sample(f, 40)
	f.Add(files.IDs, uint16(40), uint32(7))
	f.Add(files.IDs, uint16(39), binary.BigEndian.Uint32(files.IDs[80:]))
	f.Fuzz(func(t *testing.T, data []byte, rows uint16, hash uint32) {
		ids := columns.OpenIDs(bytes.NewReader(data), int(rows))
		found, err := ids.Find(hash, nil)
		for _, row := range found {
			require.Less(t, row, uint32(rows))
		}
		_ = err // of a file that is too short, among others
		_ = ids.Each([]uint32{0, hash/2 + 1, hash/2 + 2}, func(_ int, row uint32) error {
			require.Less(t, row, uint32(rows))
			return nil
		})
	})
}

// TestAFewBytesTakeLittleMemory opens small files that claim to be large.
func TestAFewBytesTakeLittleMemory(t *testing.T) {
	const many = 1<<32 - 1
	files, texts := sample(t, 70)
	_, sections, err := columns.Sections(files.Columns)
	require.NoError(t, err)
	for name, read := range map[string]func() error{
		"rows": func() error {
			s, err := columns.OpenSegment(columns.OfSections(many, sections), columns.Heap)
			if err != nil {
				return err
			}
			_, err = columns.Join([]*columns.Segment{s}, &columns.Ranks{Distinct: texts, Segments: [][]uint32{make([]uint32, texts)}})
			return err
		},
		"rows, for their numbers": func() error {
			s, err := columns.OpenSegment(columns.OfSections(many, sections), columns.Heap)
			if err != nil {
				return err
			}
			_, err = s.Seqs()
			return err
		},
		"texts": func() error {
			data := columns.TextsOf(2*(1<<31-1), []uint64{1<<31 - 1, 1<<31 - 1}, [][]byte{{0, 0}, {0, 0}})
			texts, err := columns.OpenTexts(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				return err
			}
			_, err = columns.MergeRanks([]*columns.Texts{texts})
			return err
		},
		"ranks": func() error {
			raw := binary.AppendUvarint(nil, many)
			ranks, err := columns.DecodeRanks(columns.RanksOf(append(raw, 1, 1, 0)))
			if err != nil {
				return err
			}
			_, err = ranks.Change(nil, nil)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			require.ErrorIs(t, read(), columns.ErrDamaged)
			runtime.ReadMemStats(&after)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16<<20))
		})
	}
}
