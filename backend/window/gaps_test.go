package window

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/sample"
)

func TestTheWindowIsToldWhereTheArchiveHasGaps(t *testing.T) {
	all := slices.Collect(sample.Events(1, 3000))
	day := func(t event.Time) string { return t.UTC().Format(time.DateOnly) }
	gone := day(all[len(all)/2].Time)
	var events []event.Event
	first, last := event.Latest, event.Earliest
	days := make(map[string]bool)
	for _, e := range all {
		if day(e.Time) != gone {
			events = append(events, e)
			first, last = min(first, e.Time), max(last, e.Time)
			days[day(e.Time)] = true
		}
	}
	quiet := 0
	for d := first; day(d) <= day(last); d += event.Time(24 * time.Hour) {
		if !days[day(d)] {
			quiet++
		}
	}
	a, _ := started(t, events)
	for _, text := range []string{"", "webhook"} { // gaps do not depend on the search
		r, err := a.Search(SearchRequest{Search: search(text), Number: 1, Facets: true})
		require.NoError(t, err)
		gaps := r.Facets.Gaps
		require.Equal(t, quiet, gaps.Days)
		found := 0
		for _, run := range gaps.Quiet {
			found += run.Days
		}
		require.Equal(t, quiet, found)
		require.True(t, slices.ContainsFunc(gaps.Quiet, func(q QuietDays) bool {
			return q.From <= gone+"T00:00:00Z" && q.To > gone+"T00:00:00Z"
		}))
		require.Len(t, gaps.Imports, 1)
		one := gaps.Imports[0]
		require.Equal(t, CoveredTime{Number: 1, File: one.File, First: first.String(), Last: last.String(), Events: len(events)}, one)
	}
}
