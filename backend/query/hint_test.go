package query_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	. "daybook/backend/query"
)

func TestAHintIsGivenForWhatIsReadOtherwiseThanMeant(t *testing.T) {
	for typed, want := range map[string]string{
		"a AND b":                      "AND is looked for as a word; leave it out, all words must be found anyway",
		"a OR b AND c":                 "OR is looked for as a word; to allow one or the other, use the filters",
		"ＮＯＴ a":                        "NOT is looked for as a word; to leave out what has a word, write -word",
		"NOT*":                         "NOT is looked for as a word; to leave out what has a word, write -word",
		"Member: ada":                  "Member: is looked for as text; put what it asks for right behind it, without a space",
		"a -after:2026-08-02":          "-after:2026-08-02 is looked for as text; write before:2026-08-02",
		"-before:2026-08-02":           "-before:2026-08-02 is looked for as text; write after:2026-08-02",
		"-on:2026-08-02":               "-on:2026-08-02 is looked for as text; a day cannot be left out",
		"“api key”":                    `curly quotes are looked for as text; put a phrase in straight ones: "api key"`,
		"„api key“":                    `curly quotes are looked for as text; put a phrase in straight ones: "api key"`,
		"on:x AND":                     "AND is looked for as a word; leave it out, all words must be found anyway",
		`"a" AND`:                      "AND is looked for as a word; leave it out, all words must be found anyway",
		`"a AND b`:                     "",
		`-AND member:OR *NOT`:          "",
		"and or not And ANDROID":       "",
		"on:AND":                       "",
		"":                             "",
		"member:ada x: any: https://x": "",
		"say “so":                      `curly quotes are looked for as text; put a phrase in straight ones: "api key"`,
		"5“":                           "",
		"\xff":                         "",
	} {
		require.Equal(t, want, Hint(typed, nil), "%q", typed)
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
		require.Equal(t, c.want, Hint(c.typed, location(t, c.zone)), "%s in %s", c.typed, c.zone)
	}
}

// What the hint names as the second time is what the first leaves out.
func TestATimeThatIsShownTwiceIsTheFirstAndWithAnOffsetTheSecond(t *testing.T) {
	newYork := location(t, "America/New_York")
	from, until, err := ParseDate("2026-11-01T01:30", newYork)
	require.NoError(t, err)
	require.Equal(t, "2026-11-01T05:30:00Z 2026-11-01T05:31:00Z", utc(from, until))
	from, until, err = ParseDate("2026-11-01T01:30-05:00", newYork)
	require.NoError(t, err)
	require.Equal(t, "2026-11-01T06:30:00Z 2026-11-01T06:31:00Z", utc(from, until))
}
