package event

import (
	"fmt"
	"math"
	"time"
)

// Time is an instant in nanoseconds since 1970-01-01T00:00:00Z, without leap
// seconds. It reaches from 1677-09-21 to 2262-04-11; imports accept the whole
// years in it, 1678 to 2261.
type Time int64

// The ends of the range that imports accept.
var (
	MinTime = Time(time.Date(1678, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano())
	MaxTime = Time(time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano() - 1)
)

// TimeOf converts t. Years outside 1678 to 2261 (in UTC) are an error.
func TimeOf(t time.Time) (Time, error) {
	if y := t.UTC().Year(); y < 1678 || y > 2261 {
		return 0, fmt.Errorf("the year %d is outside 1678 to 2261", y)
	}
	return Time(t.UnixNano()), nil
}

// UTC converts t to the standard library's type, in UTC.
func (t Time) UTC() time.Time { return time.Unix(0, int64(t)).UTC() }

// String is RFC 3339 in UTC with as many fraction digits as t needs, without
// trailing zeros: "2026-08-02T17:39:42.5Z".
func (t Time) String() string { return string(t.AppendTo(nil)) }

// AppendTo appends the text of String to dst.
func (t Time) AppendTo(dst []byte) []byte {
	return t.UTC().AppendFormat(dst, time.RFC3339Nano)
}

// Bounds of Time itself, for open ranges.
const (
	Earliest Time = math.MinInt64
	Latest   Time = math.MaxInt64
)
