// Package fuzztest keeps fuzzing productive where inputs are long.
package fuzztest

import (
	"flag"
	"testing"
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
