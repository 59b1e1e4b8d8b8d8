package times

import (
	"strings"
	"testing"
	"time"

	"daybook/backend/event"
	"daybook/backend/fuzztest"
	"daybook/backend/strictjson"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// importedAt is the time at which the times of tests are imported.
var importedAt = event.Time(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC).UnixNano())

func clockIn(t require.TestingT, zone string, order DateOrder) *Clock {
	z, err := time.LoadLocation(zone)
	require.NoError(t, err)
	return &Clock{Zone: z, Order: order, Now: importedAt, Counts: new(Counts)}
}

func TestTimesAreReadInEachForm(t *testing.T) {
	c := clockIn(t, "UTC", Unknown)
	for written, want := range map[string]string{
		"2026-08-02T17:39:42Z":            "2026-08-02T17:39:42Z",
		"2026-08-02T17:39:42.500Z":        "2026-08-02T17:39:42.5Z",
		"2026-08-02T17:39:42.123456789Z":  "2026-08-02T17:39:42.123456789Z",
		"2026-08-02t17:39:42z":            "2026-08-02T17:39:42Z",
		"2026-08-02 17:39:42Z":            "2026-08-02T17:39:42Z",
		"2026-08-02T19:39:42+02:00":       "2026-08-02T17:39:42Z",
		"2026-08-02T19:39:42.25+0200":     "2026-08-02T17:39:42.25Z",
		"2026-08-02 19:39:42 +02":         "2026-08-02T17:39:42Z",
		"2026-08-01 23:39:42-18:00":       "2026-08-02T17:39:42Z",
		"2026-08-02T17:39:42-00:00":       "2026-08-02T17:39:42Z",
		"2026-08-02 17:39:42 UTC":         "2026-08-02T17:39:42Z",
		"2026-08-02 17:39:42.5 GMT":       "2026-08-02T17:39:42.5Z",
		"2026-08-02 17:39:42.5 +0000 UTC": "2026-08-02T17:39:42.5Z",
		"  2026-08-02T17:39:42Z\t":        "2026-08-02T17:39:42Z",
		"2024-02-29T00:00:00Z":            "2024-02-29T00:00:00Z",
		"2000-02-29T00:00:00Z":            "2000-02-29T00:00:00Z",
		"1678-01-01T00:00:00Z":            "1678-01-01T00:00:00Z",
		"2261-12-31T23:59:59.999999999Z":  "2261-12-31T23:59:59.999999999Z",
		"1677-12-31T23:30:00-01:00":       "1678-01-01T00:30:00Z",
		"1969-12-31T23:59:59.5Z":          "1969-12-31T23:59:59.5Z",
		"1621305118":                      "2021-05-18T02:31:58Z",
		"1621305118.553":                  "2021-05-18T02:31:58.553Z",
		"1621305118.123456789":            "2021-05-18T02:31:58.123456789Z",
		"1621305118553":                   "2021-05-18T02:31:58.553Z",
		"1621305118553.0":                 "2021-05-18T02:31:58.553Z",
		"1621305118553.123456":            "2021-05-18T02:31:58.553123456Z",
		"631152000":                       "1990-01-01T00:00:00Z",
		"631152000000":                    "1990-01-01T00:00:00Z",
	} {
		r, err := c.ReadText(written)
		require.NoError(t, err, written)
		require.Equal(t, want, r.Time.String(), written)
		require.Equal(t, written, r.Written)
		require.NotContains(t, r.Rule, "none written", written)
	}
	require.Zero(t, c.Counts.unzoned)
	for written, want := range map[string]string{
		"8/14/2026, 5:39:42\u202fPM":    "2026-08-14T17:39:42Z",
		"14/08/2026, 17:39:42":          "2026-08-14T17:39:42Z",
		"8/14/2026 5:39:42\u00a0pm":     "2026-08-14T17:39:42Z",
		"2026-08-02 17:39:42":           "2026-08-02T17:39:42Z",
		"2026-08-02T17:39:42.5":         "2026-08-02T17:39:42.5Z",
		"2026/08/02 17:39:42,25":        "2026-08-02T17:39:42.25Z",
		"2023-01-31 18:58:27.638":       "2023-01-31T18:58:27.638Z",
		"2024-03-13 22:36:27.788000000": "2024-03-13T22:36:27.788Z",
		"2024-12-17 00:00:00000000":     "2024-12-17T00:00:00Z",
		"2024-12-17 00:00:07250":        "2024-12-17T00:00:07.25Z",
		"13/04/2026 17:39:42":           "2026-04-13T17:39:42Z",
		"04/13/2026 17:39:42":           "2026-04-13T17:39:42Z",
		"04.04.2026 17:39:42":           "2026-04-04T17:39:42Z",
		"02.08.2026 17:39:42":           "2026-08-02T17:39:42Z",
		"04.13.2026 17:39:42":           "2026-04-13T17:39:42Z",
		"8-14-2026 5:39:42 PM":          "2026-08-14T17:39:42Z",
		"8/14/2026 12:00:00 am":         "2026-08-14T00:00:00Z",
		"8/14/2026 12:00:00PM":          "2026-08-14T12:00:00Z",
	} {
		r, err := c.ReadText(written)
		require.NoError(t, err, written)
		require.Equal(t, want, r.Time.String(), written)
		require.Equal(t, "none written, read as UTC", r.Rule, written)
	}
	require.Equal(t, 18, c.Counts.unzoned)
	require.Equal(t, 1, c.Counts.dotted)
	require.Equal(t, "1 date with full stops, as in 02.08.2026, was read day first", c.Counts.Lines(c.Zone)[1])
}

func TestTimesThatCannotBeTrustedAreRejectedWithTheReason(t *testing.T) {
	c := clockIn(t, "UTC", Unknown)
	for written, reason := range map[string]string{
		"":                                "no time",
		" \n":                             "no time",
		"yesterday":                       "no form",
		"2026-08-02":                      "no time of day",
		"2026-08-02 17:39":                "no seconds",
		"2026-08-02T17:39Z":               "no seconds",
		"2026-02-30T17:39:42Z":            "has the day 30",
		"2026-02-29T17:39:42Z":            "has the day 29",
		"1900-02-29T17:39:42Z":            "has the day 29",
		"2026-13-01T17:39:42Z":            "has the month 13",
		"2026-00-01T17:39:42Z":            "has the month 0",
		"2026-01-00T17:39:42Z":            "has the day 0",
		"2026-08-02T24:00:00Z":            "has the hour 24",
		"2026-08-02T17:60:42Z":            "has the minute 60",
		"2016-12-31T23:59:60Z":            "leap second",
		"2026-08-02T17:39:61Z":            "has the second 61",
		"2026-08-02T17:39:42.1234567890Z": "more than nine digits",
		"2026-08-02 17:39:421234567890":   "more than nine digits",
		"2026-08-02T17:39:42.Z":           "no form",
		"1677-12-31T23:59:59Z":            "1678 to 2261",
		"2262-01-01T00:00:00Z":            "1678 to 2261",
		"2261-12-31T23:59:59-01:00":       "1678 to 2261",
		"0000-01-01 00:00:00":             "1678 to 2261",
		"9999-12-31 23:59:59":             "1678 to 2261",
		"2026-08-02T17:39:42+24:00":       "has the offset",
		"2026-08-02T17:39:42+02:60":       "has the offset",
		"2026-08-02T17:39:42 CEST":        "unknown zone",
		"2026-08-02T17:39:42+2":           "no form",
		"2026-08-02T17:39:42+02:00x":      "no form",
		"2026-08-02X17:39:42Z":            "no form",
		"2026-08/02 17:39:42":             "no form",
		"26-08-02 17:39:42":               "a year of two digits",
		"20260802T173942Z":                "no form",
		"20260802":                        "neither seconds",
		"20260802173942":                  "neither seconds",
		"0":                               "neither seconds",
		"99999999":                        "neither seconds",
		"10000000000":                     "neither seconds",
		"16213051185530000":               "neither seconds",
		"9999999999":                      "1678 to 2261",
		"1621305118.1234567890":           "more than nine digits",
		"1621305118553.1234567":           "below a nanosecond",
		"1621305118.":                     "no form",
		".5":                              "no form",
		"1.2.3":                           "no form",
		"14/08/2026 13:39:42 PM":          "has the hour 13 with PM",
		"14/08/2026 0:39:42 AM":           "has the hour 0 with AM",
		"03/04/2026 17:39:42":             "may be 3 April or 4 March: import the file again and choose how such a date is read",
		"31/04/2026 17:39:42":             "has the day 31",
		"13/13/2026 17:39:42":             "has the month 13",
		"2026-08-02T17:39:42Z\x00":        "unknown zone",
		"２０２６-08-02T17:39:42Z":            "no form",
	} {
		_, err := c.ReadText(written)
		require.ErrorContains(t, err, reason, written)
	}
	require.Equal(t, Counts{}, *c.Counts, "only what was read is counted")
}

func TestTheNamedOrderDecidesWhatIsDayAndMonth(t *testing.T) {
	day, month := clockIn(t, "UTC", DayFirst), clockIn(t, "UTC", MonthFirst)
	r, err := day.ReadText("03/04/2026 17:39:42")
	require.NoError(t, err)
	require.Equal(t, "2026-04-03T17:39:42Z", r.Time.String())
	r, err = month.ReadText("03/04/2026 17:39:42")
	require.NoError(t, err)
	require.Equal(t, "2026-03-04T17:39:42Z", r.Time.String())
	r, err = month.ReadText("03.04.2026 17:39:42")
	require.NoError(t, err)
	require.Equal(t, "2026-03-04T17:39:42Z", r.Time.String(), "what was named goes before full stops")
	_, err = day.ReadText("04/13/2026 17:39:42")
	require.ErrorContains(t, err, "does not fit the order that was named")
	_, err = month.ReadText("13/04/2026 17:39:42")
	require.ErrorContains(t, err, "does not fit the order that was named")
}

func TestJSONNumbersAreTimesToo(t *testing.T) {
	c := clockIn(t, "UTC", Unknown)
	for literal, want := range map[string]string{
		"1621305118553":       "2021-05-18T02:31:58.553Z",
		"1621305118553.0":     "2021-05-18T02:31:58.553Z",
		"1.621305118553e12":   "2021-05-18T02:31:58.553Z",
		"1.621305118553E+12":  "2021-05-18T02:31:58.553Z",
		"1621305118553e-3":    "2021-05-18T02:31:58.553Z",
		"16213051185530.0e-1": "2021-05-18T02:31:58.553Z",
	} {
		r, err := c.Read(&strictjson.Value{Kind: strictjson.Number, Text: literal})
		require.NoError(t, err, literal)
		require.Equal(t, want, r.Time.String(), literal)
		require.Equal(t, literal, r.Written)
	}
	for _, literal := range []string{"-1621305118", "1e400", "1e999999", "1621305118e-30", "5", "1e9999"} {
		_, err := c.Read(&strictjson.Value{Kind: strictjson.Number, Text: literal})
		require.Error(t, err, literal)
	}
	_, err := c.Read(&strictjson.Value{Kind: strictjson.Object})
	require.ErrorContains(t, err, "an object, neither text nor number")
	_, err = c.Read(strictjson.Nothing)
	require.ErrorIs(t, err, ErrNoTime)
}

func TestClockChangesOfAZone(t *testing.T) {
	for _, change := range []struct{ zone, written, want, rule string }{
		{"Europe/Berlin", "2026-03-29 01:59:59", "2026-03-29T00:59:59Z", "none written, read as Europe/Berlin"},
		{"Europe/Berlin", "2026-03-29 02:00:00", "", ""},
		{"Europe/Berlin", "2026-03-29 02:59:59.9", "", ""},
		{"Europe/Berlin", "2026-03-29 03:00:00", "2026-03-29T01:00:00Z", "none written, read as Europe/Berlin"},
		{"Europe/Berlin", "2026-10-25 01:59:59", "2026-10-24T23:59:59Z", "none written, read as Europe/Berlin"},
		{"Europe/Berlin", "2026-10-25 02:00:00", "2026-10-25T00:00:00Z", "none written, read as Europe/Berlin, the earlier of two"},
		{"Europe/Berlin", "2026-10-25 02:59:59", "2026-10-25T00:59:59Z", "none written, read as Europe/Berlin, the earlier of two"},
		{"Europe/Berlin", "2026-10-25 03:00:00", "2026-10-25T02:00:00Z", "none written, read as Europe/Berlin"},
		{"America/New_York", "2026-11-01 01:30:00", "2026-11-01T05:30:00Z", "none written, read as America/New_York, the earlier of two"},
		{"Australia/Lord_Howe", "2026-04-05 01:45:00", "2026-04-04T14:45:00Z", "none written, read as Australia/Lord_Howe, the earlier of two"},
		{"Australia/Lord_Howe", "2026-10-04 02:15:00", "", ""},
		{"Pacific/Apia", "2011-12-30 12:00:00", "", ""}, // the day that Samoa skipped
		{"Asia/Kolkata", "2026-01-01 00:00:00", "2025-12-31T18:30:00Z", "none written, read as Asia/Kolkata"},
	} {
		c := clockIn(t, change.zone, Unknown)
		r, err := c.ReadText(change.written)
		if change.want == "" {
			require.ErrorContains(t, err, "does not exist in "+change.zone, change.written)
			require.Equal(t, Counts{Never: 1}, *c.Counts)
			continue
		}
		require.NoError(t, err, change.written)
		require.Equal(t, change.want, r.Time.String(), change.written)
		require.Equal(t, change.rule, r.Rule)
		require.Equal(t, strings.HasSuffix(change.rule, "two"), c.Counts.twice == 1)
		require.Equal(t, 1, c.Counts.unzoned)
	}
}

// For any instant, the time that a clock in a zone shows is read as that instant
// again, or as the earlier instant at which it showed the same.
func TestWallTimesAreReadAsTheirInstant(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/St_Johns", "Asia/Tehran"}
	rapid.Check(t, func(t *rapid.T) {
		c := clockIn(t, rapid.SampledFrom(zones).Draw(t, "zone"), Unknown)
		at := time.Unix(rapid.Int64Range(-2e9, 4e9).Draw(t, "second"), 0)
		if rapid.Bool().Draw(t, "near a change") {
			if _, end := at.In(c.Zone).ZoneBounds(); !end.IsZero() {
				at = end.Add(time.Duration(rapid.IntRange(-7500, 7500).Draw(t, "beside")) * time.Second)
			}
		}
		if _, offset := at.In(c.Zone).Zone(); offset%60 != 0 {
			return // local mean times of long ago
		}
		written := at.In(c.Zone).Format("2006-01-02 15:04:05")
		r, err := c.ReadText(written)
		require.NoError(t, err)
		got := time.Unix(0, int64(r.Time))
		require.Equal(t, written, got.In(c.Zone).Format("2006-01-02 15:04:05"))
		require.False(t, got.After(at))
		if !got.Equal(at) {
			require.Contains(t, r.Rule, "the earlier of two")
		}
	})
}

func TestEveryTimeIsReadAsItIsWritten(t *testing.T) {
	c := clockIn(t, "UTC", Unknown)
	rapid.Check(t, func(t *rapid.T) {
		at := event.Time(rapid.Int64Range(int64(event.MinTime), int64(event.MaxTime)).Draw(t, "time"))
		r, err := c.ReadText(at.String())
		require.NoError(t, err)
		require.Equal(t, at, r.Time)
		require.Equal(t, AsWritten, r.Rule)
		zone := time.FixedZone("", 60*rapid.IntRange(-23*60, 23*60).Draw(t, "offset"))
		r, err = c.ReadText(at.UTC().In(zone).Format("2006-01-02T15:04:05.999999999-07:00"))
		require.NoError(t, err)
		require.Equal(t, at, r.Time)
	})
}

func FuzzTime(f *testing.F) {
	fuzztest.Briefly(f)
	for _, s := range []string{"2026-08-02T17:39:42.5Z", "2026-08-02 17:39:42", "13/04/2026 5:39:42 PM", "1621305118553.5", "2026-08-02T17:39:42+02:00",
		"2024-12-17 00:00:00000000", "2026-10-25 02:30:00", "2026-03-29 02:30:00"} {
		f.Add(s)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, s string) {
		c := &Clock{Zone: berlin, Order: DayFirst, Now: importedAt, Counts: new(Counts)}
		r, err := c.ReadText(s)
		want, wantErr := time.Parse(time.RFC3339Nano, s)
		if wantErr == nil && err == nil {
			require.Equal(t, want.UnixNano(), int64(r.Time), s)
		}
		// Every time that the standard library reads is read, except for those that
		// the rules exclude, and those that it reads although RFC 3339 excludes
		// them.
		if wantErr == nil && err != nil && want.UTC().Year() >= 1678 && want.UTC().Year() <= 2261 && s == want.Format(time.RFC3339Nano) {
			t.Fatalf("%q: %v", s, err)
		}
		if err == nil {
			require.True(t, r.Time >= event.MinTime && r.Time <= event.MaxTime)
			require.NotEmpty(t, r.Rule)
		}
	})
}
