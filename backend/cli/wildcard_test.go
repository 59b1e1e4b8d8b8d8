package cli_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

// onWindows runs a command as if a Windows shell had left its words alone.
func (s *shell) onWindows(args ...string) result {
	s.t.Helper()
	var out, err strings.Builder
	env := s.env(&out, &err)
	env.GOOS = "windows"
	code := cli.Main(s.ctx, args, env)
	return result{code, out.String(), err.String()}
}

func TestWildcardsAreExpandedWhereTheShellDoesNot(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	require.NoError(t, os.MkdirAll("2026/July/old.csv", 0o700)) // a folder that matches the pattern
	for _, name := range []string{"2026/July/a.csv", "2026/July/B.CSV", "2026/July/c.json", "2026/July/r[1].csv", "2026/July/r1.csv", "2026/july.csv", "2026/June.csv"} {
		s.write(name, events)
	}
	taken := func(args ...string) string {
		t.Helper()
		r := s.onWindows(append([]string{"import", "a.daybook"}, args...)...)
		require.Equal(t, cli.Done, r.code, r.err)
		var names []string
		for line := range strings.Lines(r.out) {
			if name, _, ok := strings.Cut(line, " (Activity feed"); ok {
				names = append(names, name)
			}
		}
		return strings.Join(names, " ")
	}
	require.Equal(t, "2026/July/B.CSV 2026/July/a.csv 2026/July/r1.csv 2026/July/r[1].csv", taken("2026/July/*.csv"))
	require.Equal(t, "2026/July/c.json 2026/July/B.CSV 2026/July/a.csv", taken("2026/July/c.*", "2026/July/?.csv"))
	require.Equal(t, "2026/July/B.CSV 2026/July/a.csv", taken("2026/J*/[A-B].csv"))
	require.Equal(t, "2026/June.csv 2026/july.csv", taken("2*/ju*.csv"))
	require.Equal(t, "2026/July/r[1].csv", taken("2026/July/r[1].csv"), "a file of that very name comes first")
	require.Equal(t, "2026/July/a.csv", taken("2026/July/a.csv"))
	require.NoError(t, os.MkdirAll("case [17]/more", 0o700))
	s.write("case [17]/more/a.csv", events)
	require.Equal(t, "case [17]/more/a.csv", taken("case [17]/more/*.csv"), "and so does a folder of that very name")
	require.Equal(t, "case [17]/more/a.csv", taken("case [17]/m*/*.csv"))

	// Words of a query and names of archives are not names of files to be read.
	s.does("import", "a.daybook", "2026/July/a.csv")
	s.write("no-webhook", "")
	require.Equal(t, s.run("search", "a.daybook", "*webhook"), s.onWindows("search", "a.daybook", "*webhook"))
	require.Contains(t, s.onWindows("info", "*.daybook").err, "there is no such folder")

	s.does("export", "a.daybook", "--format", "bundle")
	require.Equal(t, cli.Done, s.onWindows("verify-bundle", "*.zip").code)
	require.Equal(t, cli.Done, s.onWindows("check-file", "a.daybook", "evid*").code)
	s.write("other.zip", "")
	r := s.onWindows("verify-bundle", "*.zip")
	require.Equal(t, cli.Misuse, r.code)
	require.Contains(t, r.err, "it takes one bundle, and other.zip is one word too many")
}

func TestWildcardsThatNothingMatchesAreNamed(t *testing.T) {
	s := newShell(t)
	s.archive()
	for _, run := range []func(...string) result{s.run, s.onWindows} {
		for pattern, command := range map[string][]string{
			"*.csv": {"import", "a.daybook"}, "no*/x.csv": {"import", "a.daybook"}, "a.day*": {"import", "a.daybook"}, "[": {"import", "a.daybook"},
			"evidence?.zip": {"verify-bundle"}, "*.pdf": {"check-file", "a.daybook"},
		} {
			r := run(append(command, pattern)...)
			require.Equal(t, cli.Failed, r.code)
			require.Equal(t, "daybook "+command[0]+": no file matches "+pattern+"; look at its name and folder\n", r.err)
		}
		r := run("import", "a.daybook", "*.nothing", "activity.json")
		require.Equal(t, cli.Failed, r.code)
		require.Contains(t, r.out, "5 duplicates", "the others are taken in")
		require.Equal(t, 1, strings.Count(r.err, "\n"))
	}
}

func TestWildcardsAreLeftAloneWhereTheShellExpandsThem(t *testing.T) {
	s := newShell(t)
	s.archive()
	require.Contains(t, s.fails("import", "a.daybook", "*.json"), "no file matches *.json")
}
