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
		require.Equal(t, want, Hint(typed), "%q", typed)
	}
}
