package archive

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/query"
)

// TestBarsStartWithTheDaysOfTheZone draws ranges in which clocks go forward at
// midnight, go back, and leave out a day.
func TestBarsStartWithTheDaysOfTheZone(t *testing.T) {
	zones := zonesNamed(t, "UTC", "Europe/Berlin", "America/Sao_Paulo", "America/Havana", "Pacific/Apia")
	starts := []time.Time{
		time.Date(2018, 10, 30, 12, 0, 0, 0, time.UTC), time.Date(2011, 12, 25, 0, 0, 0, 0, time.UTC), time.Date(2023, 10, 20, 5, 0, 0, 0, time.UTC),
	}
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		at := rapid.SampledFrom(starts).Draw(t, "start").Add(time.Duration(rapid.IntRange(0, 9*24*3600).Draw(t, "seconds")) * time.Second)
		most := rapid.SampledFrom([]int{90, 5 * 24 * 3600, 100 * 24 * 3600, 3000 * 24 * 3600}).Draw(t, "most")
		first := event.Time(at.UnixNano())
		last := first + event.Time(time.Duration(rapid.IntRange(0, most).Draw(t, "seconds"))*time.Second)
		bars := barsBetween(first, last, zone)
		require.LessOrEqual(t, bars[0], first)
		require.Greater(t, bars[len(bars)-1], last)
		require.LessOrEqual(t, bars[len(bars)-2], last)
		require.LessOrEqual(t, len(bars), maxBars+1)
		require.True(t, slices.IsSorted(bars))
		require.Len(t, slices.Compact(slices.Clone(bars)), len(bars))
		if last-first < event.Time(31*24*time.Hour) { // bars of hours or less
			return
		}
		for _, bar := range bars {
			start, _, err := query.ParseDate(bar.UTC().In(zone).Format(time.DateOnly), zone)
			require.NoError(t, err)
			require.Equal(t, start, bar)
		}
	})
}

func TestBarsReachTheEndsOfTime(t *testing.T) {
	bars := barsBetween(event.MinTime, event.MaxTime, time.UTC)
	require.Equal(t, event.MinTime, bars[0])
	require.Equal(t, event.Latest, bars[len(bars)-1])
	require.Equal(t, []event.Time{0, event.Time(time.Second)}, barsBetween(0, 0, time.UTC))
}
