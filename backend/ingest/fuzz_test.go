package ingest

import (
	"flag"
	"testing"

	"github.com/stretchr/testify/require"
)

// minimiseBriefly keeps a target at work. Go makes each input that is new to it smaller
// first, for up to a minute, by leaving out every stretch of it in turn: of a file of a
// thousand bytes that is half a million runs, and next to nothing else is tried. So few
// runs are spent on that, unless -fuzzminimizetime says how many.
func minimiseBriefly(f *testing.F) {
	f.Helper()
	const name = "test.fuzzminimizetime"
	given := false
	flag.Visit(func(set *flag.Flag) { given = given || set.Name == name })
	if !given {
		require.NoError(f, flag.Set(name, "50x"))
	}
}
