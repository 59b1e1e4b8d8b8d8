package window

import (
	"slices"
	"strings"
	"testing"

	"daybook/backend/sample"

	"github.com/stretchr/testify/require"
)

func TestSelectingAllThatMatchAndLessSome(t *testing.T) {
	events := slices.Collect(sample.Events(1, 2000))
	a, _ := started(t, events)
	s := search("webhook")
	page, err := a.Search(SearchRequest{Search: s, Number: 1})
	require.NoError(t, err)
	all, err := a.SelectMatching(MatchingRequest{Search: s})
	require.NoError(t, err)
	require.Equal(t, page.Total, all.Count)
	less := Selection{Token: all.Token, Except: []uint64{page.Hits[0].Seq}}
	only, err := a.Search(SearchRequest{Search: search(""), Number: 2, Token: all.Token, Only: &less})
	require.NoError(t, err)
	require.Equal(t, page.Total-1, only.Total)
	require.True(t, only.Hits[0].Selected)
	plus, err := a.SelectPasted(PastedRequest{Pasted: "\n" + idOf(t, a, page.Hits[0]) + "\n\"" + idOf(t, a, page.Hits[1]) + "\", nobody\n", Plus: less})
	require.NoError(t, err)
	require.Equal(t, page.Total, plus.Count)
	require.Equal(t, 2, plus.Found)
	require.Equal(t, 3, plus.IDs)
	require.Equal(t, []string{"nobody"}, plus.Missing)
	_, err = a.Copy(CopyRequest{Format: "csv", Selection: Selection{}, Search: s})
	require.Equal(t, "empty", code(t, err))
	everything := search("")
	whole, err := a.SelectMatching(MatchingRequest{Search: everything})
	require.NoError(t, err)
	_, err = a.Copy(CopyRequest{Format: "csv", Selection: Selection{Token: whole.Token}, Search: s})
	require.Equal(t, "too-many", code(t, err))
}

func TestMoreThanFiveMegabytesAreNotCopied(t *testing.T) {
	events := slices.Collect(sample.Events(1, 8))
	for i := range events {
		events[i].Description = strings.Repeat("x", 900_000)
	}
	a, d := started(t, events)
	_, err := a.Copy(CopyRequest{Format: "csv", Selection: Selection{Seqs: []uint64{0, 1, 2, 3, 4}}, Search: search("")})
	require.NoError(t, err)
	require.Greater(t, len(d.clipboard), 4_500_000)
	d.clipboard = ""
	for _, format := range []Format{"csv", "json"} {
		_, err = a.Copy(CopyRequest{Format: format, Selection: Selection{Seqs: []uint64{0, 1, 2, 3, 4, 5, 6}}, Search: search("")})
		require.Equal(t, &Fault{"too-many", "7 events of more than 5 MB are too much to copy", "Up to 1,000 events or 5 MB can be copied. Export them to a file instead."}, err)
	}
	require.Empty(t, d.clipboard)
}
