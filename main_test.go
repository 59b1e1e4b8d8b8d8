package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/keys/keystest"
)

// beDaybook is the variable that makes this test's program be Daybook.
const beDaybook = "DAYBOOK_TEST_IS_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(beDaybook) == "" {
		os.Exit(keystest.Run(m))
	}
	main()
}

// daybook is the program, ready to be started.
func daybook(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), beDaybook+"=1")
	return cmd
}

func TestTheProgramExitsWithTheCodeOfItsCommand(t *testing.T) {
	for line, want := range map[string]int{"version": 0, "info missing.daybook": 1, "search": 2} {
		err := daybook(strings.Fields(line)...).Run()
		if want == 0 {
			require.NoError(t, err)
			continue
		}
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit)
		require.Equal(t, want, exit.ExitCode(), line)
	}
}

func TestWithoutADisplayThereIsAWordInsteadOfAWindow(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere there always is one")
	}
	for _, args := range [][]string{nil, {"Some.daybook"}} {
		cmd := daybook(args...)
		cmd.Env = append(cmd.Env, "DISPLAY=", "WAYLAND_DISPLAY=")
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit)
		require.Equal(t, 1, exit.ExitCode())
		require.Equal(t, "daybook: there is no display to open the window on; on the command line, daybook help says what there is\n", string(out))
	}
}

func TestTheVersionIsSaid(t *testing.T) {
	out, err := daybook("version").Output()
	require.NoError(t, err)
	require.Contains(t, string(out), "daybook "+version+"\n")
}

// state is what an archive holds, as info says it, and the files of its folder
// that are not empty.
func state(t *testing.T, archive string) string {
	t.Helper()
	out, err := daybook("info", archive, "--json").Output()
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
		require.NoError(t, daybook(strings.Fields(line)...).Run(), line)
	}
	before := state(t, "a.daybook")
	for _, sent := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		// What this test was started with may ignore them, and children inherit that.
		require.False(t, signal.Ignored(sent))
		var said bytes.Buffer
		cmd := daybook("import", "a.daybook", "big.json")
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
	require.NoError(t, daybook("import", "a.daybook", "big.json").Run())
	require.NoError(t, daybook("verify", "a.daybook").Run())
}
