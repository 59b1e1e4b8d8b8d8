package index

import (
	"strings"
	"unicode/utf8"

	"daybook/backend/query"
)

// maxTerm is the most bytes of a tail that become its term. It bounds what one
// description can cost: the tails of 1 MiB of "a.a.a" would otherwise be
// 275 GB. A cut may fall inside a character; terms are compared as bytes.
const maxTerm = 32

// Tails calls add with the term of each tail of a Normal text, in order of
// their starts. Terms are sub-strings of normal, none is empty, and the same
// term is given as often as it occurs.
func tails(normal string, add func(term string)) {
	for len(normal) > 0 {
		chunk, rest, _ := strings.Cut(normal, " ")
		follows := true // whether a tail may start here whatever the character is
		for i := 0; i < len(chunk); {
			starts, word, size := class(chunk[i:])
			if starts || follows {
				add(chunk[i:min(i+maxTerm, len(chunk))])
			}
			follows = !word
			i += size
		}
		normal = rest
	}
}

// Class says of the first character of s whether a tail starts at it wherever
// it stands, whether it is a word character, and how many bytes it has.
func class(s string) (starts, word bool, size int) {
	if c := s[0]; c < utf8.RuneSelf {
		word = asciiWord[c]
		return !word, word, 1
	}
	r, size := utf8.DecodeRuneInString(s)
	return query.StartsAnywhere(r), query.IsWord(r), size
}

var asciiWord = func() (table [utf8.RuneSelf]bool) {
	for c := range table {
		table[c] = query.IsWord(rune(c))
	}
	return table
}()
