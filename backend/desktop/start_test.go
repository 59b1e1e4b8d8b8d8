package desktop

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"os"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/release"
)

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
		defer NoDisplay(&err)
		panic(said)
	}
	require.ErrorContains(t, run(errors.New("failed to init GTK")), "the display cannot be reached to open the window on; ")
	require.PanicsWithValue(t, "another", func() { run("another") })
}

func TestTheIconIsOneThatX11IsTold(t *testing.T) {
	icon, err := os.ReadFile("../../build/appicon-256.png")
	require.NoError(t, err)
	drawn, err := png.Decode(bytes.NewReader(icon))
	require.NoError(t, err)
	require.Equal(t, image.Rect(0, 0, 256, 256), drawn.Bounds())
	require.Less(t, len(icon), 20_000)
}

func TestTheWebViewIsNamedWhereItIsAPartOfTheProgram(t *testing.T) {
	if release.Window && runtime.GOOS == "linux" {
		require.Regexp(t, `^WebKitGTK 2\.\d+\.\d+$`, Engine())
		return
	}
	require.Empty(t, Engine())
}
