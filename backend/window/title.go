package window

import (
	"strings"
	"unicode"
)

// Title is the title of a window without an archive.
const Title = "Daybook"

// longestTitle limits the characters of an archive's name in a title.
const longestTitle = 80

// titleOf returns the title of a window with the archive of that name. The
// window system draws it and cannot mark invisible characters: controls, and
// characters that change the direction of text, are left out.
func titleOf(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar || !unicode.IsGraphic(r):
			return -1
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	if runes := []rune(name); len(runes) > longestTitle {
		name = strings.TrimSpace(string(runes[:longestTitle])) + "…"
	}
	if name == "" {
		return Title
	}
	return name + " – " + Title
}
