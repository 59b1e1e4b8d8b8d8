package wording

import (
	"strings"
	"unicode"

	"daybook/backend/clip"
)

// The greatest lengths in a description: of one value, and of all values.
const (
	MaxValue       = 200
	MaxDescription = 2000
)

// FirstOf returns the first of the texts that is not blank, in one line and no
// longer than a value may be.
func FirstOf(texts ...string) string {
	for _, s := range texts {
		if s = OneLine(s); s != "" {
			return clip.Text(s, MaxValue)
		}
	}
	return ""
}

// OneLine is s with each run of blanks and line ends as one blank.
func OneLine(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) && r != ' ' }) < 0 && !strings.Contains(s, "  ") {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}
