package archive

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestGarbageGathersAsBeforeOnceNoChangeIsUnderWay checks a setting of the whole
// program, so no other test may change an archive meanwhile.
func TestGarbageGathersAsBeforeOnceNoChangeIsUnderWay(t *testing.T) {
	is := func() int {
		was := debug.SetGCPercent(100)
		debug.SetGCPercent(was)
		return was
	}
	before := debug.SetGCPercent(77)
	defer debug.SetGCPercent(before)
	one, other := holdGarbage(), holdGarbage()
	require.Equal(t, garbagePercent, is())
	one()
	require.Equal(t, garbagePercent, is())
	other()
	require.Equal(t, 77, is())
	again := holdGarbage()
	require.Equal(t, garbagePercent, is())
	again()
	require.Equal(t, 77, is())
}
