// Package clip shortens texts where a message or a description shows them.
package clip

import "strings"

// Text shortens s to at most n bytes, at the end of a character, and marks that it
// did.
func Text(s string, n int) string {
	if len(s) <= n {
		return s
	}
	const mark = "…"
	for n -= len(mark); n > 0 && s[n]&0xC0 == 0x80; n-- {
	}
	return strings.TrimRight(s[:n], " ") + mark
}
