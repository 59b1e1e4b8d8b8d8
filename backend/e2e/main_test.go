// Package e2e drives the real program and its real window: it has only tests.
//
// They run where the variable DAYBOOK_E2E names the program, as make
// test-window does. The tests' program starts itself again on a display that is
// only memory, with a session bus and a window manager. It finds its way in
// Daybook's window as a screen reader does, over AT-SPI by names and roles, and
// its hands are the X server's: keys, dragged files, the window's frame.
package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

const (
	programVariable = "DAYBOOK_E2E"
	insideVariable  = "DAYBOOK_E2E_INSIDE"
)

func TestMain(m *testing.M) {
	if os.Getenv(programVariable) == "" || os.Getenv(insideVariable) != "" {
		os.Exit(m.Run())
	}
	args := []string{"-a", "-s", "-screen 0 1440x900x24 -nolisten tcp", "dbus-run-session", "--", "sh", "-c", `openbox 2>/dev/null & exec "$0" "$@"`}
	cmd := exec.Command("xvfb-run", append(args, os.Args...)...)
	cmd.Env = append(os.Environ(), insideVariable+"=1", "WAYLAND_DISPLAY=", "LC_ALL=C.UTF-8")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		if cmd.ProcessState == nil {
			fmt.Fprintln(os.Stderr, "e2e: start a display:", err)
		}
		os.Exit(1)
	}
}
