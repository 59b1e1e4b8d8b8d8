//go:build unix

package main

import (
	"os"
	"os/user"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// someWindow is a program that prints how it was called, and its process id.
const someWindow = `#!/bin/sh
if [ "$1" = version ]; then echo daybook v9; echo "WebKitGTK 2.50.6"; exit 0; fi
printf '%s\n' "$0" "$@"
exit 7
`

func TestTheProgramBecomesTheOneWithTheWindow(t *testing.T) {
	for _, place := range []string{"bin/daybook-window", "lib/daybook/daybook-window"} {
		l := newLayout(t)
		l.put(place, []byte(someWindow))
		require.NoError(t, os.Symlink(l.path("bin/daybook"), l.path("linked")))
		for _, program := range []string{"bin/daybook", "linked"} {
			out, said, code := l.run(program, "Northwind 2026.daybook")
			require.Equal(t, l.path(place)+"\nNorthwind 2026.daybook\n", out)
			require.Empty(t, said)
			require.Equal(t, 7, code, "the code is that of the window")
			out, _, code = l.run(program)
			require.Equal(t, l.path(place)+"\n", out)
			require.Equal(t, 7, code)
		}
	}
}

func TestWhatShowsTheWindowIsAPartOfTheVersion(t *testing.T) {
	l := newLayout(t)
	out, _, code := l.run("bin/daybook", "--version")
	require.Zero(t, code)
	require.NotContains(t, out, "WebKitGTK")
	l.put("lib/daybook/daybook-window", []byte(someWindow))
	out, _, code = l.run("bin/daybook", "--version")
	require.Zero(t, code)
	require.Contains(t, out, "\nWebKitGTK 2.50.6\n")
	require.NotContains(t, out, "v9")
	l.put("lib/daybook/daybook-window", []byte("#!/bin/sh\nexit 1\n"))
	out, said, code := l.run("bin/daybook", "--version")
	require.Zero(t, code, said)
	require.NotContains(t, out, "WebKitGTK")
}

func TestAWindowThatCannotBeStartedIsNamed(t *testing.T) {
	l := newLayout(t)
	l.put("bin/daybook-window", []byte(someWindow))
	require.NoError(t, os.Chmod(l.path("bin/daybook-window"), 0o600))
	_, said, code := l.run("bin/daybook")
	require.Equal(t, 1, code)
	require.Equal(t, "daybook: start the window, "+l.path("bin/daybook-window")+": permission denied; "+install+" anew\n", said)
}

func TestHOMEIsTheOneOnRecordWhereNoneIsSet(t *testing.T) {
	me, err := user.Current()
	require.NoError(t, err)
	if !filepath.IsAbs(me.HomeDir) {
		t.Skip("this user has no home folder on record")
	}
	t.Setenv("HOME", "")
	l := newLayout(t)
	l.put("bin/daybook-window", []byte("#!/bin/sh\necho \"$HOME\"\n"))
	out, said, code := l.run("bin/daybook")
	require.Zero(t, code, said)
	require.Equal(t, me.HomeDir+"\n", out)
}
