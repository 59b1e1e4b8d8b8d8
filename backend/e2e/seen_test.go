package e2e_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/require"

	"daybook/backend/event"
)

// onlyDejaVu lets programs find no other font than DejaVu, which is what a fresh
// machine may have.
func onlyDejaVu(t *testing.T) {
	t.Helper()
	const dejaVu = "/usr/share/fonts/truetype/dejavu"
	require.DirExists(t, dejaVu)
	path := filepath.Join(t.TempDir(), "fonts.conf")
	text := fmt.Sprintf(`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>`, dejaVu, t.TempDir())
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	t.Setenv("FONTCONFIG_FILE", path)
}

// dark is how many pixels of a part of the screen are dark: its letters, where the
// theme is light.
func (w *window) dark(part rectangle) (n int) {
	w.t.Helper()
	got, err := xproto.GetImage(w.conn, xproto.ImageFormatZPixmap, xproto.Drawable(w.root), int16(part.X), int16(part.Y), uint16(part.Width), uint16(part.Height), math.MaxUint32).Reply()
	require.NoError(w.t, err)
	for i := 0; i+3 < len(got.Data); i += 4 {
		if int(got.Data[i])+int(got.Data[i+1])+int(got.Data[i+2]) < 3*150 {
			n++
		}
	}
	return n
}

// TestWhatNoFontHasIsSeenAllTheSame: members that differ in one character look
// different, though no font on the computer has that character.
func TestWhatNoFontHasIsSeenAllTheSame(t *testing.T) {
	onlyDejaVu(t)
	h := newHome(t)
	members := []string{
		"ab@example.com",
		"a\U00020000b@example.com", // assigned, a box
		"a\u5c71b@example.com",
		"a\u0378b@example.com", // unassigned, a chip
		"a\ue000b@example.com",
		"a\uffffb@example.com",
		"\u5c71\u7530 \u592a\u90ce",
	}
	events := make([]event.Event, len(members))
	for i, member := range members {
		events[i] = event.Event{ID: fmt.Sprintf("evt_%d", i), Actor: member, Category: "auth", Action: "signin", Description: "Signed in",
			Time: event.Time(time.Date(2026, 8, 4, 12, 0, 59-i, 0, time.UTC).UnixNano())}
	}
	activity(t, h.path("activity.json"), events)
	h.cli(t, "new", "Case.daybook")
	h.cli(t, "import", "Case.daybook", "activity.json")
	w := open(t, h, "Case.daybook")
	w.see(grid, "Events")
	w.until("the rows", func() bool { return len(w.boxes()) == len(members) })
	if to := os.Getenv(picturesVariable); to != "" {
		w.picture(filepath.Join(to, "only-dejavu.png"))
	}
	var column rectangle
	for _, n := range w.page.all(columnHeader) {
		if sorting, ok := n.within(button); ok && sorting.label() == "Member" {
			column = n.at()
		}
	}
	require.NotZero(t, column.Width)
	ink := func(row int) int {
		box := w.boxes()[row].at()
		return w.dark(rectangle{column.X, box.Y - 6, column.Width, box.Height + 12})
	}
	plain := 0
	w.until("the first row is drawn", func() bool { plain = ink(0); return plain > 50 })
	for row := range members[1:6] {
		require.Greater(t, ink(row+1), plain+8, "%q is seen to be more than %q", members[row+1], members[0])
	}
	require.Greater(t, ink(6), 40, "a name of which no font has a character is no blank")
	w.close(w.frame)
	w.ends()
}
