package event_test

import (
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
)

// The feed's table as its page gives it: category, actions, what it covers.
const table = "testdata/event-types.txt"

func TestTheCatalogueIsTheFeedsTable(t *testing.T) {
	file, err := os.ReadFile(table)
	require.NoError(t, err)
	var rows [][3]string
	for line := range strings.Lines(string(file)) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		require.Len(t, cells, 3, line)
		rows = append(rows, [3]string(cells))
	}
	all := event.Catalogue()
	require.Len(t, rows, 16)
	require.Len(t, all, 16)
	actions := 0
	for i, c := range all {
		require.Equal(t, rows[i][0], c.Name)
		require.Equal(t, rows[i][2], c.Meaning)
		var names []string
		for _, a := range c.Actions {
			names = append(names, a.Name)
		}
		require.Equal(t, rows[i][1], strings.Join(names, ", "))
		actions += len(names)
	}
	require.Equal(t, 66, actions)
}

func TestEveryMeaningIsOnePlainLineOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	line := func(meaning string) {
		require.NotEmpty(t, meaning)
		require.LessOrEqual(t, len(meaning), 80, meaning)
		require.NotContains(t, meaning, "\n")
		require.Equal(t, strings.TrimSpace(meaning), meaning)
		first, _ := utf8.DecodeRuneInString(meaning)
		require.True(t, unicode.IsUpper(first), meaning)
		require.False(t, strings.HasSuffix(meaning, "."), meaning)
		require.False(t, seen[meaning], "twice: %s", meaning)
		seen[meaning] = true
	}
	for _, c := range event.Catalogue() {
		line(c.Meaning)
		for _, a := range c.Actions {
			line(a.Meaning)
		}
	}
}

func TestMeaningsAreFoundByName(t *testing.T) {
	for _, c := range event.Catalogue() {
		meaning, ok := event.CategoryMeaning(c.Name)
		require.True(t, ok)
		require.Equal(t, c.Meaning, meaning)
		for _, a := range c.Actions {
			meaning, ok := event.Meaning(c.Name, a.Name)
			require.True(t, ok)
			require.Equal(t, a.Meaning, meaning)
		}
	}
	meaning, _ := event.Meaning("api_key", "revoked")
	require.Equal(t, "An API key was blocked; programs that use it are refused", meaning)
}

func TestWhatIsNotInTheCatalogueIsNotKnown(t *testing.T) {
	for _, key := range [][2]string{
		{"api_key", "borrowed"}, {"api_key", ""}, {"api_key", "Created"}, {"api_key", "created "},
		{"robot", "created"}, {"", "created"}, {"", ""}, {"auth", "created"},
	} {
		meaning, ok := event.Meaning(key[0], key[1])
		require.False(t, ok, key)
		require.Empty(t, meaning)
	}
	for _, category := range []string{"", "robot", "API_KEY", "api_key.created"} {
		meaning, ok := event.CategoryMeaning(category)
		require.False(t, ok, category)
		require.Empty(t, meaning)
	}
}

func TestTheCatalogueCannotBeChangedByItsReaders(t *testing.T) {
	mine := event.Catalogue()
	mine[0].Name = "changed"
	mine[1].Actions[0].Meaning = "changed"
	require.Equal(t, "api_key", event.Catalogue()[0].Name)
	require.NotEqual(t, "changed", event.Catalogue()[1].Actions[0].Meaning)
}

func TestMeaningsAreFoundWithoutMemory(t *testing.T) {
	require.Zero(t, testing.AllocsPerRun(100, func() {
		event.Meaning("bug_report", "status_changed")
		event.CategoryMeaning("bug_report")
		event.Meaning("robot", "x")
	}))
}
