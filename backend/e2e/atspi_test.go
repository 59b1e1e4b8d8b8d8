package e2e_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/godbus/dbus/v5"
)

// A role is the kind of an element to assistive technology (AtspiRole in
// atspi-constants.h of at-spi2-core).
type role uint32

const (
	alert        role = 2
	checkBox     role = 7
	menuButton   role = 11 // to WebKit, a button that opens a menu is a combo box
	dialog       role = 16
	fileChooser  role = 19
	frame        role = 23
	list         role = 31
	listItem     role = 32
	menuItem     role = 35
	columnHeader role = 10
	button       role = 43
	grid         role = 55
	cell         role = 56
	text         role = 61
	toggle       role = 62
	entry        role = 79
	heading      role = 83
	tableRow     role = 90
	document     role = 95
	landmark     role = 110
	alertDialog  role = 115
)

// States of an element, by their bit (AtspiStateType).
const (
	active  = 1
	checked = 4
	focused = 12
	showing = 25
)

// A bus is the accessibility bus of the session, on which every program that has a
// window describes its elements.
type bus struct {
	ctx  context.Context
	conn *dbus.Conn
}

func connect(ctx context.Context) (*bus, error) {
	session, err := dbus.Connect(os.Getenv("DBUS_SESSION_BUS_ADDRESS"), dbus.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	defer session.Close()
	var address string
	if err := session.Object("org.a11y.Bus", "/org/a11y/bus").CallWithContext(ctx, "org.a11y.Bus.GetAddress", 0).Store(&address); err != nil {
		return nil, err
	}
	conn, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	return &bus{ctx, conn}, nil
}

// A node is one element of a program's window. An element can vanish at any time;
// questions about a vanished element give an error, or nothing.
type node struct {
	bus  *bus
	name string // of the program on the bus
	path dbus.ObjectPath
}

// reference is how the bus names an element.
type reference struct {
	Name string
	Path dbus.ObjectPath
}

func (n node) call(method string, args ...any) *dbus.Call {
	return n.bus.conn.Object(n.name, n.path).CallWithContext(n.bus.ctx, "org.a11y.atspi."+method, 0, args...)
}

func property[T any](n node, name string) (value T) {
	v, err := n.bus.conn.Object(n.name, n.path).GetProperty("org.a11y.atspi." + name)
	if err == nil {
		value, _ = v.Value().(T)
	}
	return value
}

func (n node) list(refs []reference) []node {
	nodes := make([]node, len(refs))
	for i, r := range refs {
		nodes[i] = node{n.bus, r.Name, r.Path}
	}
	return nodes
}

// program is the root of what the process shows, once it shows something.
func (b *bus) program(pid int) (node, bool) {
	desktop := node{b, "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"}
	for _, n := range desktop.children() {
		var owner uint32
		err := b.conn.BusObject().CallWithContext(b.ctx, "org.freedesktop.DBus.GetConnectionUnixProcessID", 0, n.name).Store(&owner)
		if err == nil && int(owner) == pid {
			return n, true
		}
	}
	return node{}, false
}

func (n node) children() []node {
	var refs []reference
	if n.call("Accessible.GetChildren").Store(&refs) != nil {
		return nil
	}
	// What the web view shows is of another process: it is counted and given one
	// by one, but not listed.
	if len(refs) == 0 && property[int32](n, "Accessible.ChildCount") == 1 {
		refs = make([]reference, 1)
		if n.call("Accessible.GetChildAtIndex", int32(0)).Store(&refs[0]) != nil {
			return nil
		}
	}
	return n.list(refs)
}

func (n node) role() (r role) {
	n.call("Accessible.GetRole").Store(&r)
	return r
}

// label is the name that a screen reader says.
func (n node) label() string { return property[string](n, "Accessible.Name") }

func (n node) is(state int) bool {
	var bits []uint32
	if n.call("Accessible.GetState").Store(&bits) != nil || len(bits) <= state/32 {
		return false
	}
	return bits[state/32]>>(state%32)&1 == 1
}

// content is the text in a field, or of an element and all below it.
func (n node) content() string {
	var s string
	count := property[int32](n, "Text.CharacterCount")
	if count > 0 && n.call("Text.GetText", int32(0), count).Store(&s) == nil && !strings.Contains(s, "\ufffc") {
		return s
	}
	var parts []string
	for _, child := range n.children() {
		if s := child.content(); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// A rectangle is a part of the screen, in pixels.
type rectangle struct{ X, Y, Width, Height int32 }

// at is where an element is.
func (n node) at() (r rectangle) {
	n.call("Component.GetExtents", uint32(0)).Store(&r)
	return r
}

// do does what a click on the element does.
func (n node) do() error {
	var done bool
	if err := n.call("Action.DoAction", int32(0)).Store(&done); err != nil {
		return err
	}
	if !done {
		return fmt.Errorf("%q does nothing", n.label())
	}
	return nil
}

// focus gives the element the keyboard.
func (n node) focus() error {
	var done bool
	return n.call("Component.GrabFocus").Store(&done)
}

// set puts text into a field of a native dialog.
func (n node) set(s string) error {
	var done bool
	return n.call("EditableText.SetTextContents", s).Store(&done)
}

// within is the first element below n of a role, found by going through all.
func (n node) within(r role) (node, bool) {
	for _, child := range n.children() {
		if child.role() == r {
			return child, true
		}
		if found, ok := child.within(r); ok {
			return found, true
		}
	}
	return node{}, false
}

// all is every element of a role below n, in order, but not those of another
// process: one question, where going through all would be thousands.
func (n node) all(r role) []node {
	const all, any, canonical = 1, 2, 1 // AtspiCollectionMatchType and AtspiCollectionSortOrder
	roles := make([]int32, 5)
	roles[r/32] = 1 << (r % 32)
	rule := struct {
		States         []int32
		MatchStates    int32
		Attributes     map[string]string
		MatchAttribute int32
		Roles          []int32
		MatchRoles     int32
		Interfaces     []string
		MatchInterface int32
		Invert         bool
	}{States: []int32{0, 0}, MatchStates: all, MatchAttribute: all, Roles: roles, MatchRoles: any, MatchInterface: all}
	var refs []reference
	if n.call("Collection.GetMatches", rule, uint32(canonical), int32(0), true).Store(&refs) != nil {
		return nil
	}
	return n.list(refs)
}

// outline is the description that a test prints of a window in which it did not
// find something.
func (n node) outline(depth int) string {
	var line strings.Builder
	fmt.Fprintf(&line, "%*s%d %q\n", 2*depth, "", n.role(), n.label())
	for _, child := range n.children() {
		line.WriteString(child.outline(depth + 1))
	}
	return line.String()
}
