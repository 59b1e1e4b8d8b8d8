// Package sourcetest tests sources, each of them in the same way: Golden holds the
// events of the files in a source's testdata against those that are kept beside them,
// and all that every source promises, and Fuzz gives a source whatever bytes there are.
// The rest are helpers for the tests that a source has for itself.
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

// Imported is when files of tests are imported, unless they say another time.
var Imported = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)

// Elsewhere is a zone in which a time reads otherwise than in UTC.
var Elsewhere = time.FixedZone("Asia/Kolkata", 5*3600+1800)

// An Outcome is all that a text gave.
type Outcome struct {
	Events   []event.Event
	Rejected []string // "place: reason"
	Source   string   // which recognised it
	Notes    []string
	// Incomplete reports whether the text says, or shows, that it is not all there.
	Incomplete bool
}

// Read imports a text as a file that has it, with the options if there are any. The test
// fails if the text is none of events.
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

// SixFields are the events without what does not make two of them one.
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
