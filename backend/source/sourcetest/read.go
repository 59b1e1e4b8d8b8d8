// Package sourcetest tests every source in the same way. Golden compares the events of
// the files in a source's testdata with those that are kept beside them, and checks the
// promises of every source; Fuzz gives a source any bytes. The rest are helpers for a
// source's own tests.
package sourcetest

import (
	"context"
	"errors"
	"strings"
	"time"

	"daybook/backend/event"
	"daybook/backend/ingest"
	"daybook/backend/strictjson"

	"github.com/stretchr/testify/require"
)

// Imported is the time at which files of tests are imported, unless they give another.
var Imported = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)

// Elsewhere is a zone in which a time reads differently than in UTC.
var Elsewhere = time.FixedZone("Asia/Kolkata", 5*3600+1800)

// An Outcome is the complete result of a text.
type Outcome struct {
	Events   []event.Event
	Rejected []string // "place: reason"
	Source   string   // which recognised it
	Notes    []string
	// Incomplete reports whether the text says, or shows, that it is incomplete.
	Incomplete bool
}

// Read imports a text as a file, with the options if there are any. The test fails if
// the text holds no events.
func Read(t require.TestingT, text string, options ...ingest.Options) Outcome {
	out, err := open(text, options...)
	require.NoError(t, err)
	return out
}

func open(text string, options ...ingest.Options) (out Outcome, err error) {
	var o ingest.Options
	if len(options) > 0 {
		o = options[0]
	}
	if o.Now.IsZero() {
		o.Now = Imported
	}
	f, err := ingest.Open(strings.NewReader(text), int64(len(text)), "export", o)
	if err != nil {
		return out, err
	}
	for e, err := range f.Events(context.Background()) {
		var rejection *event.Rejection
		switch {
		case errors.As(err, &rejection):
			out.Rejected = append(out.Rejected, rejection.Error())
		case err != nil:
			return out, err
		default:
			out.Events = append(out.Events, e)
		}
	}
	out.Source, out.Notes, out.Incomplete = f.Source(), f.Notes(), f.Incomplete()
	return out, nil
}

// IDs are the ids of the events.
func (o Outcome) IDs() []string {
	ids := []string{}
	for _, e := range o.Events {
		ids = append(ids, e.ID)
	}
	return ids
}

// SixFields returns the events with only the fields that decide whether two events are
// the same.
func SixFields(events []event.Event) []event.Event {
	less := append([]event.Event(nil), events...)
	for i := range less {
		less[i].Details = nil
	}
	return less
}

// Lines are texts, each with a line feed behind it.
func Lines(lines ...string) string { return strings.Join(lines, "\n") + "\n" }

// Quote is s as a text of JSON.
func Quote(s string) string {
	return string(strictjson.AppendText(nil, strings.ToValidUTF8(s, "?")))
}
