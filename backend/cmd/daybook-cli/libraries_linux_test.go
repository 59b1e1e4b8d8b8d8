package main

import (
	"bytes"
	"os"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// needing returns a program of the system, changed so that it needs a library of
// another name, which has as many letters as libc.so.6.
func needing(t *testing.T, library string) []byte {
	t.Helper()
	const own = "libc.so.6"
	require.Len(t, library, len(own))
	program, err := os.ReadFile("/bin/true")
	if err != nil || !bytes.Contains(program, []byte(own+"\x00")) {
		t.Skip("this system has no /bin/true of the usual kind")
	}
	return bytes.ReplaceAll(program, []byte(own+"\x00"), []byte(library+"\x00"))
}

func TestAMissingLibraryIsNamedInsteadOfTheLoadersWords(t *testing.T) {
	l := newLayout(t)
	l.put("lib/daybook/daybook-window", needing(t, "libwebkit"))
	for _, args := range [][]string{nil, {"some.daybook"}} {
		_, said, code := l.run("bin/daybook", args...)
		require.Equal(t, 1, code)
		require.Equal(t, "daybook: the window needs libwebkit, which is not on this computer; install the package "+
			"libwebkit2gtk-4.1-0 (Debian, Ubuntu) or webkit2gtk4.1 (Fedora); on the command line, daybook help says what there is\n", said)
	}
	out, said, code := l.run("bin/daybook", "version")
	require.Zero(t, code)
	require.NotEmpty(t, out)
	require.Empty(t, said)
}

func TestOfMissingLibrariesTheOneThatBringsTheOthersIsNamed(t *testing.T) {
	for _, c := range []struct {
		missing []string
		says    string
	}{
		{[]string{"libgtk-3.so.0"}, "the window needs libgtk-3.so.0, which"},
		{[]string{"libgtk-3.so.0", "libwebkit2gtk-4.1.so.0"}, "the window needs libwebkit2gtk-4.1.so.0 and one more library, which"},
		{[]string{"libgtk-3.so.0", "libwebkit2gtk-4.1.so.0", "libsoup-3.0.so.0"}, "the window needs libwebkit2gtk-4.1.so.0 and 2 more libraries, which"},
	} {
		require.ErrorContains(t, lacking(c.missing), c.says)
	}
	require.NoError(t, lacking(nil))
}

func TestAProgramWhoseLibrariesAreThereIsStarted(t *testing.T) {
	l := newLayout(t)
	l.put("true", needing(t, "libc.so.6"))
	require.Empty(t, missingLibraries(l.path("true"), libraryFolders(runtime.GOARCH)))
	require.Empty(t, missingLibraries(l.path("true"), nil), "the loader has places of its own")
	l.put("lib/daybook/daybook-window", needing(t, "libc.so.6"))
	_, said, code := l.run("bin/daybook", "some.daybook")
	require.Zero(t, code, said)
	require.Empty(t, said)
}

// TestTheLoaderIsNotAskedWhereTheLibrariesAreInTheUsualFolders keeps the
// start fast: asking the loader takes longer than everything else here.
func TestTheLoaderIsNotAskedWhereTheLibrariesAreInTheUsualFolders(t *testing.T) {
	l := newLayout(t)
	l.put("true", needing(t, "libwebkit"))
	l.put("usual/libwebkit", nil)
	require.Empty(t, missingLibraries(l.path("true"), []string{l.path("nowhere"), l.path("usual")}))
	require.Equal(t, []string{"libwebkit"}, missingLibraries(l.path("true"), []string{l.path("nowhere")}))
}

func TestWhatIsNoProgramOfThisKindIsLeftToTheSystem(t *testing.T) {
	l := newLayout(t)
	l.put("script", []byte(someWindow))
	require.Empty(t, missingLibraries(l.path("script"), nil))
	require.Empty(t, missingLibraries(l.path("missing"), nil))
	// A loader that does not list libraries would start the program.
	l.put("other", bytes.ReplaceAll(needing(t, "libwebkit"), []byte("/ld-linux"), []byte("/ld-other")))
	require.Empty(t, missingLibraries(l.path("other"), nil))
}
