package e2e_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheMainJobIsDoneByKeysAlone also answers the native dialog by keys.
func TestTheMainJobIsDoneByKeysAlone(t *testing.T) {
	newHome(t) // skips where there is no window
	// Keys without Shift type the name of this folder.
	dir, err := os.MkdirTemp("", "daybook-keys-")
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, os.RemoveAll(dir))
	})
	h := home(dir)
	h.cli(t, "sample", "case.daybook", "--events", "20000")
	w := open(t, h, "case.daybook")
	w.see(grid, "Events")
	field := w.see(entry, "Search member, category, action and description")
	w.press('/')
	w.until("the focus in the search field", func() bool { return field.is(focused) })
	w.write("webhook")
	w.until("webhook in the search field", func() bool { return field.content() == "webhook" })
	w.press(keyReturn)
	w.until("the focus in the table", func() bool { return !field.is(focused) })
	w.press(keyUp)
	w.press(keyRight)
	w.press(keyReturn) // sorts by member
	events := firstByMember(t, "webhook", 3)
	w.shows(events...)
	w.press(keyDown)
	w.press(' ')
	w.press(keyShift, keyDown)
	w.press(keyShift, keyDown)
	w.see(menuButton, "Actions (3)")

	w.press(keyControl, 'e')
	name := w.name(w.see(fileChooser, "Export"))
	w.until("the focus in the field for the name", func() bool { return name.is(focused) })
	path := h.path("by-keys.csv")
	w.press(keyControl, 'a')
	w.write(path)
	w.until("the path in the field", func() bool { return name.content() == path })
	w.press(keyReturn)
	w.see(landmark, "3 events exported")
	require.Equal(t, sixFields(events), fromCSV(t, read(t, path)))

	w.press(keyControl, 'c')
	w.see(landmark, "3 events copied as CSV")
	require.Equal(t, sixFields(events), fromCSV(t, clipboard(t)))
	w.press(keyControl, 'q')
	w.ends()
}
