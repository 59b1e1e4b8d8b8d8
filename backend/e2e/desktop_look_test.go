package e2e_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/require"
)

// A portal says what the officer chose in the settings of the desktop, as that of a
// desktop does.
type portal struct {
	conn   *dbus.Conn
	scheme uint32
	slow   time.Duration // how long it takes to answer, like a portal that has just started
}

const (
	light = 2
	dark  = 1

	portalName = "org.freedesktop.portal.Desktop"
	portalPath = "/org/freedesktop/portal/desktop"
	settings   = "org.freedesktop.portal.Settings"
	appearance = "org.freedesktop.appearance"
)

func (p *portal) Read(space, key string) (dbus.Variant, *dbus.Error) {
	if space != appearance || key != "color-scheme" {
		return dbus.Variant{}, dbus.NewError("org.freedesktop.portal.Error.NotFound", nil)
	}
	time.Sleep(p.slow)
	return dbus.MakeVariant(dbus.MakeVariant(p.scheme)), nil
}

func (p *portal) choose(t *testing.T, scheme uint32) {
	t.Helper()
	require.NoError(t, p.conn.Emit(portalPath, settings+".SettingChanged", appearance, "color-scheme", dbus.MakeVariant(scheme)))
}

func newPortal(t *testing.T, scheme uint32, slow time.Duration) *portal {
	t.Helper()
	conn, err := dbus.Connect(os.Getenv("DBUS_SESSION_BUS_ADDRESS"), dbus.WithContext(context.Background()))
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	p := &portal{conn, scheme, slow}
	require.NoError(t, conn.Export(p, portalPath, settings))
	reply, err := conn.RequestName(portalName, dbus.NameFlagDoNotQueue)
	require.NoError(t, err)
	require.Equal(t, dbus.RequestNameReplyPrimaryOwner, reply)
	return p
}

// brightness is how bright the middle of the window is, of 255; -1 where it is
// not shown yet.
func (w *window) brightness() int {
	_, _, width, height := w.stands(w.frame)
	got, err := xproto.GetImage(w.conn, xproto.ImageFormatZPixmap, xproto.Drawable(w.frame), int16(width/2), int16(height-4), 1, 1, ^uint32(0)).Reply()
	if err != nil {
		return -1
	}
	return (int(got.Data[0]) + int(got.Data[1]) + int(got.Data[2])) / 3
}

func TestTheWindowIsDarkWhereTheDesktopIsAndNeverFlashes(t *testing.T) {
	for name, c := range map[string]struct {
		portal  uint32 // 0 for none
		setting string
		dark    bool
	}{
		"as the desktop is, dark":          {dark, "system", true},
		"as the desktop is, light":         {light, "system", false},
		"on a desktop that says nothing":   {0, "system", false},
		"dark on a light desktop, as told": {light, "dark", true},
		"light on a dark desktop, as told": {dark, "light", false},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			remember(t, h, "none", c.setting)
			if c.portal != 0 {
				newPortal(t, c.portal, 0)
			}
			w := start(t, h)
			// From the first that is seen of it until its page is long there.
			seen := make(map[int]bool)
			settled := time.Now()
			for last := -1; time.Since(settled) < 2*time.Second; time.Sleep(2 * time.Millisecond) {
				now := w.brightness()
				if now > 0 { // 0 is a window in which nothing was drawn yet, on a black screen
					seen[now] = true
				}
				if now != last {
					settled, last = time.Now(), now
				}
			}
			require.NotEmpty(t, seen, "the window is seen before its page is, and with it")
			for bright := range seen {
				require.Equal(t, c.dark, bright < 128, "%v were seen", seen)
			}
			w.close(w.frame)
			w.ends()
		})
	}
}

func TestTheWindowFollowsTheDesktopWhileItIsOpen(t *testing.T) {
	h := newHome(t)
	p := newPortal(t, light, 0)
	w := open(t, h)
	w.see(button, "New archive…")
	require.Greater(t, w.brightness(), 200)
	for _, scheme := range []uint32{dark, light, dark} {
		p.choose(t, scheme)
		w.until("the other look", func() bool { return (w.brightness() < 60) == (scheme == dark) })
	}
	if to := os.Getenv(picturesVariable); to != "" {
		w.picture(filepath.Join(to, "dark-desktop.png"))
	}
	w.close(w.frame)
	w.ends()
}

// A portal is started by the first question to it, and takes longer to start than the
// window waits before it is drawn.
func TestTheWindowIsDarkWhenADesktopThatIsSlowSaysSo(t *testing.T) {
	h := newHome(t)
	newPortal(t, dark, time.Second)
	w := open(t, h)
	w.until("the dark look", func() bool { return w.brightness() < 60 })
	w.close(w.frame)
	w.ends()
}

// On a screen of 1440 × 900 pixels that are drawn twice as large there is room for
// half as many.
func TestTheWindowFitsOnAScreenWhoseScaleIsTwo(t *testing.T) {
	h := newHome(t)
	t.Setenv("GDK_SCALE", "2")
	w := open(t, h)
	w.see(button, "New archive…")
	w.until("all of it on the screen", func() bool {
		x, y, width, height := w.stands(w.frame)
		frame := w.words(w.frame, "_NET_FRAME_EXTENTS")
		return len(frame) == 4 && x >= 0 && y >= 0 && x+width+int(frame[0]+frame[1]) <= 1440 && y+height+int(frame[2]+frame[3]) <= 900
	})
	if to := os.Getenv(picturesVariable); to != "" {
		w.picture(filepath.Join(to, "scale-two.png"))
	}
	w.close(w.frame)
	w.ends()
}
