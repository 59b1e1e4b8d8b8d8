package folder

import (
	"strings"
	"unicode/utf8"
)

// Texts from outside go into files that must read back byte for byte: the name of a
// file, of a user or of a folder, which on many systems can be any bytes, and the
// notes of a reader of files. They are made valid where they come in, so that they
// are the same in memory, on the disk and on the screen.

// The greatest lengths of such texts, in bytes. No text of a reader is that long.
const (
	MaxText = 8 << 10
	maxTold = 1000 // notes of an import
)

// Valid returns a text with U+FFFD for each byte that is not UTF-8.
func Valid(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	return string([]rune(text))
}

// Bounded returns a valid text of at most about MaxText bytes. A text that is cut
// ends with an ellipsis, and inside a quotation with the closing quote, since a
// purge looks at quoted texts.
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

// Told returns the notes of an import, made valid and bounded.
func Told(notes []string) []string {
	texts := make([]string, 0, min(len(notes), maxTold))
	for _, note := range notes[:min(len(notes), maxTold)] {
		texts = append(texts, Bounded(note))
	}
	return texts
}
