package archive

import (
	"iter"
	"time"

	"daybook/backend/event"
	"daybook/backend/query"
)

// maxBars bounds the histogram to about the number of bars that fit into a window.
const maxBars = 120

// step is the width of a bar: a duration, or a number of days or months of the zone.
type step struct {
	duration     time.Duration
	days, months int
}

var steps = []step{
	{duration: time.Second}, {duration: 10 * time.Second}, {duration: time.Minute}, {duration: 5 * time.Minute},
	{duration: 15 * time.Minute}, {duration: time.Hour}, {duration: 3 * time.Hour}, {duration: 6 * time.Hour},
	{days: 1}, {days: 3}, {days: 7}, {days: 14}, {months: 1}, {months: 3}, {months: 12}, {months: 60},
}

// starts yields the moments at which bars start, without an end, beginning with the start
// of the bar that contains at. Days and months are those of the clocks in zone.
func (s step) starts(at event.Time, zone *time.Location) iter.Seq[event.Time] {
	year, month, day := at.UTC().In(zone).Date()
	if s.months > 0 {
		months := int(month) - 1 + 12*year
		months -= months % s.months
		year, month, day = months/12, time.Month(months%12+1), 1
	}
	wall := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return func(yield func(event.Time) bool) {
		if s.duration > 0 {
			start := query.FirstMoment(wall, zone).UTC()
			start = start.Add(at.UTC().Sub(start).Truncate(s.duration))
			for ; yield(bound(start)); start = start.Add(s.duration) {
			}
			return
		}
		for ; yield(query.FirstMoment(wall, zone)); wall = wall.AddDate(0, s.months, s.days) {
		}
	}
}

// bars returns the bounds of the histogram's bars. They cover all events of
// the view, so that they stay the same while a query changes: the narrowest
// width that gives at most maxBars, in the days of the zone.
func bars(v *View, zone *time.Location) []event.Time {
	if v.table.Len() == 0 {
		return nil
	}
	oldest, newest := v.table.Span()
	if zone == nil {
		zone = time.UTC
	}
	return barsBetween(oldest, newest, zone)
}

// barsBetween returns the bounds of the bars from first to last.
func barsBetween(first, last event.Time, zone *time.Location) []event.Time {
	for i, s := range steps {
		var bars []event.Time
		for start := range s.starts(first, zone) {
			if n := len(bars); n > 0 && start == bars[n-1] { // a day that the clocks skipped
				continue
			}
			bars = append(bars, start)
			if start > last {
				return bars
			}
			if len(bars) > maxBars && i < len(steps)-1 {
				break
			}
		}
	}
	return nil
}

// bound returns t as the time of an event, or event.Latest if it is later.
func bound(t time.Time) event.Time {
	at, err := event.TimeOf(t)
	if err != nil {
		return event.Latest
	}
	return at
}
