package query_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	. "daybook/backend/query"
)

func location(t require.TestingT, name string) *time.Location {
	zone, err := time.LoadLocation(name)
	require.NoError(t, err)
	return zone
}

// utc writes a span as two instants.
func utc(from, until event.Time) string { return from.String() + " " + until.String() }

func TestADateIsTheSpanItNames(t *testing.T) {
	for _, tt := range []struct{ date, zone, span string }{
		{"2026-08-02", "UTC", "2026-08-02T00:00:00Z 2026-08-03T00:00:00Z"},
		{"2026-08-02", "Europe/Berlin", "2026-08-01T22:00:00Z 2026-08-02T22:00:00Z"},
		{"2026-08-02", "America/Los_Angeles", "2026-08-02T07:00:00Z 2026-08-03T07:00:00Z"},
		{"2026-08-02", "Asia/Kathmandu", "2026-08-01T18:15:00Z 2026-08-02T18:15:00Z"},
		{"2024-02-29", "UTC", "2024-02-29T00:00:00Z 2024-03-01T00:00:00Z"},
		{"2026-12-31", "UTC", "2026-12-31T00:00:00Z 2027-01-01T00:00:00Z"},

		{"2026-08-02T14:00", "Europe/Berlin", "2026-08-02T12:00:00Z 2026-08-02T12:01:00Z"},
		{"2026-08-02T14:00:05", "Europe/Berlin", "2026-08-02T12:00:05Z 2026-08-02T12:00:06Z"},
		{"2026-08-02T14:00:05.2", "Europe/Berlin", "2026-08-02T12:00:05.2Z 2026-08-02T12:00:05.3Z"},
		{"2026-08-02T14:00:05.25", "UTC", "2026-08-02T14:00:05.25Z 2026-08-02T14:00:05.26Z"},
		{"2026-08-02T14:00:05.000", "UTC", "2026-08-02T14:00:05Z 2026-08-02T14:00:05.001Z"},
		{"2026-08-02T14:00:05.999999999", "UTC", "2026-08-02T14:00:05.999999999Z 2026-08-02T14:00:06Z"},
		{"2026-08-02T23:59", "UTC", "2026-08-02T23:59:00Z 2026-08-03T00:00:00Z"},

		// An offset of its own, whatever the zone.
		{"2026-08-02T14:00Z", "Europe/Berlin", "2026-08-02T14:00:00Z 2026-08-02T14:01:00Z"},
		{"2026-08-02T14:00+02:00", "Asia/Tokyo", "2026-08-02T12:00:00Z 2026-08-02T12:01:00Z"},
		{"2026-08-02T14:00:05-05:30", "Asia/Tokyo", "2026-08-02T19:30:05Z 2026-08-02T19:30:06Z"},
		{"2026-08-02T14:00:05.5+00:00", "Asia/Tokyo", "2026-08-02T14:00:05.5Z 2026-08-02T14:00:05.6Z"},
		{"2026-08-02T14:00-00:00", "Asia/Tokyo", "2026-08-02T14:00:00Z 2026-08-02T14:01:00Z"},
		{"2026-08-02t14:00z", "Asia/Tokyo", "2026-08-02T14:00:00Z 2026-08-02T14:01:00Z"},

		// Days of 23 and of 25 hours.
		{"2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z 2026-03-29T22:00:00Z"},
		{"2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00Z 2026-10-25T23:00:00Z"},
		{"2026-03-08", "America/New_York", "2026-03-08T05:00:00Z 2026-03-09T04:00:00Z"},
		{"2026-11-01", "America/New_York", "2026-11-01T04:00:00Z 2026-11-02T05:00:00Z"},
		// Half an hour.
		{"2026-04-05", "Australia/Lord_Howe", "2026-04-04T13:00:00Z 2026-04-05T13:30:00Z"},
		// Clocks go forward over midnight: the day starts at 01:00.
		{"2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z 2018-11-05T02:00:00Z"},
		// Clocks go back from midnight: 23:00 comes twice the day before.
		{"2018-02-17", "America/Sao_Paulo", "2018-02-17T02:00:00Z 2018-02-18T03:00:00Z"},
		{"2018-02-18", "America/Sao_Paulo", "2018-02-18T03:00:00Z 2018-02-19T03:00:00Z"},
		// Midnight comes twice: the first starts the day.
		{"2023-11-05", "America/Havana", "2023-11-05T04:00:00Z 2023-11-06T05:00:00Z"},
		// Clocks went back from 00:01 to 23:01: the day starts when they first show it.
		{"2010-11-07", "America/St_Johns", "2010-11-07T02:30:00Z 2010-11-08T03:30:00Z"},
		// A day that Samoa skipped contains no moment.
		{"2011-12-29", "Pacific/Apia", "2011-12-29T10:00:00Z 2011-12-30T10:00:00Z"},
		{"2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00Z 2011-12-30T10:00:00Z"},
		{"2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00Z 2011-12-31T10:00:00Z"},
		// Before zones there was local mean time, with seconds.
		{"1850-06-01", "Europe/Berlin", "1850-05-31T23:06:32Z 1850-06-01T23:06:32Z"},

		// The last day of a leap year so far ahead that the zone goes by a rule.
		{"2040-12-30", "Europe/Berlin", "2040-12-29T23:00:00Z 2040-12-30T23:00:00Z"},
		{"2040-12-31", "Europe/Berlin", "2040-12-30T23:00:00Z 2040-12-31T23:00:00Z"},
		{"2041-01-01", "America/St_Johns", "2041-01-01T03:30:00Z 2041-01-02T03:30:00Z"},
		{"2041-01-02T12:00:07", "Australia/Sydney", "2041-01-02T01:00:07Z 2041-01-02T01:00:08Z"},

		// A time that clocks skip starts where they go on; its span is empty.
		{"2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00:00Z 2026-03-29T01:00:00Z"},
		{"2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00Z 2026-03-29T01:01:00Z"},
		// A time that clocks show twice is the first of the two, unless an
		// offset selects the second.
		{"2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z 2026-10-25T00:31:00Z"},
		{"2026-10-25T02:30+01:00", "Europe/Berlin", "2026-10-25T01:30:00Z 2026-10-25T01:31:00Z"},

		// The ends of the years that events can have.
		{"1678-01-01", "UTC", "1678-01-01T00:00:00Z 1678-01-02T00:00:00Z"},
		{"1678-01-01", "Asia/Tokyo", "1678-01-01T00:00:00Z 1678-01-01T14:41:01Z"},
		{"1678-01-01T00:00:00Z", "UTC", "1678-01-01T00:00:00Z 1678-01-01T00:00:01Z"},
		{"2261-12-31", "UTC", "2261-12-31T00:00:00Z " + event.Latest.String()},
		{"2261-12-31", "America/Los_Angeles", "2261-12-31T08:00:00Z " + event.Latest.String()},
		{"2261-12-31T23:59:59.999999999Z", "UTC", "2261-12-31T23:59:59.999999999Z " + event.Latest.String()},
	} {
		from, until, err := ParseDate(tt.date, location(t, tt.zone))
		require.NoError(t, err, "%s in %s", tt.date, tt.zone)
		require.Equal(t, tt.span, utc(from, until), "%s in %s", tt.date, tt.zone)
	}
	from, until, err := ParseDate("2026-08-02", nil)
	require.NoError(t, err)
	require.Equal(t, "2026-08-02T00:00:00Z 2026-08-03T00:00:00Z", utc(from, until), "no zone is UTC")
}

func TestABadDateIsRefusedWithWhatToWrite(t *testing.T) {
	const (
		form   = "write a date as 2026-08-02, or with a time as 2026-08-02T14:00"
		years  = "years go from 1678 to 2261"
		months = "months go from 01 to 12"
	)
	tokyo := location(t, "Asia/Tokyo")
	for _, tt := range []struct{ date, hint string }{
		{"", form},
		{"x", form},
		{"2026", form},
		{"2026-08", form},
		{"2026-8-2", form},
		{"26-08-02", form},
		{"02.08.2026", form},
		{"08/02/2026", form},
		{"2026/08/02", form},
		{"20260802", form},
		{"2026–08–02", form},
		{"+026-08-02", form},
		{"2026-08-02 14:00", form},
		{"2026-08-02x", form},
		{"2026-08-02T", form},
		{"2026-08-02T14", form},
		{"2026-08-02T14:0", form},
		{"2026-08-02T14:00:", form},
		{"2026-08-02T14:00:5", form},
		{"2026-08-02T14:00:05.", form},
		{"2026-08-02T14:00:05,5", form},
		{"2026-08-02T14:00:05.5x", form},
		{"2026-08-02T1x:00", form},
		{"2026-08-02T-1:00", form},
		{"2026-08-02Z", form},
		{"2026-08-02+02:00", form},
		{"2026-08-02T14:00+02", form},
		{"2026-08-02T14:00+0200", form},
		{"2026-08-02T14:00+2:00", form},
		{"2026-08-02T14:00 +02:00", form},
		{"2026-08-02T14:00+02:00x", form},
		{"2026-08-02T14:00ZZ", form},
		{"2026-08-02T14:00\u221202:00", form},
		{"２０２６-08-02", form}, // Parse folds first; ParseDate does not
		{"1677-12-31", years},
		{"2262-01-01", years},
		{"0000-00-00", years},
		{"9999-99-99", years},
		{"2261-12-31T23:00-02:00", years},
		{"1678-01-01T00:00+02:00", years},
		{"1678-01-01T00:00", years}, // in Tokyo
		{"2026-00-01", months},
		{"2026-13-01", months},
		{"2026-02-29", "days of February 2026 go from 01 to 28"},
		{"2024-02-30", "days of February 2024 go from 01 to 29"},
		{"2100-02-29", "days of February 2100 go from 01 to 28"},
		{"2026-04-31", "days of April 2026 go from 01 to 30"},
		{"2026-12-32", "days of December 2026 go from 01 to 31"},
		{"2026-12-00", "days of December 2026 go from 01 to 31"},
		{"2026-08-02T24:00", "hours go from 00 to 23"},
		{"2026-08-02T24:00Z", "hours go from 00 to 23"},
		{"2026-08-02T14:60", "minutes go from 00 to 59"},
		{"2026-08-02T23:59:60", "seconds go from 00 to 59"},
		{"2026-08-02T14:00:05.1234567890", "a fraction of a second has at most nine digits"},
		{"2026-08-02T14:00:05.0000000000Z", "a fraction of a second has at most nine digits"},
		{"2026-08-02T14:00+24:00", "offsets go from -23:59 to +23:59"},
		{"2026-08-02T14:00-01:60", "offsets go from -23:59 to +23:59"},
	} {
		_, _, err := ParseDate(tt.date, tokyo)
		require.Equal(t, &DateError{Word: tt.date, Hint: tt.hint}, err, "%q", tt.date)
		require.EqualError(t, err, fmt.Sprintf("read %q: %s", tt.date, tt.hint))
	}
}

func TestAnInstantIsReadInAnyZoneAsItself(t *testing.T) {
	zones := []*time.Location{time.UTC, location(t, "Asia/Tokyo"), location(t, "America/St_Johns"), time.FixedZone("", -23*3600-59*60)}
	rapid.Check(t, func(t *rapid.T) {
		at := moments().Draw(t, "moment")
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		// An offset with seconds cannot be written, and an offset that takes the
		// date out of the years is not.
		written := at.UTC()
		if _, offset := written.In(zone).Zone(); offset%60 == 0 {
			if y := written.In(zone).Year(); y >= 1678 && y <= 2261 {
				written = written.In(zone)
			}
		}
		from, until, err := ParseDate(written.Format("2006-01-02T15:04:05.999999999Z07:00"), rapid.SampledFrom(zones).Draw(t, "zone on display"))
		require.NoError(t, err)
		require.Equal(t, at, from)
		require.Greater(t, until, from)
	})
}

// Zones with every kind of change, and some without.
var dayZones = []string{
	"UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "America/Havana", "America/St_Johns",
	"Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kwajalein", "Asia/Kathmandu", "Africa/Casablanca", "America/Juneau", "Asia/Manila",
}

func TestDaysFollowOneAnotherWithoutGapOrOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := location(t, rapid.SampledFrom(dayZones).Draw(t, "zone"))
		day := time.Date(rapid.OneOf(rapid.IntRange(1840, 2060), rapid.IntRange(1679, 2260)).Draw(t, "year"), 1, rapid.OneOf(rapid.IntRange(1, 366), rapid.IntRange(363, 370)).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		from, until, err := ParseDate(day.Format(time.DateOnly), zone)
		require.NoError(t, err)
		next, _, err := ParseDate(day.AddDate(0, 0, 1).Format(time.DateOnly), zone)
		require.NoError(t, err)
		require.Equal(t, until, next, "a day ends where the next one starts")
		require.LessOrEqual(t, from, until)

		// Local dates, minute by minute: none before from is the day or later, and
		// the time at from is.
		shows := func(at event.Time) string { return at.UTC().In(zone).Format(time.DateOnly) }
		require.GreaterOrEqual(t, shows(from), day.Format(time.DateOnly))
		for minutes := range 26 * 60 {
			require.Less(t, shows(from-1-event.Time(minutes)*event.Time(time.Minute)), day.Format(time.DateOnly))
		}
	})
}
