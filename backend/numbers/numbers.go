// Package numbers writes numbers as people read them, the same in the window, on
// the command line, in the journal and in reports.
package numbers

import "strconv"

// Grouped is n with a comma before each three digits: "18,717".
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

// Counted is a number of things: "1 event", "2,000 events".
func Counted[N int | int64](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Grouped(n) + " " + many
}

// Plural is a number of things that take an s.
func Plural[N int | int64](n N, one string) string { return Counted(n, one, one+"s") }
