package archive

import (
	"context"
	"time"

	"daybook/backend/event"
	"daybook/backend/ledger"
	"daybook/backend/query"
)

// Coverage tells where an archive may have gaps: which time its imports are
// about, and on which days it has no event at all.
type Coverage struct {
	Imports []Covered // the first one first; those that added nothing are not there
	// Quiet are the runs of days without any event, in the days of the zone, from
	// the first event on or the start that was asked for, until the last.
	Quiet []Quiet
	Days  int // in all of Quiet
	// Purges are the receipts of all purges that removed events.
	Purges []ledger.Receipt
	// Doubt says in words why there may be purges beside these: the journal is
	// damaged, or was. "" is none.
	Doubt string
}

// A Covered is the time that the events of an import are about. Events that
// were purged since do not count.
type Covered struct {
	Import      int
	First, Last event.Time
	Events      int // present
}

// A Quiet is a run of days without any event.
type Quiet struct {
	First, Last string     // days, "2026-08-02", both within it
	From, Until event.Time // the start of the first, and of the day after the last
	Days        int
}

// Coverage is where the archive may have gaps between from and until, which is
// not within; event.Earliest and event.Latest leave them to its events. What an
// import covers is found once a snapshot, at the cost of a look at every event,
// and so are the quiet days of all time in a zone.
func (v *View) Coverage(ctx context.Context, from, until event.Time, zone *time.Location) (Coverage, error) {
	c, err := coverage(ctx, v, from, until, zone)
	if err != nil {
		return c, err
	}
	c.Purges, c.Doubt = v.a.ledger.PurgesKept()
	return c, nil
}

func coverage(ctx context.Context, v *View, from, until event.Time, zone *time.Location) (c Coverage, err error) {
	if err := ctx.Err(); err != nil {
		return c, err
	}
	v.coveredOnce.Do(func() { v.covered = findCovered(v) })
	c.Imports = v.covered
	if v.table.Len() == 0 {
		return c, nil
	}
	oldest, newest := v.table.Span()
	if zone == nil {
		zone = time.UTC
	}
	allTime := from == event.Earliest && until == event.Latest
	if from == event.Earliest {
		from = oldest
	}
	if until == event.Latest {
		until = newest + 1
	}
	if allTime {
		c.Quiet = quietEver(v, from, until, zone)
	} else {
		c.Quiet = quietDays(v.table.FirstFrom, from, until, zone)
	}
	for _, q := range c.Quiet {
		c.Days += q.Days
	}
	return c, nil
}

// quietEver remembers the quiet days of the zone that was asked for last: they
// are asked for again with every search.
func quietEver(v *View, from, until event.Time, zone *time.Location) []Quiet {
	v.quietMu.Lock()
	defer v.quietMu.Unlock()
	if v.quietZone == "" || v.quietZone != zone.String() {
		v.quiet, v.quietZone = quietDays(v.table.FirstFrom, from, until, zone), zone.String()
	}
	return v.quiet
}

// findCovered goes through all events.
func findCovered(v *View) (all []Covered) {
	starts := make([]uint64, len(v.imports))
	for i := range v.imports {
		starts[i] = uint64(v.imports[i].FirstSeq)
	}
	for i, r := range v.table.BySeq(starts) {
		if r.Events > 0 {
			all = append(all, Covered{v.imports[i].Number, r.First, r.Last, r.Events})
		}
	}
	return all
}

// quietDays are the runs of days between from and until (which is not within) on
// which no event is; firstFrom gives the time of the first one from a time on. A
// day with events costs such a look, and so does a run of quiet ones.
func quietDays(firstFrom func(event.Time) (event.Time, bool), from, until event.Time, zone *time.Location) (quiet []Quiet) {
	if zone == nil {
		zone = time.UTC
	}
	if from >= until {
		return nil
	}
	start := func(day time.Time) event.Time { return query.FirstMoment(day, zone) }
	skipped := func(day time.Time) bool { return start(day) == start(day.AddDate(0, 0, 1)) } // by the zone's clocks
	end := dateOf(until-1, zone).AddDate(0, 0, 1)
	for day := dateOf(from, zone); day.Before(end); {
		next := end // the day of the first event from day on
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
			// A day is not always of 24 hours, and one that was skipped is none.
			const of = 24 * 60 * 60
			passed := (q.Until.UTC().Unix() - q.From.UTC().Unix() + of/2) / of
			q.Days = int(max(1, min(passed, (next.Unix()-day.Unix())/of)))
			quiet = append(quiet, q)
		}
		day = next.AddDate(0, 0, 1)
	}
	return quiet
}

// dateOf is the date of an instant in a zone, as midnight of that date in UTC,
// where every day has 24 hours.
func dateOf(t event.Time, zone *time.Location) time.Time {
	year, month, day := t.UTC().In(zone).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
