package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// opening is about the time that it takes to open an archive and to verify a small one.
const opening = 30 * time.Millisecond

// TestAKilledCommandIsWholeOrAbsent kills the program at random moments of each
// command that writes.
func TestAKilledCommandIsWholeOrAbsent(t *testing.T) {
	rounds := either(70, 5)
	rnd := randomly(t)
	home := inMemory(t)
	require.NoError(t, os.Mkdir(filepath.Join(home, "base"), 0o700))
	base := newWorld(t, filepath.Join(home, "base"), 600)
	kills := 0
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			o := c.outcome(t, base, filepath.Join(home, "alone"))
			counts := make([]int, len(o.states))
			done := 0
			for round := range rounds {
				w := c.copied(t, base, filepath.Join(home, "killed"))
				p := w.start(t, c.args...)
				p.wait(time.Duration(rnd.Float64() * 1.1 * float64(o.took)))
				seen := c.seen(t, p)
				p.kill()
				if round%2 == 0 { // the command that opens it next is killed too
					next := w.start(t, "verify", c.of())
					next.wait(time.Duration(rnd.Int64N(int64(opening))))
					next.kill()
				}
				counts[c.check(t, w, o, seen)]++
				if seen.done {
					done++
				}
				kills++
			}
			t.Logf("takes %v; of %d kills %d came too late; by the state that was found, from before to after: %v", o.took, rounds, done, counts)
		})
	}
	t.Logf("%d kills", kills)
}
