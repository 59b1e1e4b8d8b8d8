package cli_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

// named returns the commands that help lists.
func (s *shell) named() []string {
	s.t.Helper()
	_, list, found := strings.Cut(s.does("help"), "\nCommands:\n")
	require.True(s.t, found)
	list, _, _ = strings.Cut(list, "\n\n")
	var names []string
	for line := range strings.Lines(list) {
		names = append(names, strings.Fields(line)[0])
	}
	require.Len(s.t, names, 21)
	return names
}

func TestHelpIsTheSameHoweverItIsAskedFor(t *testing.T) {
	s := newShell(t)
	require.Equal(t, s.does("help"), s.does("--help"))
	require.Equal(t, s.does("help"), s.does("-h"))
	for _, name := range s.named() {
		want := s.does("help", name)
		require.Contains(t, want, "\nExit codes:\n  0  ", name)
		require.Contains(t, want, "\n  1  ", name)
		require.Contains(t, want, "\n  2  wrong usage\n", name)
		for _, words := range [][]string{{"--help", name}, {"-h", name}, {name, "--help"}, {name, "-h"}, {name, "a", "b", "c", "--help"}, {name, "--quiet", "-h"}} {
			require.Equal(t, want, s.does(words...), words)
		}
	}
	require.Contains(t, s.misuses("help", "--man", "search"), "--man prints one page for all commands")
	require.Contains(t, s.does("help", "--man"), `.TH DAYBOOK 1`)
}

func TestTheVersionIsSaidHoweverItIsAskedFor(t *testing.T) {
	s := newShell(t)
	for _, word := range []string{"version", "--version", "-V", "-v"} {
		require.Equal(t, "daybook 1.0\ncommit 0123456\n", s.does(word))
		require.Contains(t, s.misuses(word, "more"), "it takes no arguments")
	}
	for engine, want := range map[string]string{"WebKitGTK 2.50.0": "daybook 1.0\ncommit 0123456\nWebKitGTK 2.50.0\n", "": "daybook 1.0\ncommit 0123456\n"} {
		var out strings.Builder
		env := s.env(&out, io.Discard)
		env.Engine = func() string { return engine }
		require.Equal(t, cli.Done, cli.Main(s.ctx, []string{"-V"}, env))
		require.Equal(t, want, out.String())
	}
}

func TestTheEngineIsAskedForNothingButTheVersion(t *testing.T) {
	s := newShell(t)
	env := s.env(io.Discard, io.Discard)
	env.Engine = func() string { require.Fail(t, "it costs time"); return "" }
	for _, words := range [][]string{{"help"}, {"new", "a.daybook"}, {"info", "a.daybook"}} {
		require.Equal(t, cli.Done, cli.Main(s.ctx, words, env))
	}
}

func TestBundlesAndFilesAreHandedToTheWindow(t *testing.T) {
	s := newShell(t)
	s.write("notes.txt", "")
	s.write("verify", "") // the name of a command
	require.NoError(t, os.Mkdir("folder", 0o700))
	var opened []string
	env := s.env(io.Discard, io.Discard)
	env.Window = s.window(&opened)
	for _, path := range []string{"evidence.zip", "CASE.ZIP", "case.daybook-evidence", "Case.Daybook", "notes.txt", "folder", filepath.Join(s.dir, "verify"), "./verify"} {
		opened = nil
		require.Equal(t, cli.Done, cli.Main(s.ctx, []string{path}, env), path)
		require.Equal(t, []string{path}, opened)
	}
	opened = nil
	for _, words := range [][]string{{"verify"}, {"evidence.zip", "more"}, {"evidence"}, {"evidence.txt"}, {"--evidence.zip"}} {
		require.Equal(t, cli.Misuse, cli.Main(s.ctx, words, env), words)
	}
	require.Empty(t, opened)
}

func TestCompletionsAreForOneKnownShell(t *testing.T) {
	s := newShell(t)
	for _, name := range []string{"bash", "zsh", "fish"} {
		require.Contains(t, s.does("completion", name), "Completions of daybook for "+name)
	}
	require.Contains(t, s.misuses("completion"), "it needs the name of a shell: bash, zsh, fish")
	require.Contains(t, s.misuses("completion", "tcsh"), "there are completions for bash, zsh, fish, and none for tcsh")
	require.Contains(t, s.misuses("completion", "bash", "zsh"), "it is for one shell at a time")
}
