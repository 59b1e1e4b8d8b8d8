package e2e_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestASecondDaybookSaysWhoHoldsTheArchive if it cannot bring that one to the
// front, as from another session.
func TestASecondDaybookSaysWhoHoldsTheArchive(t *testing.T) {
	h := newHome(t)
	h.cli(t, "sample", "Case.daybook", "--events", "100")
	session(t)
	first := open(t, h, "Case.daybook")
	first.see(grid, "Events")
	session(t)
	second := open(t, h, "Case.daybook")
	notice := second.see(landmark, h.path("Case.daybook")+" was not opened…")
	holder := fmt.Sprintf("process %d", first.cmd.Process.Pid)
	second.until(holder, func() bool { return strings.Contains(notice.label()+notice.content(), holder) })
	second.see(button, "New archive…") // it is of use all the same
	second.close(second.frame)
	second.ends()
	require.NoError(t, first.cmd.Process.Signal(syscall.SIGTERM))
	first.ends()
}

func TestTheWindowIsAsItWasLeft(t *testing.T) {
	h := newHome(t)
	h.cli(t, "sample", "Case.daybook", "--events", "100")
	w := open(t, h, "Case.daybook")
	w.place(w.frame, 60, 40, 1000, 640)
	w.until("its new place", func() bool {
		x, y, width, height := w.stands(w.frame)
		return x == 60 && y == 40 && width == 1000 && height == 640
	})
	w.search("credit")
	w.click(button, "Action")
	w.press(keyControl, ',')
	field := w.see(entry, "Member…")
	require.NoError(t, field.focus())
	w.until("the focus in the field", func() bool { return field.is(focused) })
	w.write("333")
	w.press(keyReturn)
	w.press(keyEscape)
	w.until("the wider column", func() bool { return w.column("Member") == 333 })
	w.close(w.frame) // at once: nothing may wait for a better moment to be saved
	w.ends()

	again := open(t, h) // what was open is offered, not opened
	x, y, width, height := again.stands(again.frame)
	require.Equal(t, []int{60, 40, 1000, 640}, []int{x, y, width, height})
	again.click(button, "Case…")
	again.until("the wider column", func() bool { return again.column("Member") == 333 })
	require.Equal(t, "credit", again.see(entry, "Search member, category, action and description").content())
	again.close(again.frame)
	again.ends()
}

// column is the width of a column's heading.
func (w *window) column(name string) int {
	for _, n := range w.page.all(columnHeader) {
		if sorting, ok := n.within(button); ok && sorting.label() == name {
			return int(n.at().Width)
		}
	}
	return 0
}

// TestClosingDuringAnImportAsksAndLeavesTheArchiveAsItWas also holds for a
// signal, which asks nothing.
func TestClosingDuringAnImportAsksAndLeavesTheArchiveAsItWas(t *testing.T) {
	h := newHome(t)
	h.cli(t, "sample", "big.daybook", "--events", "200000")
	h.cli(t, "export", "big.daybook", "--format", "json", "-o", "big.json")
	h.cli(t, "sample", "Case.daybook", "--events", "100")
	before := h.cli(t, "info", "Case.daybook", "--json")
	importing := func() *window {
		w := open(t, h, "Case.daybook")
		w.see(grid, "Events")
		w.drop(w.frame, h.path("big.json"))
		w.click(button, "Import")
		w.see(button, "Cancel: Importing big.json")
		return w
	}
	w := importing()
	w.close(w.frame)
	w.click(button, "Keep it open")
	w.see(button, "Cancel: Importing big.json")
	w.close(w.frame)
	w.click(button, "Cancel the work and close")
	w.ends()
	require.Equal(t, before, h.cli(t, "info", "Case.daybook", "--json"))

	w = importing()
	require.NoError(t, w.cmd.Process.Signal(syscall.SIGTERM))
	w.ends()
	require.Equal(t, before, h.cli(t, "info", "Case.daybook", "--json"))
}
