package query_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	. "daybook/backend/query"
)

var orders = []Order{
	{ByTimestamp, false}, {ByTimestamp, true}, {ByMember, false}, {ByMember, true},
	{ByAction, false}, {ByAction, true}, {ByDescription, false}, {ByDescription, true},
}

func TestTextsCompareFoldedFirstAndThenByTheirBytes(t *testing.T) {
	sorted := []string{
		"", "\u0301", " a", "(b)", "10", "9", "A", "A\u0301", "a", "Á", "á", "a b", "a-b", "A_b", "B", "b", "É", "e\u0301a", "éa", "f", "ß", "ſt", "ﬆ", "st\u0301", "ς", "σ", "漢",
	}
	// The rule puts them in order, not the list.
	slices.SortFunc(sorted, func(a, b string) int {
		return cmp.Or(strings.Compare(plainFold(a), plainFold(b)), strings.Compare(a, b))
	})
	for i, a := range sorted {
		for j, b := range sorted {
			require.Equal(t, cmp.Compare(i, j), CompareText(a, b), "%q and %q", a, b)
		}
	}
	require.Negative(t, CompareText("apple", "Banana"))
	require.Negative(t, CompareText("Éa", "f"))
	require.Negative(t, CompareText("10", "9"), "texts, not numbers")
	require.Negative(t, CompareText("API", "api"), "capitals first where folded texts are equal")
	require.Negative(t, CompareText("api", "API key"))
	require.Negative(t, CompareText("a", "a\u0301"), "a mark makes a text no later but among equals")
	require.Negative(t, CompareText("a\u0301", "ab"))
}

func TestCompareTextIsTheRuleForAnyTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := texts().Draw(t, "a")
		b := rapid.OneOf(texts(), rapid.Just(a), rapid.Just(Fold(a)), rapid.Just(strings.ToUpper(a)), rapid.Just(a+"\u0301"), rapid.Just(cuts(t, a))).Draw(t, "b")
		want := cmp.Or(strings.Compare(plainFold(a), plainFold(b)), strings.Compare(a, b))
		require.Equal(t, want, CompareText(a, b))
	})
}

func TestCompareTextAllocatesNothingForLinesOfText(t *testing.T) {
	require.Zero(t, testing.AllocsPerRun(100, func() {
		CompareText("API key was created", "api key was deleted")
		CompareText("Schlüssel geändert", "schlussel geandert")
	}))
}

func TestTiesAreNewestFirstThenInSequenceBothWays(t *testing.T) {
	a := event.Event{Actor: "ada", Category: "c", Action: "x", Description: "d", Time: 10}
	b := a
	b.Time = 20
	for _, o := range orders {
		if o.By != ByTimestamp {
			require.Positive(t, Compare(o, &a, &b, 1, 2), "%v: the newer comes first", o)
		}
		require.Negative(t, Compare(o, &a, &a, 1, 2), "%v: the lower sequence number comes first", o)
		require.Zero(t, Compare(o, &a, &a, 1, 1))
	}
	require.Negative(t, Compare(Order{ByTimestamp, false}, &a, &b, 2, 1))
	require.Positive(t, Compare(Order{ByTimestamp, true}, &a, &b, 1, 2))
	require.Equal(t, Order{ByTimestamp, true}, DefaultOrder())
}

func TestEachOrderIsByItsColumn(t *testing.T) {
	// Actions are ordered by their key: a.b.a comes before a.b.z.
	a := event.Event{Actor: "Ada", Category: "a.b", Action: "a", Description: "z", Time: 1}
	b := event.Event{Actor: "bob", Category: "A", Action: "b.z", Description: "Y", Time: 2}
	for column, want := range map[Column]int{ByTimestamp: -1, ByMember: -1, ByAction: -1, ByDescription: 1} {
		require.Equal(t, want, Compare(Order{By: column}, &a, &b, 1, 2), "%v", column)
		require.Equal(t, -want, Compare(Order{By: column, Desc: true}, &a, &b, 1, 2), "%v", column)
	}
}

func TestCompareIsAStrictTotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(events(), 2, 6).Draw(t, "events")
		o := rapid.SampledFrom(orders).Draw(t, "order")
		compare := func(i, j int) int { return Compare(o, &list[i], &list[j], uint64(i), uint64(j)) }
		for i := range list {
			for j := range list {
				require.Equal(t, i == j, compare(i, j) == 0, "zero for itself alone")
				require.Equal(t, -compare(j, i), compare(i, j), "either comes first")
				for k := range list {
					if compare(i, j) < 0 && compare(j, k) < 0 {
						require.Negative(t, compare(i, k), "transitive")
					}
				}
			}
		}
	})
}

func TestAnOrderIsReadByTheNameOfItsColumn(t *testing.T) {
	for _, c := range []Column{ByTimestamp, ByMember, ByAction, ByDescription} {
		o, err := ParseOrder(c.String(), true)
		require.NoError(t, err)
		require.Equal(t, Order{c, true}, o)
	}
	for _, name := range []string{"", "Timestamp", "time", "event_id", "column 9"} {
		_, err := ParseOrder(name, false)
		require.ErrorContains(t, err, "read the order")
		require.ErrorContains(t, err, "timestamp, member, action and description")
	}
	require.Equal(t, "column 9", Column(9).String())
}
