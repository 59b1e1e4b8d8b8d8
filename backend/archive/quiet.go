package archive

import (
	"time"

	"daybook/backend/event"
	"daybook/backend/query"
)

// A Covered is the time span of the events of an import. Events that were
// purged since do not count.
type Covered struct {
	Import      int
	First, Last event.Time
	Events      int // that are present
}

// A Quiet is a run of days without any event.
type Quiet struct {
	First, Last string     // first and last day of the run, such as "2026-08-02"
	From, Until event.Time // start of the first day, and of the day after the last
	Days        int
}

// quietDays returns the runs of days without events from from until until, which
// is excluded. firstFrom returns the time of the first event from a given time
// on. It is called once for each day with events and once for each quiet run.
func quietDays(firstFrom func(event.Time) (event.Time, bool), from, until event.Time, zone *time.Location) (quiet []Quiet) {
	if zone == nil {
		zone = time.UTC
	}
	if from >= until {
		return nil
	}
	start := func(day time.Time) event.Time { return query.FirstMoment(day, zone) }
	skipped := func(day time.Time) bool { return start(day) == start(day.AddDate(0, 0, 1)) } // a day that the zone's clocks skipped
	end := dateOf(until-1, zone).AddDate(0, 0, 1)
	for day := dateOf(from, zone); day.Before(end); {
		next := end // day of the first event from day on
		if first, ok := firstFrom(start(day)); ok {
			if d := dateOf(first, zone); d.Before(end) {
				next = d
			}
		}
		last := next.AddDate(0, 0, -1)
		for ; last.After(day) && skipped(last); last = last.AddDate(0, 0, -1) {
		}
		for ; day.Before(last) && skipped(day); day = day.AddDate(0, 0, 1) {
		}
		if q := (Quiet{From: start(day), Until: start(next)}); q.From < q.Until {
			q.First, q.Last = day.Format(time.DateOnly), last.Format(time.DateOnly)
			// A day does not always have 24 hours, and a skipped day is no day.
			const of = 24 * 60 * 60
			passed := (q.Until.UTC().Unix() - q.From.UTC().Unix() + of/2) / of
			q.Days = int(max(1, min(passed, (next.Unix()-day.Unix())/of)))
			quiet = append(quiet, q)
		}
		day = next.AddDate(0, 0, 1)
	}
	return quiet
}

// dateOf returns the date of an instant in a zone, as midnight of that date in
// UTC, where every day has 24 hours.
func dateOf(t event.Time, zone *time.Location) time.Time {
	year, month, day := t.UTC().In(zone).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
