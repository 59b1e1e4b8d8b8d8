package event_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
)

func TestTimeIsWrittenWithItsFractionAndNoMore(t *testing.T) {
	for text, at := range map[string]time.Time{
		"2026-08-02T17:39:42Z":           time.Date(2026, 8, 2, 17, 39, 42, 0, time.UTC),
		"2026-08-02T17:39:42.5Z":         time.Date(2026, 8, 2, 17, 39, 42, 5e8, time.UTC),
		"2026-08-02T17:39:42.120003Z":    time.Date(2026, 8, 2, 17, 39, 42, 120003000, time.UTC),
		"2026-08-02T17:39:42.000000001Z": time.Date(2026, 8, 2, 17, 39, 42, 1, time.UTC),
		"2026-08-02T15:39:42Z":           time.Date(2026, 8, 2, 17, 39, 42, 0, time.FixedZone("", 7200)),
		"1678-01-01T00:00:00Z":           time.Date(1678, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		got, err := event.TimeOf(at)
		require.NoError(t, err)
		require.Equal(t, text, got.String())
		require.Equal(t, "at "+text, string(got.AppendTo([]byte("at "))))
		require.True(t, at.Equal(got.UTC()))
		require.Equal(t, time.UTC, got.UTC().Location())
	}
}

func TestTimeReadsBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := event.Time(rapid.Int64().Draw(t, "nanoseconds"))
		text := at.String()
		back, err := time.Parse(time.RFC3339Nano, text)
		require.NoError(t, err)
		require.True(t, back.Equal(at.UTC()))
		require.True(t, strings.HasSuffix(text, "Z"))
		if _, fraction, ok := strings.Cut(strings.TrimSuffix(text, "Z"), "."); ok {
			require.False(t, strings.HasSuffix(fraction, "0"))
		}
	})
}

func TestTheWholeYears1678To2261AreAccepted(t *testing.T) {
	require.Equal(t, "1678-01-01T00:00:00Z", event.MinTime.String())
	require.Equal(t, "2261-12-31T23:59:59.999999999Z", event.MaxTime.String())
	for _, end := range []event.Time{event.MinTime, event.MaxTime} {
		at, err := event.TimeOf(end.UTC())
		require.NoError(t, err)
		require.Equal(t, end, at)
	}
	_, err := event.TimeOf(event.MinTime.UTC().Add(-1))
	require.EqualError(t, err, "the year 1677 is outside 1678 to 2261")
	_, err = event.TimeOf(event.MaxTime.UTC().Add(1))
	require.EqualError(t, err, "the year 2262 is outside 1678 to 2261")
	// The year counts in UTC: here it is still 2261, there already 2262.
	_, err = event.TimeOf(time.Date(2262, 1, 1, 0, 30, 0, 0, time.FixedZone("", 3600)))
	require.NoError(t, err)
	_, err = event.TimeOf(time.Time{})
	require.EqualError(t, err, "the year 1 is outside 1678 to 2261")
}

func TestTheBoundsEncloseEveryTime(t *testing.T) {
	require.Less(t, event.Earliest, event.MinTime)
	require.Greater(t, event.Latest, event.MaxTime)
	require.Equal(t, "1677-09-21T00:12:43.145224192Z", event.Earliest.String())
	require.Equal(t, "2262-04-11T23:47:16.854775807Z", event.Latest.String())
}
