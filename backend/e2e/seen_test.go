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

// onlyDejaVu lets programs find no font except DejaVu, which may be the only font
// of a fresh machine.
func onlyDejaVu(t *testing.T) {
	t.Helper()
	const dejaVu = "/usr/share/fonts/truetype/dejavu"
	require.DirExists(t, dejaVu)
	path := filepath.Join(t.TempDir(), "fonts.conf")
	text := fmt.Sprintf(`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>`, dejaVu, t.TempDir())
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	t.Setenv("FONTCONFIG_FILE", path)
}

// looks returns the picture of a part of the screen, and how many of its pixels are
// dark: its letters, where the theme is light.
func (w *window) looks(part rectangle) (picture string, dark int) {
	w.t.Helper()
	got, err := xproto.GetImage(w.conn, xproto.ImageFormatZPixmap, xproto.Drawable(w.root), int16(part.X), int16(part.Y), uint16(part.Width), uint16(part.Height), math.MaxUint32).Reply()
	require.NoError(w.t, err)
	for i := 0; i+3 < len(got.Data); i += 4 {
		if int(got.Data[i])+int(got.Data[i+1])+int(got.Data[i+2]) < 3*150 {
			dark++
		}
	}
	return string(got.Data), dark
}

// TestWhatNoFontHasIsSeenAllTheSame: members that differ in one character look
// different, though no font on the computer has any of them.
func TestWhatNoFontHasIsSeenAllTheSame(t *testing.T) {
	h := newHome(t) // skips where there is no window
	onlyDejaVu(t)
	members := []string{
		"ab@example.com",
		"a\U00020000b@example.com",
		"a\u5c71b@example.com",
		"a\u0378b@example.com", // unassigned
		"a\ue000b@example.com", // private
		"a\uffffb@example.com",
		"\u5c71\u7530 \u592a\u90ce",
		"\u5c71\u7530 \u6b21\u90ce",
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
	cell := func(row int) (string, int) {
		box := w.boxes()[row].at()
		return w.looks(rectangle{column.X, box.Y - 6, column.Width - 8, box.Height + 12})
	}
	w.until("the rows are drawn", func() bool { _, dark := cell(len(members) - 1); return dark > 20 })
	seen := make(map[string]string)
	for row, member := range members {
		picture, dark := cell(row)
		require.Greater(t, dark, 20, "%q is no blank", member)
		require.Empty(t, seen[picture], "%q looks like that", member)
		seen[picture] = member
	}
	w.close(w.frame)
	w.ends()
}
