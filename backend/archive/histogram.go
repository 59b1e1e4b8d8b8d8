package archive

import (
	"time"

	"daybook/backend/event"
)

// maxBars bounds the histogram: about what fits beside each other in a window.
const maxBars = 120

// step is a width of bars: a duration, or days, or months of the zone.
type step struct {
	duration     time.Duration
	days, months int
}

var steps = []step{
	{duration: time.Second}, {duration: 10 * time.Second}, {duration: time.Minute}, {duration: 5 * time.Minute},
	{duration: 15 * time.Minute}, {duration: time.Hour}, {duration: 3 * time.Hour}, {duration: 6 * time.Hour},
	{days: 1}, {days: 3}, {days: 7}, {days: 14}, {months: 1}, {months: 3}, {months: 12}, {months: 60},
}

// floor is the start of the bar that t is in.
func (s step) floor(t time.Time) time.Time {
	year, month, day := t.Date()
	switch {
	case s.months > 0:
		months := int(month) - 1 + 12*year
		months -= months % s.months
		return time.Date(months/12, time.Month(months%12+1), 1, 0, 0, 0, 0, t.Location())
	case s.days > 0:
		return time.Date(year, month, day, 0, 0, 0, 0, t.Location())
	default:
		midnight := time.Date(year, month, day, 0, 0, 0, 0, t.Location())
		return midnight.Add(t.Sub(midnight).Truncate(s.duration))
	}
}

func (s step) next(t time.Time) time.Time {
	if s.duration > 0 {
		return t.Add(s.duration)
	}
	return t.AddDate(0, s.months, s.days)
}

// bars are the bounds of the histogram's bars over all events of the view, so
// that they stay where they are while a query changes: the narrowest width
// that gives at most maxBars, in the days of the zone.
func (v *view) bars(zone *time.Location) []event.Time {
	n := v.table.Len()
	if n == 0 {
		return nil
	}
	if zone == nil {
		zone = time.UTC
	}
	first, last := v.table.Time(n-1).UTC().In(zone), v.table.Time(0).UTC().In(zone)
	for i, s := range steps {
		var bars []event.Time
		at := s.floor(first)
		for ; !at.After(last) && (len(bars) < maxBars || i == len(steps)-1); at = s.next(at) {
			bars = append(bars, bound(at, event.MinTime))
		}
		if at.After(last) {
			return append(bars, bound(at, event.Latest))
		}
	}
	return nil
}

// bound is t as an event's time, or the end of time that it lies beyond.
func bound(t time.Time, beyond event.Time) event.Time {
	at, err := event.TimeOf(t)
	if err != nil {
		return beyond
	}
	return at
}
