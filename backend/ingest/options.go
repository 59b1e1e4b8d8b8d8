package ingest

import (
	"time"

	"daybook/backend/event"
	"daybook/backend/times"
)

// Options are the officer's choices for an import.
type Options struct {
	Zone      *time.Location // for times without a zone; nil is UTC
	DateOrder DateOrder
	Now       time.Time // of the import, which bounds the numbers that are times; zero is time.Now
}

// DateOrder says what 03/04/2026 means in a file.
type DateOrder = times.DateOrder

// The orders of package times.
const (
	Unknown    = times.Unknown
	DayFirst   = times.DayFirst
	MonthFirst = times.MonthFirst
)

// SayOrder ends the reason of a rejected date that is one day first and another
// month first.
const SayOrder = times.SayOrder

// clock reads times by the options.
func (o Options) clock() times.Clock {
	return times.Clock{Zone: o.Zone, Order: o.DateOrder, Now: o.importedAt()}
}

func (o Options) importedAt() event.Time {
	now := o.Now
	if now.IsZero() {
		now = time.Now()
	}
	t, err := event.TimeOf(now)
	if err != nil { // a clock that is centuries off cannot bound anything
		return event.Latest - event.Time(48*time.Hour)
	}
	return t
}
