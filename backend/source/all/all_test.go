package all_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/source/all"
	"daybook/backend/source/sourcetest"
)

func TestEverySourceHasANameForPeople(t *testing.T) {
	for _, s := range all.Sources {
		require.NotEmpty(t, s.Name)
		require.Equal(t, s.Name, all.Name(s.ID))
	}
	require.Equal(t, "AWS CloudTrail, GitHub", all.Name("cloudtrail, github"))
	require.Equal(t, "Sample", all.Name("sample"))
	require.Equal(t, "activity feed, invented", all.Name("activity feed, invented"))
}

func TestSourcesAreNamedInASentence(t *testing.T) {
	require.Contains(t, all.Listed(all.Names(), "or"), "the activity feed, Google Workspace, ")
	require.Regexp(t, `^[^,]+(, [^,]+)* and [^,]+$`, all.Reads())
}

// README names the sources between two marks.
func TestREADMENamesEverySource(t *testing.T) {
	const readme = "../../../README.md"
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	marked := regexp.MustCompile(`(<!-- sources -->)([^<]*)(<!-- -->)`)
	want := all.Listed(all.Names(), "and")
	if *sourcetest.Update {
		text = marked.ReplaceAll(text, []byte("${1}"+want+"${3}"))
		require.NoError(t, os.WriteFile(readme, text, 0o644))
	}
	found := marked.FindAllSubmatch(text, -1)
	require.Len(t, found, 1)
	require.Equal(t, want, string(found[0][2]), "run go test ./backend/source/all -update")
}
