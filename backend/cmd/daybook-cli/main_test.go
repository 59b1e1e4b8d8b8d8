package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/keys/keystest"
)

// beDaybook is the environment variable that makes this test's program act as Daybook.
const beDaybook = "DAYBOOK_TEST_IS_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(beDaybook) == "" {
		os.Exit(keystest.Run(m))
	}
	main()
}

// systems are the operating systems that the program is made for.
var systems = []string{"linux/amd64", "linux/arm64", "windows/amd64", "windows/arm64", "darwin/amd64", "darwin/arm64"}

func TestItLinksNoWindowSystem(t *testing.T) {
	for _, target := range systems {
		system, processor, _ := strings.Cut(target, "/")
		cmd := exec.Command("go", "list", "-deps", "-f", "{{.ImportPath}} {{len .CgoFiles}} {{.Incomplete}}", ".")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+processor)
		out, err := cmd.Output()
		require.NoError(t, err, target)
		packages := strings.Split(strings.TrimSpace(string(out)), "\n")
		require.Contains(t, packages, "daybook/backend/archive 0 false")
		for _, one := range packages {
			require.NotContains(t, one, "wails", target)
			require.NotContains(t, one, "webview", target)
			require.True(t, strings.HasSuffix(one, " 0 false"), "%s: %s", target, one)
		}
	}
}

// layout is a folder with the program at bin/daybook.
type layout struct {
	t    *testing.T
	root string
}

func newLayout(t *testing.T) layout {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	l := layout{t, root}
	own, err := os.ReadFile(os.Args[0])
	require.NoError(t, err)
	l.put("bin/daybook", own)
	return l
}

func (l layout) path(name string) string { return filepath.Join(l.root, filepath.FromSlash(name)) }

func (l layout) put(name string, content []byte) {
	l.t.Helper()
	require.NoError(l.t, os.MkdirAll(filepath.Dir(l.path(name)), 0o700))
	require.NoError(l.t, os.WriteFile(l.path(name), content, 0o700))
}

// run runs the program, called by a path, and returns its output and exit code.
func (l layout) run(program string, args ...string) (stdout, stderr string, code int) {
	l.t.Helper()
	cmd := exec.Command(l.path(program), args...)
	cmd.Dir = l.root
	cmd.Env = append(os.Environ(), beDaybook+"=1")
	var out, said strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		require.ErrorAs(l.t, err, &exit)
	}
	return out.String(), said.String(), cmd.ProcessState.ExitCode()
}

func TestItIsTheWholeCommandLine(t *testing.T) {
	l := newLayout(t)
	for _, words := range [][]string{{"sample", "s.daybook", "--events", "200"}, {"search", "s.daybook", "webhook"}, {"verify", "s.daybook"}, {"version"}} {
		out, said, code := l.run("bin/daybook", words...)
		require.Zero(t, code, said)
		require.NotEmpty(t, out)
	}
	_, said, code := l.run("bin/daybook", "info", "missing.daybook")
	require.Equal(t, 1, code)
	require.Contains(t, said, "daybook info: open missing.daybook: there is no such folder")
	_, _, code = l.run("bin/daybook", "search")
	require.Equal(t, 2, code)
}

func TestWithoutTheWindowsProgramThereIsAWord(t *testing.T) {
	l := newLayout(t)
	for _, args := range [][]string{nil, {"some.daybook"}, {"evidence.zip"}} {
		out, said, code := l.run("bin/daybook", args...)
		require.Equal(t, 1, code)
		require.Empty(t, out)
		require.Equal(t, "daybook: the window is not installed here; "+install+"; on the command line, daybook help says what there is\n", said)
	}
	require.NoError(t, os.MkdirAll(l.path("bin/daybook-window"), 0o700)) // a folder is not a program
	_, said, code := l.run("bin/daybook")
	require.Equal(t, 1, code)
	require.Contains(t, said, "the window is not installed here")
}

func TestTheWindowsProgramIsFoundBesideOrInTheLibraries(t *testing.T) {
	l := newLayout(t)
	for _, c := range []struct{ system, there, found string }{
		{"windows", "bin/daybook.exe", "bin/daybook.exe"},
		{"linux", "lib/daybook/daybook-window", "lib/daybook/daybook-window"},
		{"darwin", "bin/daybook-window", "bin/daybook-window"}, // this place comes first
	} {
		_, err := findWindow(l.path("bin"), c.system)
		if c.system != "darwin" {
			require.ErrorIs(t, err, errNoWindow)
		}
		l.put(c.there, nil)
		found, err := findWindow(l.path("bin"), c.system)
		require.NoError(t, err)
		require.Equal(t, l.path(c.found), found)
	}
}
