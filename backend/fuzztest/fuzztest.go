// Package fuzztest keeps fuzzing productive where inputs are long.
package fuzztest

import (
	"flag"
	"testing"
	"unicode/utf16"
)

// Briefly is for the first line of a target. Go first shrinks each new input, for up
// to a minute, by leaving out every stretch of it in turn: for a file of a thousand
// bytes these are half a million runs, and almost nothing else is tried. So only a
// few runs are spent on that, unless -fuzzminimizetime sets their number. A failing
// input is shrunk as little: set a larger number there.
func Briefly(f *testing.F) {
	f.Helper()
	const name = "test.fuzzminimizetime"
	given := false
	flag.Visit(func(set *flag.Flag) { given = given || set.Name == name })
	if given {
		return
	}
	if err := flag.Set(name, "50x"); err != nil {
		f.Fatal(err)
	}
}

// Wide is text in units of two or four bytes.
func Wide(text string, width int, big bool) (b []byte) {
	put := func(c uint32) {
		for i := range width {
			shift := 8 * i
			if big {
				shift = 8 * (width - 1 - i)
			}
			b = append(b, byte(c>>shift))
		}
	}
	if width == 4 {
		for _, r := range text {
			put(uint32(r))
		}
		return b
	}
	for _, c := range utf16.Encode([]rune(text)) {
		put(uint32(c))
	}
	return b
}
