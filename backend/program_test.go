package backend_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/keys/keystest"
	"daybook/backend/release"
)

func TestMain(m *testing.M) { os.Exit(keystest.Run(m)) }

// built is the path of the program, which is built once, without the tags that give it
// a window. It lies in the tests' own configuration folder and goes with it.
var built = sync.OnceValues(func() (string, error) {
	path := filepath.Join(os.Getenv("DAYBOOK_CONFIG"), "program")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", path, "daybook").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w: %s", err, out)
	}
	return path, nil
})

// daybook is the program, ready to be started.
func daybook(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	program, err := built()
	require.NoError(t, err)
	return exec.Command(program, args...)
}

func TestTheProgramExitsWithTheCodeOfItsCommand(t *testing.T) {
	for line, want := range map[string]int{"version": 0, "info missing.daybook": 1, "search": 2} {
		err := daybook(t, strings.Fields(line)...).Run()
		if want == 0 {
			require.NoError(t, err)
			continue
		}
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit)
		require.Equal(t, want, exit.ExitCode(), line)
	}
}

// TestABuildWithoutAWindowSaysSo is of this one, which has no tags, whether there
// is a display or not.
func TestABuildWithoutAWindowSaysSo(t *testing.T) {
	for _, display := range []string{"", ":99"} {
		for _, args := range [][]string{nil, {"Some.daybook"}} {
			cmd := daybook(t, args...)
			cmd.Env = append(os.Environ(), "DISPLAY="+display, "WAYLAND_DISPLAY=")
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			require.ErrorAs(t, err, &exit)
			require.Equal(t, 1, exit.ExitCode())
			require.Equal(t, "daybook: this build of Daybook has no window; on the command line, daybook help says what there is\n", string(out))
		}
	}
}

func TestTheVersionIsSaid(t *testing.T) {
	out, err := daybook(t, "version").Output()
	require.NoError(t, err)
	require.Contains(t, string(out), "daybook "+release.Version()+"\n")
}

// state is the content of an archive, as info prints it, and the files of its folder
// that are not empty.
func state(t *testing.T, archive string) string {
	t.Helper()
	out, err := daybook(t, "info", archive, "--json").Output()
	require.NoError(t, err)
	var all strings.Builder
	all.Write(out)
	err = filepath.WalkDir(archive, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.Name() == "LOCK" {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().IsRegular() && info.Size() > 0 {
			fmt.Fprintln(&all, path, info.Size())
		}
		return err
	})
	require.NoError(t, err)
	return all.String()
}

func TestASignalStopsAnImportAndLeavesTheArchiveAsItWas(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be sent these signals")
	}
	t.Chdir(t.TempDir())
	for _, line := range []string{
		"sample big.daybook --events 30000", "export big.daybook --format json -o big.json",
		"new a.daybook", "sample a.daybook --events 100",
	} {
		require.NoError(t, daybook(t, strings.Fields(line)...).Run(), line)
	}
	before := state(t, "a.daybook")
	for _, sent := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		// What this test was started with may ignore them, and children inherit that.
		require.False(t, signal.Ignored(sent))
		var said bytes.Buffer
		cmd := daybook(t, "import", "a.daybook", "big.json")
		cmd.Stderr = &said
		require.NoError(t, cmd.Start())
		building := func() bool { // segments, which takes longer than looking
			entries, err := os.ReadDir(filepath.Join("a.daybook", "work"))
			return err == nil && len(entries) > 0
		}
		require.Eventually(t, building, 5*time.Minute, time.Millisecond)
		require.NoError(t, cmd.Process.Signal(sent))
		var exit *exec.ExitError
		require.ErrorAs(t, cmd.Wait(), &exit, "%s", said.String())
		require.Equal(t, 1, exit.ExitCode(), "%s", said.String())
		require.Equal(t, "daybook import: stopped; the archive is as it was\n", said.String())
		require.Equal(t, before, state(t, "a.daybook"))
	}
	require.NoError(t, daybook(t, "import", "a.daybook", "big.json").Run())
	require.NoError(t, daybook(t, "verify", "a.daybook").Run())
}
