package archive

import (
	"context"
	"time"

	"daybook/backend/event"
	"daybook/backend/ledger"
)

// Coverage shows where an archive may have gaps: the time that each import
// covers, and the days without any event.
type Coverage struct {
	Imports []Covered // in order of import, without those that added nothing
	// Quiet are the runs of days without any event, as days of the zone, from the
	// requested start or otherwise the first event, until the last event.
	Quiet []Quiet
	Days  int // in all of Quiet
	// Purges are the receipts of all purges that removed events.
	Purges []ledger.Receipt
	// Doubt says why there may have been more purges than these, since the
	// journal is or was damaged. It is "" if there is no doubt.
	Doubt string
}

// Coverage returns where the archive may have gaps from from until until, which
// is excluded; event.Earliest and event.Latest stand for the span of its
// events. The spans of the imports are computed once for each snapshot, from
// every event, and so are the quiet days of all time in a zone.
func (v *View) Coverage(ctx context.Context, from, until event.Time, zone *time.Location) (Coverage, error) {
	if err := ctx.Err(); err != nil {
		return Coverage{}, err
	}
	var c Coverage
	c.Purges, c.Doubt = v.a.ledger.PurgesKept()
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

// quietEver remembers the quiet days of the last requested zone, since every
// search asks for them again.
func quietEver(v *View, from, until event.Time, zone *time.Location) []Quiet {
	v.quietMu.Lock()
	defer v.quietMu.Unlock()
	if v.quietZone == "" || v.quietZone != zone.String() {
		v.quiet, v.quietZone = quietDays(v.table.FirstFrom, from, until, zone), zone.String()
	}
	return v.quiet
}

// findCovered computes the span of each import from all events.
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
