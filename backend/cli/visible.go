package cli

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// hiddenNames are the names of the better known hidden characters. The window
// uses the same names.
var hiddenNames = map[rune]string{
	0x00: "NUL", 0x07: "BEL", 0x08: "BS", 0x09: "TAB", 0x0a: "LF", 0x0b: "VT", 0x0c: "FF", 0x0d: "CR",
	0x1b: "ESC", 0x7f: "DEL", 0x85: "NEL", 0xad: "SHY", 0x034f: "CGJ", 0x061c: "ALM",
	0x200b: "ZWSP", 0x200c: "ZWNJ", 0x200d: "ZWJ", 0x200e: "LRM", 0x200f: "RLM",
	0x2028: "LSEP", 0x2029: "PSEP", 0x202a: "LRE", 0x202b: "RLE", 0x202c: "PDF", 0x202d: "LRO", 0x202e: "RLO",
	0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0xfeff: "BOM",
}

// hiddenRanges are the characters that take no room, or that change how the
// characters around them are shown, beyond the categories that hidden tests
// for.
var hiddenRanges = [][2]rune{
	{0x034f, 0x034f}, {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x2028, 0x2029}, {0x2065, 0x2065},
	{0x2800, 0x2800}, {0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xffa0, 0xffa0}, {0xe0000, 0xe0fff},
}

// hidden reports whether a character is invisible: a control, bidirectional,
// zero-width, private or unassigned character.
func hidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cn, unicode.Co) {
		return true
	}
	for _, span := range hiddenRanges {
		if r >= span[0] && r <= span[1] {
			return true
		}
	}
	return false
}

// visible returns s with each hidden character replaced by its name, and each
// byte that is not UTF-8 likewise.
func visible(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, "⟨%02X⟩", s[i])
		case !hidden(r):
			b.WriteRune(r)
		case hiddenNames[r] != "":
			b.WriteString("⟨" + hiddenNames[r] + "⟩")
		default:
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
		}
	}
	return b.String()
}

// plain reports whether visible leaves a text as it is.
func plain(s string) bool {
	for i, r := range s {
		if hidden(r) || r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)) {
			return false
		}
	}
	return true
}

// escapeHidden writes the hidden characters of a line of JSON as \u escapes,
// which mean the same: a terminal that shows the line obeys none of them. The
// only hidden characters of JSON outside of texts are white space between
// values, so the line must have been encoded without any.
func escapeHidden(line []byte) []byte {
	s := string(line)
	if plain(s) {
		return line
	}
	out := make([]byte, 0, len(line)+32)
	for _, r := range s {
		if !hidden(r) {
			out = utf8.AppendRune(out, r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			out = fmt.Appendf(out, `\u%04x`, unit)
		}
	}
	return out
}
