package query_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	. "daybook/backend/query"
)

func TestAQueryIsSaidInPlainWords(t *testing.T) {
	berlin := location(t, "Europe/Berlin")
	for typed, want := range map[string]string{
		"":            `all events`,
		"webhook":     `events with "webhook" in any text`,
		"a -b":        `events with "a" in any text, without "b" in any text`,
		`"api key"`:   `events with "api key" in any text`,
		"*ook":        `events with "ook" (inside words too) in any text`,
		"member:ada":  `events with "ada" in the member`,
		"-category:a": `events without "a" in the category`,
		"action:a.b":  `events with "a.b" in the action`,
		"description:*\"a b\" id:evt_1 -id:evt_2": `events with "a b" (inside words too) in the description, with the event_id "evt_1", without the event_id "evt_2"`,
		"x:\u202ey":                     `events with "x:\u202ey" in any text`,
		`say"so`:                        `events with "say\"so" in any text`,
		"after:2026-08-01":              `events from 2026-08-01 00:00 +02:00 (Europe/Berlin)`,
		"before:2026-12-01":             `events until 2026-12-01 00:00 +01:00 (Europe/Berlin)`,
		"on:2026-10-25 a":               `events with "a" in any text, from 2026-10-25 00:00 +02:00 until 2026-10-26 00:00 +01:00 (Europe/Berlin)`,
		"after:2026-08-01T10:00:05Z":    `events from 2026-08-01 12:00:05 +02:00 (Europe/Berlin)`,
		"after:2026-08-01T10:00:05.25Z": `events from 2026-08-01 12:00:05.25 +02:00 (Europe/Berlin)`,
	} {
		q, err := Parse(typed, berlin)
		require.NoError(t, err)
		require.Equal(t, want, q.Words(berlin), "%q", typed)
	}
}

func TestFiltersAreSaidInPlainWords(t *testing.T) {
	q := All()
	q.Categories = []string{"webhook", "credit"}
	require.Equal(t, `events of category "webhook" or "credit"`, q.Words(nil))
	q.Terms = []Term{{Text: "a"}}
	q.Actions = []string{"webhook.created"}
	q.Members = []string{"Ada, or \"all\""}
	q.Imports = []int{3, 14}
	q.ConflictsOnly = true
	require.Equal(t, `events with "a" in any text, of category "webhook" or "credit", of action "webhook.created", by member "Ada, or \"all\"", brought by import 3 or 14, in conflict with another event`, q.Words(nil))
}

func TestWordsNameTheZoneUnlessItsNameSaysNothing(t *testing.T) {
	q := Query{From: 0, To: event.Latest}
	require.Equal(t, "events from 1970-01-01 00:00 +00:00 (UTC)", q.Words(nil))
	require.Equal(t, "events from 1970-01-01 00:00 +00:00 (UTC)", q.Words(time.UTC))
	require.Equal(t, "events from 1970-01-01 05:30 +05:30", q.Words(time.FixedZone("", 5*3600+1800)))
	require.NotContains(t, q.Words(time.Local), "Local")
}

func TestWordsTellQueriesApart(t *testing.T) {
	// Only queries that find different events must differ: a quoted word equals the plain
	// word.
	rapid.Check(t, func(t *rapid.T) {
		a, errA := Parse(texts().Draw(t, "a"), nil)
		b, errB := Parse(texts().Draw(t, "b"), nil)
		if errA != nil || errB != nil {
			t.Skip("a bad date")
		}
		for _, q := range []Query{a, b} {
			for i := range q.Terms {
				q.Terms[i].Phrase = false
			}
		}
		if a.Words(nil) == b.Words(nil) {
			require.Equal(t, a, b)
		}
	})
}
