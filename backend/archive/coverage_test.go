package archive

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
)

// plainQuietDays looks at every day of the range, one after the other.
func plainQuietDays(events []event.Time, from, until event.Time, zone *time.Location) (dates []string) {
	has := make(map[string]bool)
	for _, t := range events {
		has[t.UTC().In(zone).Format(time.DateOnly)] = true
	}
	first, last := from.UTC().In(zone), (until - 1).UTC().In(zone)
	for day := first; ; day = day.Add(time.Hour) {
		date := day.Format(time.DateOnly)
		if date > last.Format(time.DateOnly) {
			return dates
		}
		if !has[date] && !slices.Contains(dates, date) {
			dates = append(dates, date)
		}
	}
}

// firstOf returns a function that finds the first of the events from a time on.
func firstOf(events []event.Time) func(event.Time) (event.Time, bool) {
	return func(at event.Time) (first event.Time, ok bool) {
		for _, e := range events {
			if e >= at && (!ok || e < first) {
				first, ok = e, true
			}
		}
		return first, ok
	}
}

func zonesNamed(t *testing.T, names ...string) (zones []*time.Location) {
	t.Helper()
	for _, name := range names {
		zone, err := time.LoadLocation(name)
		require.NoError(t, err)
		zones = append(zones, zone)
	}
	return zones
}

func TestQuietDaysAreThoseWithoutAnyEvent(t *testing.T) {
	// Clocks go forward at midnight in the last three zones; the last zone once
	// left out a day.
	zones := zonesNamed(t, "UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia")
	starts := []time.Time{
		time.Date(2018, 10, 30, 12, 0, 0, 0, time.UTC), time.Date(2011, 12, 25, 0, 0, 0, 0, time.UTC), time.Date(2022, 3, 20, 5, 0, 0, 0, time.UTC),
	}
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		start := rapid.SampledFrom(starts).Draw(t, "start")
		at := rapid.Custom(func(t *rapid.T) event.Time {
			return event.Time(start.Add(time.Duration(rapid.IntRange(0, 30*24*60).Draw(t, "minutes")) * time.Minute).UnixNano())
		})
		events := rapid.SliceOfN(at, 0, 12).Draw(t, "events")
		from, until := at.Draw(t, "from"), at.Draw(t, "until")
		if from >= until {
			t.Skip("no range")
		}
		var got []string
		before := event.MinTime
		for _, q := range quietDays(firstOf(events), from, until, zone) {
			day, err := time.Parse(time.DateOnly, q.First)
			require.NoError(t, err)
			n := 0
			for ; day.Format(time.DateOnly) <= q.Last; day = day.AddDate(0, 0, 1) {
				if date := day.Format(time.DateOnly); zone.String() != "Pacific/Apia" || date != "2011-12-30" { // a day that did not exist there
					got = append(got, date)
					n++
				}
			}
			require.Equal(t, n, q.Days)
			require.Greater(t, q.From, before)
			require.Greater(t, q.Until, q.From)
			before = q.Until
			for _, e := range events {
				require.False(t, e >= q.From && e < q.Until, "%s is on a quiet day", e)
			}
		}
		want := plainQuietDays(events, from, until, zone)
		require.Equal(t, want, got)
	})
}

func TestADayThatAZoneSkippedIsNoQuietDay(t *testing.T) {
	zone := zonesNamed(t, "Pacific/Apia")[0]
	at := func(day, hour int) event.Time {
		return event.Time(time.Date(2011, 12, day, hour, 0, 0, 0, zone).UnixNano())
	}
	quiet := func(from, until event.Time, events ...event.Time) (runs []string) {
		for _, q := range quietDays(firstOf(events), from, until, zone) {
			runs = append(runs, fmt.Sprint(q.First, " ", q.Last, " ", q.Days))
		}
		return runs
	}
	require.Empty(t, quiet(at(29, 1), at(31, 2), at(31, 1), at(29, 1)), "its day before and its day after have events")
	require.Equal(t, []string{"2011-12-28 2011-12-31 3"}, quiet(at(28, 1), at(31, 2)))
	require.Equal(t, []string{"2011-12-31 2011-12-31 1"}, quiet(at(29, 1), at(31, 2), at(29, 1)))
	require.Equal(t, []string{"2011-12-29 2011-12-29 1"}, quiet(at(29, 1), at(31, 2), at(31, 1)))
	require.Equal(t, []string{"1678-01-01 2262-01-01 213302"}, quiet(event.MinTime, event.MaxTime))
}

func TestNoRangeHasNoQuietDays(t *testing.T) {
	require.Empty(t, quietDays(firstOf(nil), 5, 5, nil))
	require.Equal(t, []Quiet{{"1970-01-01", "1970-01-01", 0, event.Time(24 * time.Hour), 1}}, quietDays(firstOf(nil), 5, 6, nil))
}
