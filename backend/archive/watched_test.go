//go:build race

package archive_test

// watched reports whether the race detector is on, under which everything
// takes ten times as long and as much memory.
const watched = true
