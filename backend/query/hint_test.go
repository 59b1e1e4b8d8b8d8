package query_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	. "daybook/backend/query"
)

const (
	and    = "AND is looked for as a word; leave it out, all words must be found anyway"
	or     = "OR is looked for as a word, and all words must be found; to allow one or the other, use the filters"
	not    = "NOT is looked for as a word; to leave out what has a word, write -word"
	curly  = `curly quotes are looked for as text; put a phrase in straight ones: "api key"`
	known  = "; the fields are member:, category:, action:, description: and id:"
	star   = " is looked for with its * as text; a * is only read in front of a word: *hook finds webhook"
	bar    = ", and all words must be found; to allow one or the other, use the filters"
	behind = " is looked for as text; put what it asks for right behind it, without a space"
)

func TestHintsAreGivenForWhatIsReadOtherwiseThanMeant(t *testing.T) {
	for typed, want := range map[string][]string{
		"a AND b":                {and},
		"a OR b AND c OR d":      {or, and},
		"ＮＯＴ a":                  {not},
		"NOT*":                   {not},
		"Member: ada":            {"Member:" + behind},
		"actor: ada":             {"actor:" + behind},
		"-Event_ID:":             {"Event_ID:" + behind},
		"a -after:2026-08-02":    {"-after:2026-08-02 is looked for as text; write before:2026-08-02"},
		"-before:2026-08-02":     {"-before:2026-08-02 is looked for as text; write after:2026-08-02"},
		"-on:2026-08-02":         {"-on:2026-08-02 is looked for as text; a day cannot be left out"},
		"“api key”":              {curly},
		"„api key“":              {curly},
		"on:x AND":               {and},
		`"a" AND`:                {and},
		`"a AND b`:               {},
		`-AND member:OR *NOT`:    {},
		"and or not And ANDROID": {},
		"on:AND":                 {},
		"":                       {},
		"say “so":                {curly},
		"5“":                     {},
		"\xff":                   {},

		"user:ada":                             {"user: is no field, so user:ada is looked for as text" + known},
		"-ip:2001:db8::1 ü:x":                  {"ip: is no field, so ip:2001:db8::1 is looked for as text" + known, "ü: is no field, so ü:x is looked for as text" + known},
		"any: x":                               {"any: is no field, so any: is looked for as text" + known},
		"members:ada*":                         {"members: is no field, so members:ada is looked for as text" + known},
		`user:"ada l"`:                         {`user: is no field, so user:"ada is looked for as text` + known},
		"https://x c:\\x 14:00 :a : a.b:c":     {},
		`*user:ada member:user:ada "user:ada"`: {},
		"actor:ada event_id:evt_1 Actor:*ada":  {"member: is asked for more than once, and an event must have all of it in its one member; to allow one or the other, use the filters"},

		"ab:" + strings.Repeat("x", 100): {"ab: is no field, so ab:" + strings.Repeat("x", 57) + "… is looked for as text" + known},

		"web*hook":                 {"web*hook" + star},
		"*a*b":                     {"a*b" + star},
		"-description:a**":         {"a*" + star},
		`hook* *hook "web*hook" *`: {},

		"member=ana Actor=Ana@x.com": {"member=ana is looked for as text; write member:ana", "Actor=Ana@x.com is looked for as text; write member:Ana@x.com"},
		"a | b":                      {"| is looked for as text" + bar},
		"web|api":                    {"web|api is looked for as text" + bar},
		"a && b & c":                 {"&& is looked for as text; leave it out, all words must be found anyway", "& is looked for as text; leave it out, all words must be found anyway"},
		"!web":                       {"!web is looked for as text; to leave out what has a word, write -web"},
		"'web'":                      {`'web' is looked for with its quotes as text; put a phrase in straight double ones: "api key"`},
		"id:evt_1* -id:*evt":         {"id: wants the whole event_id; a * stands for no part of it"},
		`a=b thresholds={10} member= =a ! !! ' '' 'a R&D a|| "member=ana" it's x=member enabled=true`: {},
		"member:ana member:bo":    {"member: is asked for more than once, and an event must have all of it in its one member; to allow one or the other, use the filters"},
		"id:evt_1 event_id:evt_2": {"id: is asked for more than once, and an event must have all of it in its one id; to allow one or the other, search for each"},
		"category:a category:b action:x action:y": {
			"category: is asked for more than once, and an event must have all of it in its one category; to allow one or the other, use the filters",
			"action: is asked for more than once, and an event must have all of it in its one action; to allow one or the other, use the filters",
		},
		"member:ana -member:bo member:* description:a description:b": {},
	} {
		require.Equal(t, want, Hints(typed, nil), "%q", typed)
	}
}

func TestAHintTellsWhatClocksDoToADate(t *testing.T) {
	for _, c := range []struct{ typed, zone, want string }{
		{"on:2026-11-01T01:30", "America/New_York", "clocks in America/New_York show 2026-11-01T01:30 twice: it is the first time that is meant; for the second write 2026-11-01T01:30-05:00"},
		{"a after:2026-10-25T02:30:05", "Europe/Berlin", "clocks in Europe/Berlin show 2026-10-25T02:30:05 twice: it is the first time that is meant; for the second write 2026-10-25T02:30:05+01:00"},
		{"before:2026-10-25T02:00", "Europe/Berlin", "clocks in Europe/Berlin show 2026-10-25T02:00 twice: it is the first time that is meant; for the second write 2026-10-25T02:00+01:00"},
		{"on:2026-04-05T01:45", "Australia/Lord_Howe", "clocks in Australia/Lord_Howe show 2026-04-05T01:45 twice: it is the first time that is meant; for the second write 2026-04-05T01:45+10:30"},
		{"on:2026-10-25T01:59", "Europe/Berlin", ""},
		{"on:2026-10-25T03:00", "Europe/Berlin", ""},
		{"on:2026-04-05T01:29", "Australia/Lord_Howe", ""},
		{"on:2026-11-01T01:30-04:00", "America/New_York", ""},
		{"on:2026-11-01T01:30", "UTC", ""},
		{"on:2026-11-01", "America/New_York", ""},
		{"on:2023-11-05", "America/Havana", ""}, // a day is all of it
		{"on:2026-03-29T02:30", "Europe/Berlin", "clocks in Europe/Berlin never show 2026-03-29T02:30: they were put forward over it"},
		{"after:2011-12-30", "Pacific/Apia", "clocks in Pacific/Apia never show 2011-12-30: they were put forward over it"},
		{"after:2026-04-01 before:2026-03-01", "UTC", "no event can match: the dates have no time in common"},
		{"after:2026-04-01 before:2026-04-01", "UTC", "no event can match: the dates have no time in common"},
		{"on:2026-04-01 on:2026-04-02 a", "UTC", "no event can match: the dates have no time in common"},
		{"after:2026-04-01 before:2026-04-02", "UTC", ""},
	} {
		var hint string
		if hints := Hints(c.typed, location(t, c.zone)); c.want != "" || len(hints) > 0 {
			require.Len(t, hints, 1, "%s in %s", c.typed, c.zone)
			hint = hints[0]
		}
		require.Equal(t, c.want, hint, "%s in %s", c.typed, c.zone)
	}
}

// The time that the hint names as the second is the time that the first leaves out.
func TestATimeThatIsShownTwiceIsTheFirstAndWithAnOffsetTheSecond(t *testing.T) {
	newYork := location(t, "America/New_York")
	from, until, err := ParseDate("2026-11-01T01:30", newYork)
	require.NoError(t, err)
	require.Equal(t, "2026-11-01T05:30:00Z 2026-11-01T05:31:00Z", utc(from, until))
	from, until, err = ParseDate("2026-11-01T01:30-05:00", newYork)
	require.NoError(t, err)
	require.Equal(t, "2026-11-01T06:30:00Z 2026-11-01T06:31:00Z", utc(from, until))
}

func TestAnEventIDThatIsTypedAsAWordGetsAHint(t *testing.T) {
	there := func(q Query) (int, error) {
		require.Len(t, q.Terms, 1)
		require.Equal(t, ID, q.Terms[0].Field)
		if strings.HasPrefix(q.Terms[0].Text, "evt") {
			return 1, nil
		}
		return 0, nil
	}
	for typed, want := range map[string][]string{
		"Evt_1 EVT_1 x *evt_2": {"evt_1 is the event_id of an event; to find it, write id:evt_1", "evt_2 is the event_id of an event; to find it, write id:evt_2"},
		`"evt 1"`:              {`evt 1 is the event_id of an event; to find it, write id:"evt 1"`},
		"-evt_1 id:evt_1 member:evt_1 x on:2026-08-02": nil,
		"": nil,
	} {
		q, err := Parse(typed, nil)
		require.NoError(t, err)
		hints, err := IDHints(q, there)
		require.NoError(t, err)
		require.Equal(t, want, hints, "%q", typed)
	}
	q, err := Parse("evt_1", nil)
	require.NoError(t, err)
	failed := errors.New("x")
	_, err = IDHints(q, func(Query) (int, error) { return 0, failed })
	require.Equal(t, failed, err)
}
