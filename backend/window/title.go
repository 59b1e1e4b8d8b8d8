package window

import (
	"strings"
	"unicode"
)

// Title is that of a window without an archive.
const Title = "Daybook"

// longestTitle is how many characters of a name a title has at most.
const longestTitle = 80

// titleOf is the title of a window with the archive of that name. The window
// system draws it, which knows no chips for what cannot be seen: controls and
// what changes the direction of what is read are left out.
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
