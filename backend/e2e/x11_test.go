package e2e_test

import (
	"encoding/binary"
	"net/url"
	"strings"
	"testing"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
	"github.com/stretchr/testify/require"
)

// A display is the X server: a test's hands on the keyboard, and its eyes on
// windows as the window manager has them.
type display struct {
	t     *testing.T
	conn  *xgb.Conn
	root  xproto.Window
	atoms map[string]xproto.Atom
	codes map[xproto.Keysym]xproto.Keycode
}

// Keys that are no character, by their keysym.
const (
	keyBackSpace xproto.Keysym = 0xff08
	keyReturn    xproto.Keysym = 0xff0d
	keyEscape    xproto.Keysym = 0xff1b
	keyUp        xproto.Keysym = 0xff52
	keyRight     xproto.Keysym = 0xff53
	keyDown      xproto.Keysym = 0xff54
	keyPageUp    xproto.Keysym = 0xff55
	keyPageDown  xproto.Keysym = 0xff56
	keyShift     xproto.Keysym = 0xffe1
	keyControl   xproto.Keysym = 0xffe3
)

func openDisplay(t *testing.T) *display {
	t.Helper()
	conn, err := xgb.NewConn()
	require.NoError(t, err)
	t.Cleanup(conn.Close)
	require.NoError(t, xtest.Init(conn))
	setup := xproto.Setup(conn)
	d := &display{t: t, conn: conn, root: setup.DefaultScreen(conn).Root, atoms: make(map[string]xproto.Atom), codes: make(map[xproto.Keysym]xproto.Keycode)}
	first, last := setup.MinKeycode, setup.MaxKeycode
	keys, err := xproto.GetKeyboardMapping(conn, first, byte(last-first)+1).Reply()
	require.NoError(t, err)
	for i := range int(last-first) + 1 {
		if sym := keys.Keysyms[i*int(keys.KeysymsPerKeycode)]; sym != 0 && d.codes[sym] == 0 {
			d.codes[sym] = first + xproto.Keycode(i)
		}
	}
	return d
}

func (d *display) atom(name string) xproto.Atom {
	if d.atoms[name] == 0 {
		reply, err := xproto.InternAtom(d.conn, false, uint16(len(name)), name).Reply()
		require.NoError(d.t, err)
		d.atoms[name] = reply.Atom
	}
	return d.atoms[name]
}

// press presses keys in turn and lets go of them in the other order.
func (d *display) press(keys ...xproto.Keysym) {
	d.t.Helper()
	for _, key := range keys {
		require.NotZero(d.t, d.codes[key], "a key for %#x", key)
		xtest.FakeInput(d.conn, xproto.KeyPress, byte(d.codes[key]), 0, d.root, 0, 0, 0)
	}
	for i := len(keys) - 1; i >= 0; i-- {
		xtest.FakeInput(d.conn, xproto.KeyRelease, byte(d.codes[keys[i]]), 0, d.root, 0, 0, 0)
	}
	d.conn.Sync()
}

// write types lower-case letters, digits, and other characters that need no
// Shift.
func (d *display) write(s string) {
	d.t.Helper()
	for _, r := range s {
		d.press(xproto.Keysym(r))
	}
}

// window is the window of a process that the window manager knows, without its
// dialogs.
func (d *display) window(pid int) (xproto.Window, bool) {
	for _, w := range d.words(d.root, "_NET_CLIENT_LIST") {
		owner := d.words(xproto.Window(w), "_NET_WM_PID")
		if len(owner) == 1 && int(owner[0]) == pid && len(d.words(xproto.Window(w), "WM_TRANSIENT_FOR")) == 0 {
			return xproto.Window(w), true
		}
	}
	return 0, false
}

// words is a property of a window; none if it has no such property.
func (d *display) words(w xproto.Window, name string) []uint32 {
	reply, err := xproto.GetProperty(d.conn, false, w, d.atom(name), xproto.GetPropertyTypeAny, 0, 1<<16).Reply()
	if err != nil || reply.Format != 32 {
		return nil
	}
	words := make([]uint32, len(reply.Value)/4)
	for i := range words {
		words[i] = binary.LittleEndian.Uint32(reply.Value[4*i:])
	}
	return words
}

// has is whether a window is in a state, like "_NET_WM_STATE_FULLSCREEN".
func (d *display) has(w xproto.Window, state string) bool {
	for _, atom := range d.words(w, "_NET_WM_STATE") {
		if xproto.Atom(atom) == d.atom(state) {
			return true
		}
	}
	return false
}

// tell sends a message about a window to the window manager, as a taskbar does.
func (d *display) tell(w xproto.Window, kind string, data ...uint32) {
	d.send(d.root, w, kind, xproto.EventMaskSubstructureRedirect|xproto.EventMaskSubstructureNotify, data...)
}

func (d *display) send(to, about xproto.Window, kind string, mask uint32, data ...uint32) {
	message := xproto.ClientMessageEvent{Format: 32, Window: about, Type: d.atom(kind), Data: xproto.ClientMessageDataUnionData32New(append(data, make([]uint32, 5-len(data))...))}
	require.NoError(d.t, xproto.SendEventChecked(d.conn, false, to, mask, string(message.Bytes())).Check())
}

// close closes a window as a click on its frame's button does.
func (d *display) close(w xproto.Window) { d.tell(w, "_NET_CLOSE_WINDOW", 0, 2) }

// place moves and resizes a window as dragging its frame does.
func (d *display) place(w xproto.Window, x, y, width, height int) {
	const all, northWest, user = 0xf << 8, 1, 2 << 12
	d.tell(w, "_NET_MOVERESIZE_WINDOW", all|northWest|user, uint32(x), uint32(y), uint32(width), uint32(height))
}

// stands is where a window is, with its frame, and how large without.
func (d *display) stands(w xproto.Window) (x, y, width, height int) {
	size, err := xproto.GetGeometry(d.conn, xproto.Drawable(w)).Reply()
	require.NoError(d.t, err)
	at, err := xproto.TranslateCoordinates(d.conn, w, d.root, 0, 0).Reply()
	require.NoError(d.t, err)
	x, y = int(at.DstX), int(at.DstY)
	if frame := d.words(w, "_NET_FRAME_EXTENTS"); len(frame) == 4 {
		x, y = x-int(frame[0]), y-int(frame[2])
	}
	return x, y, int(size.Width), int(size.Height)
}

// drop drags files from a window of the test's own over the middle of another
// and lets go of them there, by the XDND protocol (freedesktop.org, version 5),
// and waits until the other said that it has them.
func (d *display) drop(on xproto.Window, paths ...string) {
	d.t.Helper()
	const version = 5
	own, err := xproto.NewWindowId(d.conn)
	require.NoError(d.t, err)
	require.NoError(d.t, xproto.CreateWindowChecked(d.conn, 0, own, d.root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0, 0, nil).Check())
	defer xproto.DestroyWindow(d.conn, own)
	require.NoError(d.t, xproto.SetSelectionOwnerChecked(d.conn, own, d.atom("XdndSelection"), xproto.TimeCurrentTime).Check())
	var uris strings.Builder
	for _, path := range paths {
		uris.WriteString((&url.URL{Scheme: "file", Path: path}).String() + "\r\n")
	}
	x, y, width, height := d.stands(on)
	middle := uint32(x+width/2)<<16 | uint32(y+height/2)
	drag := func() { d.send(on, on, "XdndPosition", 0, uint32(own), 0, middle, 0, uint32(d.atom("XdndActionCopy"))) }
	d.send(on, on, "XdndEnter", 0, uint32(own), version<<24, uint32(d.atom("text/uri-list")))
	drag()
	for dropped := false; ; {
		event, err := d.conn.WaitForEvent()
		require.NoError(d.t, err2(err))
		require.NotNil(d.t, event, "the display is gone")
		switch e := event.(type) {
		case xproto.SelectionRequestEvent:
			d.hand(e, uris.String())
		case xproto.ClientMessageEvent:
			switch accepted := e.Data.Data32[1]&1 == 1; {
			case e.Type == d.atom("XdndFinished"):
				return
			case e.Type != d.atom("XdndStatus") || dropped:
			case accepted:
				d.send(on, on, "XdndDrop", 0, uint32(own), 0, 0)
				dropped = true
			default: // it looks at what is dragged first
				drag()
			}
		}
	}
}

// err2 returns nil for no X error, since a nil xgb.Error in an error would not
// be nil.
func err2(err xgb.Error) error {
	if err == nil {
		return nil
	}
	return err
}

// hand gives a program what it asked for of a selection.
func (d *display) hand(r xproto.SelectionRequestEvent, data string) {
	answer := xproto.SelectionNotifyEvent{Time: r.Time, Requestor: r.Requestor, Selection: r.Selection, Target: r.Target}
	if r.Target == d.atom("text/uri-list") {
		answer.Property = r.Property
		xproto.ChangeProperty(d.conn, xproto.PropModeReplace, r.Requestor, r.Property, r.Target, 8, uint32(len(data)), []byte(data))
	}
	xproto.SendEvent(d.conn, false, r.Requestor, 0, string(answer.Bytes()))
}
