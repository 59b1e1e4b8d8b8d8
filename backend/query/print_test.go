package query_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	. "daybook/backend/query"
)

func TestAQueryPrintsBackAsItIsTyped(t *testing.T) {
	berlin := location(t, "Europe/Berlin")
	for _, tt := range []struct{ typed, printed string }{
		{"", ""},
		{"  Webhook   -Test ", "webhook -test"},
		{`-MEMBER:*"Ada  L`, `-member:*"ada l"`},
		{"key* key** *key", "key key** *key"},
		{"- -- member: -member: -after:x x:y", "- -- member: -member: -after:x x:y"},
		{"* member:* \"\"", ""},
		{`"one" two`, `"one" two`},
		{`"one"two`, `"one" two`},
		{"id:*A id:**a", "id:*a id:**a"},
		{"actor:Ada -event_id:*w actor:", "member:ada -id:*w actor:"},
		{"on:2026-03-29 key", "key after:2026-03-28T23:00:00Z before:2026-03-29T22:00:00Z"},
		{"after:2026-08-02T14:00:05.250", "after:2026-08-02T12:00:05.25Z"},
		{"before:1678-01-01", "before:1678-01-01T00:00:00Z"},
		{"on:2261-12-31T23:59Z", "after:2261-12-31T23:59:00Z"},
	} {
		q, err := Parse(tt.typed, berlin)
		require.NoError(t, err)
		require.Equal(t, tt.printed, q.String(), "%q", tt.typed)
		again, err := Parse(q.String(), time.UTC)
		require.NoError(t, err)
		require.Equal(t, q, again, "%q", tt.typed)
	}
}

func TestPrintingAndParsingGivesTheSameQuery(t *testing.T) {
	zones := []*time.Location{time.UTC, location(t, "Pacific/Apia"), location(t, "America/Los_Angeles")}
	dates := rapid.Custom(func(t *rapid.T) string {
		at := moments().Draw(t, "date").UTC()
		layout := rapid.SampledFrom([]string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339Nano, "2006-01-02T15:04:05.000Z"}).Draw(t, "layout")
		return rapid.SampledFrom([]string{"after:", "before:", "on:"}).Draw(t, "word") + at.Format(layout)
	})
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.OneOf(texts(), dates), 0, 4).Draw(t, "parts")
		q, err := Parse(strings.Join(parts, " "), rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Skip("a bad date")
		}
		again, err := Parse(q.String(), rapid.SampledFrom(zones).Draw(t, "other zone"))
		require.NoError(t, err, "%q", q.String())
		require.Equal(t, q, again, "%q", q.String())
		require.Equal(t, q.String(), again.String())
	})
}

// Printed queries are kept, and must keep their meaning for ever.
func TestAKeptQueryIsReadAsItWasMeantWhenItWasPrinted(t *testing.T) {
	for printed, terms := range map[string][]Term{
		"member:ana":                {{Text: "ana", Field: Member}},
		"actor:ana":                 {{Text: "actor:ana"}}, // from before actor: was a field
		"-event_id:x member:ana":    {{Text: "event_id:x", Exclude: true}, {Text: "ana", Field: Member}},
		`"actor:ana"`:               {{Text: "actor:ana", Phrase: true}},
		"*actor:ana member:actor:a": {{Text: "actor:ana", Inside: true}, {Text: "actor:a", Field: Member}},
	} {
		q, err := ParsePrinted(printed)
		require.NoError(t, err)
		want := All()
		want.Terms = terms
		require.Equal(t, want, q, printed)
	}
	for _, other := range []string{"Member:ana", " a", "a  b", "actor:Ana", "actor:*", "on:2026-08-02", "after:2026-08-02", "actor:ana on:2026-08-02", "after:never"} {
		_, err := ParsePrinted(other)
		require.Error(t, err, other)
	}
	rapid.Check(t, func(t *rapid.T) {
		q, err := Parse(texts().Draw(t, "typed"), nil)
		if err != nil {
			t.Skip("a bad date")
		}
		again, err := ParsePrinted(q.String())
		require.NoError(t, err, "%q", q.String())
		require.Equal(t, q, again)
	})
}

// A program may make terms that nobody typed, such as a term for a member that was
// clicked.
func TestATermMadeByAProgramIsPrintedSoThatItReadsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		term := Term{
			Exclude: rapid.Bool().Draw(t, "exclude"),
			Field:   rapid.SampledFrom([]Field{Any, Member, Category, Action, Description, ID}).Draw(t, "field"),
			Inside:  rapid.Bool().Draw(t, "inside"),
			Phrase:  rapid.Bool().Draw(t, "phrase"),
			Text:    strings.ReplaceAll(Normal(texts().Draw(t, "text")), `"`, "'"),
		}
		q := All()
		if q.Terms = []Term{term}; term.Text == "" {
			require.Empty(t, q.String())
			return
		}
		again, err := Parse(q.String(), nil)
		require.NoError(t, err, "%q", q.String())
		require.Len(t, again.Terms, 1, "%q", q.String())
		read := again.Terms[0]
		require.Equal(t, []any{term.Exclude, term.Field, term.Inside, term.Text},
			[]any{read.Exclude, read.Field, read.Inside, read.Text}, "%q", q.String())
		require.True(t, read.Phrase || !term.Phrase, "%q", q.String())
	})
	for text, printed := range map[string]string{
		"a b": `"a b"`, "-a": `"-a"`, "*a": `"*a"`, "member:a": `"member:a"`, "after:x": `"after:x"`, "member:": "member:", "-": "-", `a"b`: `a"b`, "a*": "a**",
	} {
		require.Equal(t, printed, Term{Text: text}.String())
	}
}

// A program may also make a range beyond the dates that can be typed, where
// no event is.
func TestARangeBeyondTheYearsOfEventsPrintsAsOneThatHoldsTheSame(t *testing.T) {
	ends := []event.Time{event.Earliest, event.Earliest + 1, event.MinTime - 1, event.MinTime, 0, event.MaxTime, event.MaxTime + 1, event.Latest - 1, event.Latest}
	for _, from := range ends {
		for _, to := range ends {
			q := Query{From: from, To: to}
			again, err := Parse(q.String(), nil)
			require.NoError(t, err, "%q", q.String())
			for _, at := range []event.Time{event.MinTime, event.MinTime + 1, 0, event.MaxTime - 1, event.MaxTime} {
				require.Equal(t, q.Covers(at), again.Covers(at), "%v until %v prints as %q, at %v", from, to, q.String(), at)
			}
		}
	}
	require.Empty(t, All().String())
	require.Equal(t, "after:1970-01-01T00:00:00Z before:1970-01-01T00:00:00Z", Query{}.String())
}

func TestFieldsPrintAsTheyAreTyped(t *testing.T) {
	require.Equal(t, "", Any.String())
	require.Equal(t, "member", Member.String())
	require.Equal(t, "id", ID.String())
	require.Equal(t, "", Field(99).String())
}
