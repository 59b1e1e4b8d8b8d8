package ingest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A number is a time only within plausible bounds, and otherwise the rejection says what
// it looks like.
func TestANumberIsATimeOnlyBetween1990AndADayAfterTheImport(t *testing.T) {
	for given, want := range map[string]string{
		"631152000":        "",
		"1796083200":       "", // 2026-12-01, the moment of the import
		"1796169600":       "", // and a day later
		"1796169600000":    "",
		"1796169601":       "as seconds since 1970 would be 2026-12-02T00:00:01Z, later than this import",
		"1796169600001":    "as milliseconds since 1970 would be 2026-12-02T00:00:00.001Z, later than this import",
		"631151999":        "as seconds since 1970 would be 1989-12-31T23:59:59Z, before 1990",
		"631151999999.5":   "before 1990",
		"202611281000":     "before 1990, and looks like the date 2026-11-28 10:00:00 without its marks: write such times as",
		"2026112810":       "as seconds since 1970 would be 2034-03-16T09:06:50Z, later than this import, and looks like the date 2026-11-28 10:00:00",
		"2611221000":       "would be 2052-09-29T11:10:00Z, later than this import, and looks like the date 2026-11-22 10:00:00",
		"20261128100000":   "is a number that is neither seconds (9 or 10 digits) nor milliseconds (12 or 13 digits) since 1970, and looks like the date 2026-11-28 10:00:00",
		"20261128":         "looks like the date 2026-11-28 00:00:00",
		"46349.3809":       "looks like a day number of a spreadsheet (2026-11-23)",
		"1795338485000000": "looks like microseconds since 1970 (2026-11-22)",
		"17":               "since 1970: write such times as 2026-08-02T17:39:42Z",
		// Digits run onto the seconds are a guess of the same kind.
		"2026-08-02T17:39:42500000Z": "",
		"2036-08-02T17:39:42500000Z": "has digits behind its seconds that may not be a fraction, since it would be 2036-08-02T17:39:42.5Z",
		"1985-08-02 17:39:42500000":  "has digits behind its seconds that may not be a fraction",
		// A time that is written out is meant as such.
		"2036-08-02T17:39:42.5Z": "",
		"1985-08-02T17:39:42Z":   "",
	} {
		for _, record := range []string{
			strings.Replace(feedRecord("b"), `"2026-08-02T17:39:42Z"`, `"`+given+`"`, 1),
			strings.Replace(feedRecord("b"), `"2026-08-02T17:39:42Z"`, given, 1),
		} {
			if strings.Contains(given, ":") && !strings.Contains(record, `"`+given) {
				continue // no number
			}
			out := mustRead(t, lined(feedRecord("a"), record), Options{})
			if want == "" {
				require.Equal(t, []string{"a", "b"}, out.ids(), record)
				continue
			}
			require.Equal(t, []string{"a"}, out.ids(), record)
			require.Len(t, out.rejected, 1)
			require.Contains(t, out.rejected[0], want)
			require.Empty(t, out.file.Notes(), "what was rejected is not counted")
		}
	}
}

// The meaning of a number depends on when it is imported.
func TestTheMomentOfTheImportIsTheBound(t *testing.T) {
	record := lined(strings.Replace(feedRecord("a"), `"2026-08-02T17:39:42Z"`, "1796169601", 1))
	require.Len(t, mustRead(t, record, Options{Now: time.Date(2026, 12, 1, 0, 0, 1, 0, time.UTC)}).events, 1)
	require.Empty(t, mustRead(t, record, Options{Now: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)}).events)
}

func TestEventsOfUnlikelyTimesAreCounted(t *testing.T) {
	at := func(id, when string) string {
		return strings.Replace(feedRecord(id), "2026-08-02T17:39:42Z", when, 1)
	}
	out := mustRead(t, lined(at("a", "2026-12-01T00:00:00Z"), at("b", "2026-12-01T00:00:00.000000001Z"), at("c", "2031-01-01 00:00:00"), at("d", "1989-12-31T23:59:59Z"),
		at("e", "1990-01-01T00:00:00Z"), strings.Replace(at("f", "1796100000"), `"1796100000"`, "1796100000", 1)), Options{})
	require.Equal(t, []string{"a", "b", "c", "d", "e", "f"}, out.ids())
	require.Equal(t, []string{"1 time had no zone and was read as UTC",
		"3 events are later than this import: are their times right, or the clock of this computer?",
		"1 event is from before 1990: is its time right?"}, out.file.Notes())
	out = mustRead(t, lined(feedHeader, "a,ann,c,x,d,2027-01-01T00:00:00Z"), Options{})
	require.Equal(t, []string{"1 event is later than this import: is its time right, or the clock of this computer?"}, out.file.Notes())
	const merged = `{"action":"repo.create","actor":"ann","org":"acme","created_at":%d}`
	out = mustRead(t, lined(fmt.Sprintf(merged, 1796000000000), fmt.Sprintf(merged, 2611221000)), Options{})
	require.Len(t, out.events, 1)
	require.Len(t, out.rejected, 1, "times of vendors are held to it, too")
}
