package query

import (
	"fmt"
	"time"

	"daybook/backend/event"
)

// A DateError says which date cannot be read and how to write it. It is the
// only error of Parse.
type DateError struct {
	Word string // as typed, folded: "after:2026-13-01"
	Hint string // in words for an officer: "months go from 01 to 12"
}

func (e *DateError) Error() string { return fmt.Sprintf("read %q: %s", e.Word, e.Hint) }

// ParseDate reads a date, or a date with time, in one of the forms
//
//	2026-08-02
//	2026-08-02T14:00
//	2026-08-02T14:00:05
//	2026-08-02T14:00:05.25       up to nine digits
//
// of which those with time may end in an offset, Z or +02:00. T and Z may be
// lower-case. Without an offset the date is read as clocks in zone show it; a nil
// zone is UTC.
//
// It returns the half-open span that is named: the day, which has 23 or 25 hours
// when clocks change, or the minute, the second or the fraction of a second to
// which the time is written. Where clocks are put forward over a time, the span
// starts at that change; where they show it twice, the span is the first of the
// two, and an offset selects the second. Years go from 1678 to 2261, there and in
// UTC; a span that ends after them ends at event.Latest. The error is a *DateError.
func ParseDate(s string, zone *time.Location) (from, until event.Time, err error) {
	from, until, bad := readDate(s, zone)
	if bad != nil {
		return 0, 0, bad
	}
	return from, until, nil
}

// readDate is ParseDate with its concrete type of error.
func readDate(s string, zone *time.Location) (from, until event.Time, bad *DateError) {
	w, hint := readWall(s)
	if hint != "" {
		return 0, 0, &DateError{Word: s, Hint: hint}
	}
	switch {
	case w.fixed:
		zone = time.FixedZone("", w.offset)
	case zone == nil:
		zone = time.UTC
	}
	start, end := firstMoment(w.first, zone), firstMoment(w.next, zone)
	if _, err := event.TimeOf(start); err != nil && w.timed {
		return 0, 0, &DateError{Word: s, Hint: hintYear}
	}
	return withinYears(start), withinYears(end), nil
}

// withinYears clamps t to the range from event.MinTime to event.Latest: the days at
// the ends of the first and the last year reach beyond them in some zones.
func withinYears(t time.Time) event.Time {
	if t.Before(event.MinTime.UTC()) {
		return event.MinTime
	}
	if t.After(event.MaxTime.UTC()) {
		return event.Latest
	}
	return event.Time(t.UnixNano())
}

// FirstMoment is the first moment at which clocks in zone show wall, given as if it
// were UTC, or later; or the end of the years that events can have, if it is beyond
// them. So the days of a zone follow one another without a gap and without overlap,
// even one that the zone skipped, which contains no moment. The standard library's
// time.Date returns one of two possible moments without saying which.
func FirstMoment(wall time.Time, zone *time.Location) event.Time {
	return withinYears(firstMoment(wall, zone))
}

// secondMoment is the moment after first, within a day, at which clocks in zone show
// the same time again, or the zero time where there is none.
func secondMoment(first time.Time, zone *time.Location) time.Time {
	first = first.In(zone)
	_, before := first.Zone()
	_, after := first.Add(24 * time.Hour).Zone()
	again := first.Add(time.Duration(before-after) * time.Second)
	if _, offset := again.In(zone).Zone(); before <= after || offset != after {
		return time.Time{}
	}
	return again
}

// firstMoment is FirstMoment, in any year.
func firstMoment(wall time.Time, zone *time.Location) time.Time {
	at := wall.Add(-48 * time.Hour).In(zone) // clocks show less: no offset is that large
	for {
		_, offset := at.Zone()
		_, change := at.ZoneBounds()
		if !change.IsZero() && !change.After(at) {
			// Where a zone goes by a rule, as all do some time ahead, the
			// standard library takes every year to end after 365 days.
			change = at.Truncate(time.Minute).Add(time.Minute)
		}
		if due := wall.Add(-time.Duration(offset) * time.Second); due.After(at) {
			at = due.In(zone)
		}
		if change.IsZero() || at.Before(change) {
			return at
		}
		at = change
	}
}
