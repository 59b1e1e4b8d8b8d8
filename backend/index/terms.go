package index

import (
	"strings"
	"unicode/utf8"

	"daybook/backend/query"
)

const (
	// maxTerm is the greatest number of a tail's bytes that become its term.
	// Without it the tails of one MiB of "a.a.a…" would be 275 GB of terms.
	maxTerm = 32

	// minTerm is the number of bytes that are left of a tail whatever digits it
	// has.
	minTerm = 4
)

// tails calls add with the term of each tail of a Normal text, in the order of
// their starts. The terms are parts of normal and never empty; a term that occurs
// twice is given twice. It allocates nothing.
func tails(normal string, add func(term string)) {
	for more := true; more; {
		var chunk string
		chunk, normal, more = strings.Cut(normal, " ")
		afterWord := false
		for i := 0; i < len(chunk); {
			starts, word, size := kind(chunk[i:])
			if starts || !afterWord {
				add(cut(chunk[i:], word))
			}
			afterWord = word
			i += size
		}
	}
}

// cut returns the term of a tail; word says whether its first character is a word
// character. The proof in the package documentation needs this property: it looks
// at no byte after those that it leaves.
func cut(tail string, word bool) string {
	tail = tail[:min(len(tail), maxTerm)]
	if word {
		return tail
	}
	for i := range len(tail) {
		if c := tail[i]; '0' <= c && c <= '9' {
			return tail[:min(len(tail), max(i+1, minTerm))]
		}
	}
	return tail
}

// kind reports for the first character of s whether a tail starts at it whatever is
// before it, whether it is a word character, and how many bytes it has.
func kind(s string) (starts, word bool, size int) {
	if c := s[0]; c < utf8.RuneSelf {
		return !asciiWord[c], asciiWord[c], 1
	}
	r, size := utf8.DecodeRuneInString(s)
	return query.StartsAnywhere(r), query.IsWord(r), size
}

var asciiWord = func() (is [utf8.RuneSelf]bool) {
	for c := range is {
		is[c] = query.IsWord(rune(c))
	}
	return is
}()
