package archive_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
)

// TestOtherDetailsOfOneEventAreToldAndNoConflict imports an event again with other details:
// it is still a single event, and the import reports which details are not kept.
func TestOtherDetailsOfOneEventAreToldAndNoConflict(t *testing.T) {
	six := event.Event{ID: "evt_1", Actor: "ada", Category: "api_key", Action: "created", Description: "created", Time: 1e18}
	of := func(details string) event.Event { e := six; e.Details = []byte(details); return e }
	for _, c := range []struct {
		name        string
		first, next event.Event
		note        string
	}{
		{"a column more", of(`{"record":{"event_id":"evt_1","ip":"1"},"time":"x","zone":"z"}`), of(`{"record":{"event_id":"evt_1","ip":"1","run":"7","at":"8"},"time":"x","zone":"z"}`),
			`1 duplicate has other details than the events that are held, in "at", "run": the details that came first are kept`},
		{"another value", of(`{"record":{"ip":"1"}}`), of(`{"record":{"ip":"2"}}`),
			`1 duplicate has other details than the events that are held, in "ip": the details that came first are kept`},
		{"details where there were none", six, of(`{"record":{"event_id":"evt_1","ip":"1"},"time":"x","zone":"z"}`),
			`1 duplicate has other details than the events that are held, in "ip": the details that came first are kept`},
		{"a column less", of(`{"record":{"ip":"1","run":"7"}}`), of(`{"record":{"ip":"1"}}`), ""},
		{"no details where there were some", of(`{"record":{"ip":"1"}}`), six, ""},
		{"the time in another form", of(`{"record":{"timestamp":"2Z","ip":"1"},"time":"2Z","zone":"z"}`), of(`{"record":{"timestamp":2,"ip":"1"},"time":"2","zone":"y"}`), ""},
		{"the time alone", six, of(`{"time":"2Z","zone":"y"}`), ""},
		{"no object", of(`{"record":{"ip":"1"}}`), of(`[1]`), `1 duplicate has other details than the events that are held, in "": the details that came first are kept`},
	} {
		for _, once := range []bool{true, false} {
			a := create(t, folderIn(t))
			var one archive.Import
			var err error
			if once {
				one, err = a.Import(context.Background(), input(slices.Values([]event.Event{c.first, c.next})), nil)
			} else {
				_, err = a.Import(context.Background(), input(slices.Values([]event.Event{c.first})), nil)
				require.NoError(t, err)
				one, err = a.Import(context.Background(), input(slices.Values([]event.Event{c.next})), nil)
			}
			require.NoError(t, err)
			require.Equal(t, 1, one.Duplicates, c.name)
			require.Zero(t, one.Conflicts, c.name)
			want := []string{}
			if c.note != "" {
				want = append(want, c.note)
			}
			require.Equal(t, want, one.Notes, c.name)
			require.Equal(t, 1, info(t, a).Events)
			res, err := a.Query(context.Background(), archive.Request{Query: all})
			require.NoError(t, err)
			require.Equal(t, c.first.Details, res.Hits[0].Event.Details, "an event never changes")
			closeVerified(t, a)
		}
	}
}
