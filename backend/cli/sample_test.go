package cli_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/sample"
)

func TestTheSampleHoldsEachExampleOfTheFeed(t *testing.T) {
	s := newShell(t)
	s.does("sample", "s.daybook")
	require.Equal(t, 20_000, s.found("s.daybook").Total)
	for _, example := range sample.Examples() {
		found := s.found("s.daybook", "--action", example.Key(), "--", example.Description)
		require.NotEmpty(t, found.Events, "%s", example.Description)
		require.True(t, slices.ContainsFunc(found.Events, func(e eventLine) bool { return e.Description == example.Description }))
	}
}

func TestTheSameSeedGivesTheSameSample(t *testing.T) {
	s := newShell(t)
	events := func(args ...string) string {
		s.does(append([]string{"sample", "--events=1000"}, args...)...)
		return s.does("export", args[0], "--format", "json", "-o", "-")
	}
	one := events("a.daybook")
	require.Equal(t, one, events("b.daybook", "--seed", "1"))
	require.NotEqual(t, one, events("c.daybook", "--seed", "2"))
	require.Contains(t, s.does("sample", "a.daybook", "--events=1000"), "1,000 read = 0 added + 1,000 duplicates")
}

func TestASampleIsNotMixedWithImportedEvents(t *testing.T) {
	s := newShell(t)
	s.archive()
	require.Contains(t, s.fails("sample", "a.daybook"), "choose another name")
	require.Equal(t, 5, s.found("a.daybook").Total)
}
