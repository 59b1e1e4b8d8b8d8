package times

import (
	"fmt"
	"strings"
	"time"

	"daybook/backend/event"
)

// Earliest is the earliest time that a number can stand for. Computers kept logs
// before 1990, but no export in use today holds them, whereas many numbers that are
// not times would fall there.
var Earliest = event.Time(time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano())

const day = event.Time(24 * time.Hour)

// number reads a number as seconds or milliseconds since 1970. That is a guess,
// made only where it gives a time from 1990 to a day after the import: a compact
// date such as 2611221000 would otherwise become the year 2052.
func (c *Clock) number(literal string) (event.Time, string, error) {
	t, rule, err := SinceEpoch(literal)
	switch {
	case err != nil && err != errSize:
		return 0, "", err
	case err == nil && t >= Earliest && t <= c.Now+day:
		return t, rule, nil
	}
	why := "is a number that is neither seconds (9 or 10 digits) nor milliseconds (12 or 13 digits) since 1970"
	if err == nil {
		side := "before 1990"
		if t > c.Now {
			side = "later than this import"
		}
		why = fmt.Sprintf("is a number that as %s would be %s, %s", strings.TrimSuffix(rule, "-01-01 UTC"), t, side)
	}
	if looks := c.resembles(literal); looks != "" {
		why += ", and looks like " + looks
	}
	return 0, "", fmt.Errorf("%s: %s", why, sayForm)
}

const sayForm = "write such times as 2026-08-02T17:39:42Z and import the file again"

// likely refuses a time whose fraction was run onto its seconds if the result is
// implausible: the digits may have another meaning.
func (c *Clock) likely(t event.Time) error {
	if t >= Earliest && t <= c.Now+day {
		return nil
	}
	return fmt.Errorf("has digits behind its seconds that may not be a fraction, since it would be %s: %s", t, sayForm)
}

// resembles says what a number that is not read as a time looks like, or returns
// "".
func (c *Clock) resembles(literal string) string {
	whole, fraction, pointed := strings.Cut(literal, ".")
	if strings.Trim(whole+fraction, "0123456789") != "" || whole == "" {
		return ""
	}
	if !pointed {
		for _, layout := range compactLayouts {
			t, err := time.Parse(layout, whole)
			if err == nil && c.near(t) {
				return "the date " + t.Format("2006-01-02 15:04:05") + " without its marks"
			}
		}
	}
	if len(whole) > 18 && len(whole) != 19 {
		return ""
	}
	n := atoi(whole[:min(len(whole), 18)])
	for _, unit := range [...]struct {
		digits int
		at     func() time.Time
		name   string
	}{
		{5, func() time.Time { return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)) }, "a day number of a spreadsheet"},
		{15, func() time.Time { return time.UnixMicro(n) }, "microseconds since 1970"},
		{16, func() time.Time { return time.UnixMicro(n) }, "microseconds since 1970"},
		{18, func() time.Time { return time.Unix(n/1e7-11_644_473_600, 0) }, "a file time of Windows"},
		{18, func() time.Time { return time.Unix(n/1e7-62_135_596_800, 0) }, "ticks of .NET"},
		{18, func() time.Time { return time.Unix(0, n) }, "nanoseconds since 1970"},
		{19, func() time.Time { return time.Unix(n/1e8, 0) }, "nanoseconds since 1970"},
	} {
		if at := unit.at(); len(whole) == unit.digits && c.near(at) {
			return fmt.Sprintf("%s (%s)", unit.name, at.UTC().Format(time.DateOnly))
		}
	}
	return ""
}

// compactLayouts are dates without separators, as people and file names write them.
var compactLayouts = [...]string{"20060102150405", "200601021504", "2006010215", "20060102", "060102150405", "0601021504", "060102"}

// near reports whether t is a time that a log of these years may hold.
func (c *Clock) near(t time.Time) bool {
	return !t.Before(Earliest.UTC()) && t.Before(c.Now.UTC().AddDate(1, 0, 0))
}
