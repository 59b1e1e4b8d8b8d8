package e2e_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/require"
)

// session gives a test a folder for sockets whose name is short enough.
func session(t *testing.T) {
	t.Helper()
	dir, err := os.MkdirTemp("", "session")
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	t.Setenv("XDG_RUNTIME_DIR", dir)
}

// text is a property of a window that is text, in whose place of zeros are blanks.
func (d *display) text(w xproto.Window, name string) string {
	reply, err := xproto.GetProperty(d.conn, false, w, d.atom(name), xproto.GetPropertyTypeAny, 0, 1<<16).Reply()
	require.NoError(d.t, err)
	return strings.TrimSpace(strings.ReplaceAll(string(reply.Value), "\x00", " "))
}

// front waits until a window is the active one.
func (w *window) front(frame xproto.Window) {
	w.t.Helper()
	w.until("the window in front", func() bool {
		active := w.words(w.root, "_NET_ACTIVE_WINDOW")
		return len(active) == 1 && xproto.Window(active[0]) == frame && !w.has(frame, "_NET_WM_STATE_HIDDEN")
	})
}

// quietly is a start of Daybook that ends well, soon, and without a word.
func (h home) quietly(t *testing.T, path string, env ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := h.command(ctx, path)
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Empty(t, string(out))
}

func TestASecondStartBringsTheWindowOfItsArchiveToTheFront(t *testing.T) {
	session(t)
	h := newHome(t)
	h.cli(t, "sample", "Case.daybook", "--events", "100")
	require.NoError(t, os.Symlink("Case.daybook", h.path("link")))
	w := open(t, h, "Case.daybook")
	w.see(grid, "Events")
	other := start(t, h) // nothing but its start screen
	for _, again := range []struct{ path, token string }{
		{"Case.daybook", ""}, {h.path("Case.daybook") + "/", ""}, {"link", ""}, {"./Case.daybook/.", "desk-1-id-0_TIME1"},
	} {
		other.front(other.frame)
		h.quietly(t, again.path, "DESKTOP_STARTUP_ID="+again.token)
		w.front(w.frame)
		require.Len(t, w.words(w.root, "_NET_CLIENT_LIST"), 2)
		// As a taskbar does it.
		w.tell(other.frame, "_NET_ACTIVE_WINDOW", 2)
	}

	const iconic = 3
	w.tell(w.frame, "WM_CHANGE_STATE", iconic)
	w.until("the window put away", func() bool { return w.has(w.frame, "_NET_WM_STATE_HIDDEN") })
	h.quietly(t, "Case.daybook")
	w.front(w.frame)

	const add = 1
	w.tell(w.frame, "_NET_WM_STATE", add, uint32(w.atom("_NET_WM_STATE_MAXIMIZED_VERT")), uint32(w.atom("_NET_WM_STATE_MAXIMIZED_HORZ")))
	w.until("the largest window", func() bool { return w.has(w.frame, "_NET_WM_STATE_MAXIMIZED_VERT") })
	h.quietly(t, "Case.daybook")
	w.front(w.frame)
	require.True(t, w.has(w.frame, "_NET_WM_STATE_MAXIMIZED_VERT"), "it stays as large")
}

func TestAnArchiveThatAnotherWindowHasIsShownThereWhenItIsOpenedFromAWindow(t *testing.T) {
	session(t)
	h := newHome(t)
	h.cli(t, "sample", "Case.daybook", "--events", "100")
	w := open(t, h, "Case.daybook")
	w.see(grid, "Events")
	other := open(t, h)
	other.front(other.frame)
	other.click(button, "Case…")
	w.front(w.frame)
	require.Contains(t, other.told(h.path("Case.daybook")+" was not opened"), "nother window of Daybook has it open, and is in front now")
}

func TestAWindowThatWasKilledKeepsNobodyFromItsArchive(t *testing.T) {
	session(t)
	h := newHome(t)
	h.cli(t, "sample", "Case.daybook", "--events", "100")
	killed := open(t, h, "Case.daybook")
	killed.see(grid, "Events")
	require.NoError(t, killed.cmd.Process.Kill())
	<-killed.done
	left, err := filepath.Glob(filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "daybook", "*"))
	require.NoError(t, err)
	require.Len(t, left, 1, "it left its socket")
	w := open(t, h, "Case.daybook")
	w.see(grid, "Events")
	h.quietly(t, "Case.daybook")
	w.front(w.frame)
	w.close(w.frame)
	w.ends()
	left, err = filepath.Glob(filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "daybook", "*"))
	require.NoError(t, err)
	require.Empty(t, left)
}

// word is an error of what a program said, if anything.
func word(said string) error {
	if said == "" {
		return nil
	}
	return errors.New(said)
}

// TestStartsAtOnceMakeOneWindow is a double click that is done twice.
func TestStartsAtOnceMakeOneWindow(t *testing.T) {
	session(t)
	h := newHome(t)
	h.cli(t, "sample", "Case.daybook", "--events", "20000")
	d := openDisplay(t)
	const starts = 3
	ended := make(chan error, starts)
	for range starts {
		cmd := h.command(t.Context(), "Case.daybook")
		var said bytes.Buffer
		cmd.Stderr = &said
		require.NoError(t, cmd.Start())
		done := make(chan struct{})
		go func() {
			err := cmd.Wait()
			close(done)
			ended <- errors.Join(err, word(said.String()))
		}()
		defer func() { cmd.Process.Kill(); <-done }() // it still writes into a folder that is to go
	}
	for range starts - 1 {
		select {
		case err := <-ended:
			require.NoError(t, err)
		case <-time.After(patience):
			require.Fail(t, "more than one window stays")
		}
	}
	require.Eventually(t, func() bool { return len(d.words(d.root, "_NET_CLIENT_LIST")) == 1 }, patience, 20*time.Millisecond)
	require.Empty(t, ended, "and one does")
}

func TestAWindowThatHangsKeepsNoOtherFromComing(t *testing.T) {
	session(t)
	h := newHome(t)
	h.cli(t, "sample", "Case.daybook", "--events", "100")
	hangs := open(t, h, "Case.daybook")
	hangs.see(grid, "Events")
	require.NoError(t, hangs.cmd.Process.Signal(syscall.SIGSTOP))
	t.Cleanup(func() { hangs.cmd.Process.Signal(syscall.SIGCONT) })
	w := start(t, h, "Case.daybook")
	require.NotEqual(t, hangs.frame, w.frame)
	w.close(w.frame)
	w.ends()
}

func TestTheDesktopKnowsTheWindowByItsClassAndIconWhateverItsFileIsCalled(t *testing.T) {
	h := newHome(t)
	packaged := h.path("daybook-window") // as packages have it
	require.NoError(t, os.Symlink(os.Getenv(programVariable), packaged))
	t.Setenv(programVariable, packaged)
	w := start(t, h)
	require.Equal(t, "daybook Daybook", w.text(w.frame, "WM_CLASS"))
	picture := w.words(w.frame, "_NET_WM_ICON")
	require.Greater(t, len(picture), 2)
	require.Equal(t, []uint32{256, 256}, picture[:2])
}

func TestNothingIsSaidWhileAWindowComesAndGoes(t *testing.T) {
	h := newHome(t)
	h.cli(t, "sample", "Case.daybook", "--events", "100")
	w := open(t, h, "Case.daybook")
	w.see(grid, "Events")
	w.close(w.frame)
	w.ends()
	require.Empty(t, w.said.String())
}

func TestWithoutADisplayTheProgramSaysSo(t *testing.T) {
	h := newHome(t)
	h.cli(t, "sample", "Case.daybook", "--events", "100")
	for _, c := range []struct{ display, said string }{
		{"DISPLAY=", "there is no display to open the window on"},
		{"DISPLAY=:9999", "the display cannot be reached to open the window on"},
		{"WAYLAND_DISPLAY=missing-0", "the display cannot be reached to open the window on"},
	} {
		for _, args := range [][]string{nil, {"Case.daybook"}} {
			cmd := h.command(t.Context(), args...)
			cmd.Env = append(cmd.Env, "DISPLAY=", "WAYLAND_DISPLAY=", c.display)
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			require.ErrorAs(t, err, &exit, c.display)
			require.Equal(t, 1, exit.ExitCode(), "%s", out)
			require.Equal(t, "daybook: "+c.said+"; on the command line, daybook help says what there is\n", string(out), c.display)
		}
	}
	h.cli(t, "verify", "Case.daybook") // it was let go
}

func TestWithoutAFolderForSettingsTheWindowStillOpensArchives(t *testing.T) {
	session(t)
	h := newHome(t)
	h.cli(t, "sample", "Case.daybook", "--events", "100")
	require.NoError(t, os.WriteFile(h.path("file"), nil, 0o600))
	t.Setenv("DAYBOOK_CONFIG", h.path("file"))
	w := open(t, h, "Case.daybook")
	w.see(grid, "Events")
	w.search("credit")
	require.Contains(t, w.told("Settings are not kept"), h.path("file")+" cannot be written to: not a directory")
	w.close(w.frame)
	w.ends()
}

func TestTheWindowOpensWithoutHOMEAndWithoutARunTimeFolder(t *testing.T) {
	h := newHome(t)
	h.cli(t, "sample", "Case.daybook", "--events", "100")
	t.Setenv("DAYBOOK_CONFIG", h.path("kept"))
	homeless := h.path("homeless")
	require.NoError(t, os.WriteFile(homeless, []byte("#!/bin/sh\nunset HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_RUNTIME_DIR\nexec '"+os.Getenv(programVariable)+"' \"$@\"\n"), 0o700))
	t.Setenv(programVariable, homeless)
	w := open(t, h, "Case.daybook")
	w.see(grid, "Events")
	w.close(w.frame)
	w.ends()
	require.FileExists(t, h.path("kept", "settings.json"))
}
