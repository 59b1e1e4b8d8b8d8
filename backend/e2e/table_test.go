package e2e_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
)

// search puts a text into the search field by the keyboard.
func (w *window) search(words string) {
	w.t.Helper()
	field := w.see(entry, "Search member, category, action and description")
	w.press(keyControl, 'f')
	w.until("the focus in the search field", func() bool { return field.is(focused) })
	if words == "" {
		return
	}
	w.write(words)
	w.until(words+" in the search field", func() bool { return field.content() == words })
}

// boxes are the check boxes of the rows that the table shows, from the top.
func (w *window) boxes() []node {
	return slices.DeleteFunc(w.page.all(checkBox), func(n node) bool { return !strings.HasPrefix(n.label(), "Select: ") })
}

// boxName returns the name of an event's check box.
func boxName(e event.Event) string {
	return fmt.Sprintf("Select: %s.%s, %s, %s", e.Category, e.Action, e.Actor, e.Description)
}

// shows waits until the table's first rows are those of the events.
func (w *window) shows(events ...event.Event) {
	w.t.Helper()
	var got []string
	w.until("the table's first rows", func() bool {
		got = got[:0]
		for i, box := range w.boxes() {
			if i == len(events) {
				break
			}
			got = append(got, box.label())
		}
		if len(got) < len(events) {
			return false
		}
		for i, e := range events {
			// Names of long events end early.
			if !strings.HasPrefix(boxName(e), got[i]) {
				return false
			}
		}
		return true
	})
}

// choose ticks the first n rows.
func (w *window) choose(n int) {
	w.t.Helper()
	for i := range n {
		box := w.boxes()[i]
		require.NoError(w.t, box.do())
		w.until("the tick", func() bool { return box.is(checked) })
	}
	w.see(menuButton, fmt.Sprintf("Actions (%d)", n))
}

// act chooses an entry of the menu Actions.
func (w *window) act(name string) {
	w.t.Helper()
	w.click(menuButton, "Actions…")
	w.click(menuItem, name)
}

// name is the field for a file's name of a native dialog.
func (w *window) name(dialog node) (field node) {
	w.t.Helper()
	w.until("a field for the name", func() bool {
		for _, field = range dialog.all(text) {
			if field.is(showing) {
				return true
			}
		}
		return false
	})
	return field
}

// saveAs answers a native save dialog.
func (w *window) saveAs(path string) {
	w.t.Helper()
	dialog := w.see(fileChooser, "Export")
	field := w.name(dialog)
	require.NoError(w.t, field.set(path))
	w.click(button, "Save")
}
