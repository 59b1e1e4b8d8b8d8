package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"os/signal"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/instance"
	"daybook/backend/keys"
	"daybook/backend/keys/keystest"
	"daybook/backend/release"
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

// TestABuildWithoutAWindowSaysSo is of this one, which has no tags, whether there
// is a display or not.
func TestABuildWithoutAWindowSaysSo(t *testing.T) {
	for _, display := range []string{"", ":99"} {
		for _, args := range [][]string{nil, {"Some.daybook"}} {
			cmd := daybook(args...)
			cmd.Env = append(cmd.Env, "DISPLAY="+display, "WAYLAND_DISPLAY=")
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			require.ErrorAs(t, err, &exit)
			require.Equal(t, 1, exit.ExitCode())
			require.Equal(t, "daybook: this build of Daybook has no window; on the command line, daybook help says what there is\n", string(out))
		}
	}
}

func TestWhereThereCanBeNoWindowAWordSaysWhy(t *testing.T) {
	env := func(set ...string) func(string) string {
		return func(name string) string {
			if slices.Contains(set, name) {
				return "wayland-0"
			}
			return ""
		}
	}
	require.ErrorContains(t, noWindow(false, "linux", env("DISPLAY")), "this build of Daybook has no window; ")
	require.ErrorContains(t, noWindow(true, "linux", env()), "there is no display to open the window on; ")
	require.NoError(t, noWindow(true, "linux", env("DISPLAY")))
	require.NoError(t, noWindow(true, "linux", env("WAYLAND_DISPLAY")))
	require.NoError(t, noWindow(true, "windows", env()))
	require.NoError(t, noWindow(true, "darwin", env()))
}

func TestWaylandIsUsedWhereThereIsNothingElse(t *testing.T) {
	for _, c := range []struct{ display, wayland, asked, want string }{
		{"", "wayland-0", "", "wayland"},
		{":0", "wayland-0", "", ""},
		{":0", "", "", ""},
		{"", "wayland-0", "broadway", "broadway"},
	} {
		t.Setenv("DISPLAY", c.display)
		t.Setenv("WAYLAND_DISPLAY", c.wayland)
		t.Setenv("GDK_BACKEND", c.asked)
		onWayland()
		require.Equal(t, c.want, os.Getenv("GDK_BACKEND"), "%+v", c)
	}
}

func TestADisplayThatCannotBeReachedIsAnErrorAndNoPanic(t *testing.T) {
	run := func(said any) (err error) {
		defer noDisplay(&err)
		panic(said)
	}
	require.ErrorContains(t, run(errors.New("failed to init GTK")), "the display cannot be reached to open the window on; ")
	require.PanicsWithValue(t, "another", func() { run("another") })
}

func TestWithoutHOMETheSystemSaysWhereItIs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there it is not asked for")
	}
	me, err := user.Current()
	require.NoError(t, err)
	require.NotEmpty(t, me.HomeDir)
	t.Setenv("HOME", "")
	keys.SetHome()
	require.Equal(t, me.HomeDir, os.Getenv("HOME"))
	t.Setenv("HOME", "/elsewhere")
	keys.SetHome()
	require.Equal(t, "/elsewhere", os.Getenv("HOME"))
}

func TestTheIconIsOneThatX11IsTold(t *testing.T) {
	drawn, err := png.Decode(bytes.NewReader(icon))
	require.NoError(t, err)
	require.Equal(t, image.Rect(0, 0, 256, 256), drawn.Bounds())
	require.Less(t, len(icon), 20_000)
}

// within is an archive open in a window of its own, whose sockets lie in a folder
// with a short name.
func within(t *testing.T) (*App, *testDesktop) {
	t.Helper()
	a, d := started(t, nil)
	place := shown(t, a).Path
	require.NoError(t, a.CloseArchive())
	session, err := os.MkdirTemp("", "desk")
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(session) })
	t.Setenv("XDG_RUNTIME_DIR", session)
	d.folder, d.fronts = place, make(chan string, 10)
	_, err = a.OpenArchive(OpenRequest{How: "choose"})
	require.NoError(t, err)
	a.stands.Store(true)
	return a, d
}

func TestAnArchiveThatAnotherWindowHasOpenIsShownThere(t *testing.T) {
	first, d := within(t)
	path := shown(t, first).Path
	link := filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink(path, link))
	other := newApp(&testDesktop{folder: link + "/", tasks: make(chan Task, 10), fronts: make(chan string, 10)})
	t.Cleanup(func() { require.NoError(t, other.end()) })
	_, err := other.OpenArchive(OpenRequest{How: "choose"})
	require.Equal(t, &Fault{"held", link + " was not opened: another window of Daybook has it open, and is in front now", ""}, err)
	require.Empty(t, <-d.fronts)
	_, err = other.OpenArchive(OpenRequest{How: "recent", Recent: placeKey(path)})
	require.Equal(t, "held", code(t, err))
	require.Empty(t, <-d.fronts)
	require.True(t, instance.Show(path, "token"))
	require.Equal(t, "token", <-d.fronts)

	quit := make(chan bool, 1)
	o := other.openEarly(path, "of the start")
	<-o.done
	require.True(t, o.elsewhere)
	other.openAtStart(o, func() { quit <- true })
	require.True(t, <-quit, "the second window goes")
	require.NoError(t, o.abandon())
	require.Equal(t, "of the start", <-d.fronts)

	first.closing.step.Store(leaving)
	require.False(t, instance.Show(path, ""), "a window that closes does not come")
	_, err = other.OpenArchive(OpenRequest{How: "choose"})
	require.ErrorContains(t, err, fmt.Sprintf("process %d", os.Getpid()), "then it is said who has it")
	first.closing.step.Store(standing)
	require.NoError(t, first.CloseArchive())
	require.False(t, instance.Show(path, ""))
	require.Empty(t, d.fronts)
	info, err := other.OpenArchive(OpenRequest{How: "choose"})
	require.NoError(t, err)
	require.Equal(t, link, info.Path)
	require.Len(t, recents(t, other), 1, "by either name it is one")
}

func TestAnArchiveThatIsNotYetInItsWindowIsFoundThere(t *testing.T) {
	first, d := within(t)
	path := shown(t, first).Path
	require.NoError(t, first.CloseArchive())
	a := newApp(nil) // its desktop comes later
	o := a.openEarly(path, "")
	<-o.done
	require.NoError(t, o.err)
	require.True(t, instance.Show(path, ""))
	a.desktop = d
	a.stands.Store(true)
	a.openAtStart(o, nil)
	require.Equal(t, "done", d.ended(t, "task-1").Phase)
	require.True(t, instance.Show(path, "token"))
	require.Equal(t, "token", <-d.fronts)

	require.NoError(t, a.end())
	require.False(t, instance.Show(path, ""))
}

func TestSettingsThatCannotBeKeptKeepNoArchiveClosed(t *testing.T) {
	a, d := started(t, nil)
	path := shown(t, a).Path
	require.NoError(t, a.CloseArchive())
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	d.folder = path
	open := func(want *Fault, unset ...string) {
		t.Setenv("DAYBOOK_CONFIG", file)
		for _, name := range unset {
			t.Setenv(name, "")
		}
		again := newApp(d)
		_, err := again.OpenArchive(OpenRequest{How: "choose"})
		require.NoError(t, err)
		require.Equal(t, want, again.SaveSettings(defaultSettings()))
		require.NoError(t, again.end())
	}
	open(&Fault{"settings", "Settings are not kept: " + file + " cannot be written to: not a directory",
		"Make that folder yours to write to, or set DAYBOOK_CONFIG to another one, and start Daybook again."})
	open(&Fault{"settings", "Settings are not kept: the folder for them is not known",
		"Set HOME, or DAYBOOK_CONFIG to a folder of yours, and start Daybook again."}, "DAYBOOK_CONFIG", "XDG_CONFIG_HOME", "HOME", "AppData")
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

func TestTheWebViewIsNamedWhereItIsAPartOfTheProgram(t *testing.T) {
	if release.Window && runtime.GOOS == "linux" {
		require.Regexp(t, `^WebKitGTK 2\.\d+\.\d+$`, webEngine())
		return
	}
	require.Empty(t, webEngine())
}
