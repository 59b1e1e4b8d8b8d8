package folder

import (
	"strings"
	"unicode/utf8"
)

// What others say goes into files that must read back byte for byte: the name of a
// file, of a user or of a folder, which on many systems is any bytes, and what a
// reader of files has to tell. It is made text where it comes in, so that it is the
// same in memory, on the disk and before the officer.

// Bounds of such texts, in bytes. Nothing that a reader says has that many.
const (
	MaxText = 8 << 10
	maxTold = 1000 // notes of an import
)

// Valid is a text with U+FFFD for each byte that is of no UTF-8.
func Valid(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	return string([]rune(text))
}

// Bounded is a valid text of at most about MaxText bytes. One that is cut ends with
// an ellipsis, and in a quote with its end, since a purge looks at what is quoted.
func Bounded(text string) string {
	if text = Valid(text); len(text) <= MaxText {
		return text
	}
	end := MaxText
	for !utf8.RuneStart(text[end]) {
		end--
	}
	text = text[:end]
	open, escaped := false, false
	for _, b := range []byte(text) {
		switch {
		case escaped:
			escaped = false
		case open && b == '\\':
			escaped = true
		case b == '"':
			open = !open
		}
	}
	if escaped {
		text = strings.TrimSuffix(text, `\`)
	}
	if open {
		return text + `…"`
	}
	return text + "…"
}

// Told are the notes of an import.
func Told(notes []string) []string {
	texts := make([]string, 0, min(len(notes), maxTold))
	for _, note := range notes[:min(len(notes), maxTold)] {
		texts = append(texts, Bounded(note))
	}
	return texts
}
