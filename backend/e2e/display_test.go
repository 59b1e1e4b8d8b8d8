package e2e_test

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// withoutDisplay does the same as make run where there is no display.
func withoutDisplay(t *testing.T, program, picture string) (out, trouble string, err error) {
	t.Helper()
	script, err := filepath.Abs("../../build/without-display.sh")
	require.NoError(t, err)
	cmd := exec.Command(script, program, picture)
	cmd.Env = append(os.Environ(), "DISPLAY=", "WAYLAND_DISPLAY=")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	return stdout.String(), stderr.String(), err
}

func TestWithoutADisplayDaybookSaysSoAndLeavesAPicture(t *testing.T) {
	h := newHome(t)
	picture := h.path("daybook.png")
	out, trouble, err := withoutDisplay(t, os.Getenv(programVariable), picture)
	require.NoError(t, err, trouble)
	require.Empty(t, trouble)
	require.Equal(t, "There is no display here, so Daybook is started on a virtual one.\n"+
		"sample (Sample, import 1)\n  20,000 read = 20,000 added + 0 duplicates + 0 rejected\n"+
		"It works; a picture of its window is at "+picture+"\n", out)
	f, err := os.Open(picture)
	require.NoError(t, err)
	defer f.Close()
	drawn, err := png.Decode(f)
	require.NoError(t, err)
	require.Equal(t, 1280, drawn.Bounds().Dx())
}

func TestWithoutADisplayAProgramThatDoesNotStartSaysWhy(t *testing.T) {
	h := newHome(t)
	program, picture := h.path("daybook"), h.path("daybook.png")
	require.NoError(t, os.WriteFile(program, []byte("#!/bin/sh\n[ \"$1\" = sample ] && exit\necho the library is missing >&2\nexit 1\n"), 0o700))
	require.NoError(t, os.WriteFile(picture, []byte("of yesterday"), 0o600))
	out, trouble, err := withoutDisplay(t, program, picture)
	require.Error(t, err)
	require.Contains(t, trouble, "the library is missing\n")
	require.NotContains(t, out, "It works")
	require.NoFileExists(t, picture)
}
