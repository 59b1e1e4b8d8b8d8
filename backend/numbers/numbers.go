// Package numbers writes numbers as people read them, the same in the window, on
// the command line, in the journal and in reports.
package numbers

import (
	"strconv"
	"strings"
)

// Grouped returns n with a comma before each group of three digits: "18,717".
func Grouped[N int | int64](n N) string {
	s := strconv.FormatInt(int64(n), 10)
	first := 0
	if n < 0 {
		first = 1
	}
	for i := len(s) - 3; i > first; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Counted returns a number with its noun: "1 event", "2,000 events".
func Counted[N int | int64](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Grouped(n) + " " + many
}

// Plural returns a number with a noun whose plural ends in s.
func Plural[N int | int64](n N, one string) string { return Counted(n, one, one+"s") }

// Sentence returns one if n is 1, and many otherwise, with n in place of each #.
func Sentence[N int | int64](n N, one, many string) string {
	if n == 1 {
		return strings.ReplaceAll(one, "#", "1")
	}
	return strings.ReplaceAll(many, "#", Grouped(n))
}

// Said is a number with its singular and plural sentences, as Sentence takes them.
type Said struct {
	N         int64
	One, Many string
}

// Sentences returns the sentences of the numbers above 0.
func Sentences(all ...Said) (sentences []string) {
	for _, said := range all {
		if said.N > 0 {
			sentences = append(sentences, Sentence(said.N, said.One, said.Many))
		}
	}
	return sentences
}
