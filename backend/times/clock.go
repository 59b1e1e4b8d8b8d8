package times

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"daybook/backend/clip"
	"daybook/backend/event"
	"daybook/backend/strictjson"
)

// DateOrder says how 03/04/2026 is read in a file.
type DateOrder uint8

const (
	Unknown    DateOrder = iota // such dates are rejected unless only one reading is a date
	DayFirst                    // 3 April
	MonthFirst                  // 4 March
)

// A Clock reads the times of one file by the rules in the package doc.
type Clock struct {
	Zone   *time.Location // for times without one
	Order  DateOrder
	Now    event.Time // of the import: the meaning of a number depends on it
	Counts *Counts
}

// Zone rules, as they are written in an event's details.
const (
	AsWritten        = "as written"
	ruleSeconds      = "seconds since 1970-01-01 UTC"
	ruleMilliseconds = "milliseconds since 1970-01-01 UTC"
	ruleAssumed      = "none written, read as " // and the zone's name
	ruleEarlier      = ", the earlier of two"   // after ruleAssumed
)

// A Reading is one time as it was read.
type Reading struct {
	Time    event.Time
	Written string // the original text
	Rule    string // one of the rules above
}

// ErrNoTime reports a time that is missing or empty.
var ErrNoTime = errors.New("no time")

// Read reads the time that v, a field of a record, holds.
func (c *Clock) Read(v *strictjson.Value) (Reading, error) {
	switch v.Kind {
	case strictjson.Text:
		return c.ReadText(v.Text)
	case strictjson.Number:
		t, rule, err := c.number(v.Text)
		if err != nil {
			return Reading{}, fmt.Errorf("the time %s %w", clip.Text(v.Text, 60), err)
		}
		return Reading{t, v.Text, rule}, nil
	case strictjson.Null:
		return Reading{}, ErrNoTime
	}
	return Reading{}, fmt.Errorf("the time is %v, neither text nor number", v.Kind)
}

// narrowBlanks are the blanks that do not break a line, which newer systems put in
// front of AM and PM.
var narrowBlanks = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// ReadText reads a time that is written as text.
func (c *Clock) ReadText(s string) (Reading, error) {
	trimmed := strings.Trim(s, " \t\r\n")
	if strings.ContainsAny(trimmed, "\u00a0\u202f") {
		trimmed = narrowBlanks.Replace(trimmed)
	}
	if trimmed == "" {
		return Reading{}, ErrNoTime
	}
	t, rule, err := c.parse(trimmed)
	if err != nil {
		return Reading{}, fmt.Errorf("the time %q %w", clip.Text(s, 60), err)
	}
	return Reading{t, s, rule}, nil
}

func (c *Clock) parse(s string) (event.Time, string, error) {
	if t, ok := ParseUTC(s); ok {
		return t, AsWritten, nil
	}
	if strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' }) < 0 && strings.Count(s, ".") < 2 {
		return c.number(s)
	}
	w, rest, err := c.wall(s)
	if err != nil {
		return 0, "", err
	}
	offset, zoned, err := parseOffset(rest)
	if err != nil {
		return 0, "", err
	}
	var t event.Time
	rule := AsWritten
	if zoned {
		t, err = Of(time.Unix(w.unix()-int64(offset), int64(w.nano)))
	} else {
		before := *c.Counts
		if t, rule, err = c.assume(w); err == nil && w.runOn && c.likely(t) != nil {
			*c.Counts = before
		}
	}
	if err == nil && w.runOn {
		err = c.likely(t)
	}
	return t, rule, err
}

// assume reads w, which has no zone, as a time in the zone chosen for the
// import. Where clocks were set back and w was shown twice, it is the earlier
// of the two; where they were set forward over w, no clock showed it.
func (c *Clock) assume(w wall) (event.Time, string, error) {
	zone := c.Zone
	name := zone.String()
	if zone == time.UTC {
		t, err := Of(time.Unix(w.unix(), int64(w.nano)))
		if err == nil {
			c.Counts.unzoned++
		}
		return t, ruleAssumed + name, err
	}
	// Any instant at which w was shown lies within a day of w in UTC. Try
	// each offset that is in force around then; none lasts less than hours.
	var found []int64
	local := w.unix()
	for near := -24; near <= 24; near += 3 {
		_, offset := time.Unix(local+int64(near)*3600, 0).In(zone).Zone()
		at := local - int64(offset)
		if _, there := time.Unix(at, 0).In(zone).Zone(); there == offset && !slices.Contains(found, at) {
			found = append(found, at)
		}
	}
	slices.Sort(found)
	if len(found) == 0 {
		c.Counts.Never++
		return 0, "", fmt.Errorf("does not exist in %s: the clocks were set forward over it", name)
	}
	t, err := Of(time.Unix(found[0], int64(w.nano)))
	if err != nil {
		return 0, "", err
	}
	c.Counts.unzoned++
	if len(found) > 1 {
		c.Counts.twice++
		return t, ruleAssumed + name + ruleEarlier, nil
	}
	return t, ruleAssumed + name, nil
}
