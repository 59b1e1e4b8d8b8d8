// Package fuzztest keeps fuzzing at work where inputs are long.
package fuzztest

import (
	"flag"
	"testing"
)

// Briefly is for the first line of a target. Go makes each input that is new to it
// smaller first, for up to a minute, by leaving out every stretch of it in turn: of a
// file of a thousand bytes that is half a million runs, and next to nothing else is
// tried. So few runs are spent on that, unless -fuzzminimizetime says how many. What
// fails is made smaller as little: ask for more there.
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
