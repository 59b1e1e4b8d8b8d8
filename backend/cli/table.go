package cli

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// A column of a table.
type column struct {
	title string
	least int // terminal columns that it keeps if room is short
}

const between = "  " // separates the columns of a table

// layOut lines up rows under the titles. If room, the number of terminal
// columns, is not 0, lines are made to fit: from the last column to the first,
// each gives up what it has above its least, and texts that no longer fit end
// in "…". The texts must be visible.
func layOut(columns []column, rows [][]string, room int) []string {
	widths := make([]int, len(columns))
	for i, c := range columns {
		widths[i] = textWidth(c.title)
	}
	for _, row := range rows {
		for i, text := range row {
			widths[i] = max(widths[i], textWidth(text))
		}
	}
	if room > 0 {
		shrink(columns, widths, room)
	}
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = c.title
	}
	lines := make([]string, 0, len(rows)+1)
	for _, row := range append([][]string{titles}, rows...) {
		var b strings.Builder
		for i, text := range row {
			if i > 0 {
				b.WriteString(between)
			}
			if room > 0 {
				text = cut(text, widths[i])
			}
			b.WriteString(text)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-textWidth(text)))
			}
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return lines
}

func shrink(columns []column, widths []int, room int) {
	over := len(between)*(len(columns)-1) - room
	for _, w := range widths {
		over += w
	}
	for i := len(columns) - 1; i >= 0 && over > 0; i-- {
		give := min(over, max(0, widths[i]-columns[i].least))
		widths[i] -= give
		over -= give
	}
}

// textWidth returns the number of terminal columns that s takes.
func textWidth(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// cut returns s in at most room columns, with "…" in place of the part that was
// cut off.
func cut(s string, room int) string {
	if textWidth(s) <= room {
		return s
	}
	used := 0
	for i, r := range s {
		if used += runeWidth(r); used > room-1 {
			return s[:i] + strings.Repeat("…", min(1, max(0, room)))
		}
	}
	return s
}
