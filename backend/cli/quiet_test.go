package cli_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

// quietly runs a command with --quiet on a terminal, and returns its output
// there.
func (s *shell) quietly(args ...string) string {
	s.t.Helper()
	var out, said strings.Builder
	env := s.env(&out, &said)
	env.Width = func(io.Writer) int { return 80 }
	code := cli.Main(s.ctx, append(args, "--quiet"), env)
	require.Equal(s.t, cli.Done, code, "%v: %s", args, said.String())
	require.Empty(s.t, said.String(), "%v", args)
	return out.String()
}

func TestQuietLeavesTheAnswerAlone(t *testing.T) {
	s := newShell(t)
	s.write("activity.json", events)
	for _, words := range [][]string{
		{"new", "a.daybook"},
		{"import", "a.daybook", "activity.json"}, {"import", "a.daybook", "activity.json"},
		{"export", "a.daybook", "webhook", "--member", "nobody", "--format", "csv", "-o", "nothing.csv"},
		{"export", "a.daybook", "--format", "json", "-o", "all.json"},
		{"export", "a.daybook", "--format", "bundle"},
		{"checkpoint", "a.daybook", "-o", "a.checkpoint"},
		{"plan", "a.daybook", "pro", "--yes"},
		{"purge", "a.daybook", "--yes"},
		{"sample", "s.daybook", "--events", "3000"},
	} {
		require.Empty(t, s.quietly(words...), words)
	}
	require.FileExists(t, "all.json")
	require.FileExists(t, "evidence.zip")

	s.width = 80
	for _, words := range [][]string{
		{"search", "s.daybook", "webhook"}, {"info", "s.daybook"}, {"journal", "s.daybook"},
		{"verify-bundle", "evidence.zip"}, {"checkpoint", "a.daybook", "--compare", "a.checkpoint"}, {"check-file", "a.daybook", "all.json"},
		{"plan", "a.daybook"}, {"plan", "a.daybook", "free", "--dry-run"}, {"purge", "a.daybook", "--dry-run"}, {"hold", "a.daybook", "--list"},
		{"export", "s.daybook", "--format", "csv", "-o", "-"}, {"help"}, {"help", "search"}, {"version"}, {"completion", "bash"},
	} {
		answer := s.does(words...)
		require.NotEmpty(t, answer)
		require.Equal(t, answer, s.quietly(words...), words)
	}
	require.Contains(t, s.quietly("verify", "s.daybook"), "Verified: 3,000 events")
	require.Contains(t, s.quietly("hold", "s.daybook", "--reason", "x"), "Placed H1")
	require.Contains(t, s.quietly("import", "a.daybook", "activity.json", "--json"), `"read":5`)
}

func TestQuietKeepsErrorsAndWhatWasNotTakenIn(t *testing.T) {
	s := newShell(t)
	s.archive()
	s.write("troubled.json", troubled)
	loud, quiet := newCopy(s, "import", "b.daybook"), newCopy(s, "import", "c.daybook")
	require.Equal(t, loud("troubled.json"), quiet("troubled.json", "-q"))
	for _, words := range [][]string{
		{"info", "missing.daybook"}, {"import", "a.daybook", "missing.json"}, {"verify-bundle", "activity.json"}, {"check-file", "a.daybook", "troubled.json"},
	} {
		loud, quiet := s.run(words...), s.run(append(words, "-q")...)
		require.Equal(t, cli.Failed, quiet.code)
		require.NotEmpty(t, quiet.err)
		require.Equal(t, loud, quiet)
	}
	require.Contains(t, s.misuses("search", "-q"), "it needs an archive")
	require.Contains(t, s.misuses("search", "a.daybook", "-q", "--quiet"), "--quiet is given twice")
}

// newCopy returns a function that runs command on an archive of its own with some
// events.
func newCopy(s *shell, command, archive string) func(args ...string) string {
	s.does("new", archive)
	s.does("import", archive, "activity.json")
	return func(args ...string) string { return s.does(append([]string{command, archive}, args...)...) }
}

// onTerminal runs a command slowly on a terminal, and returns all of its output.
func (s *shell) onTerminal(args ...string) string {
	s.t.Helper()
	var screen strings.Builder
	env := s.env(&screen, &screen)
	env.Width = func(io.Writer) int { return 80 }
	now := someDay
	env.Now = func() time.Time { now = now.Add(time.Second); return now }
	require.Equal(s.t, cli.Done, cli.Main(s.ctx, args, env), screen.String())
	return screen.String()
}

func TestNoProgressIsDrawnWhereATerminalIsDumb(t *testing.T) {
	s := newShell(t)
	t.Setenv("TERM", "xterm")
	require.Contains(t, s.onTerminal("sample", "a.daybook", "--events", "3000"), "\r")
	t.Setenv("TERM", "dumb")
	require.NotContains(t, s.onTerminal("sample", "b.daybook", "--events", "3000"), "\r")
	require.NotContains(t, s.onTerminal("verify", "b.daybook"), "\r")
}

func TestNothingIsInColour(t *testing.T) {
	s := newShell(t)
	s.write("troubled.json", troubled) // it has an escape sequence
	for _, set := range []string{"", "1"} {
		t.Setenv("NO_COLOR", set)
		t.Setenv("TERM", "xterm-256color")
		archive := "a" + set + ".daybook"
		for _, words := range [][]string{
			{"new", archive}, {"import", archive, "troubled.json"}, {"search", archive, "--facets"}, {"search", archive, "--json"}, {"info", archive},
			{"verify", archive}, {"journal", archive}, {"help", "search"}, {"export", archive, "--format", "bundle", "--force"}, {"verify-bundle", "evidence.zip"},
		} {
			require.NotContains(t, s.onTerminal(words...), "\x1b", words)
		}
	}
}
