package archive_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/ledger"
	"daybook/backend/retention"
)

// TestALineUnderAClockThatWasSetBackDoesNotMakeItRight writes lines while the clock is
// set back: the time that the archive knew before must still count.
func TestALineUnderAClockThatWasSetBackDoesNotMakeItRight(t *testing.T) {
	ctx := context.Background()
	c := &clock{today}
	dir, a := kept(t, c, spread("a", 300, 12*time.Hour))
	purged(t, a, c.now)
	stopped := func(a *archive.Archive) bool {
		due, err := a.Due(ctx, c.now, "")
		require.NoError(t, err)
		step, _ := due.Situation.Decide()
		return step == retention.Stop
	}
	require.False(t, stopped(a))
	c.now = today.Add(-48 * time.Hour)
	require.True(t, stopped(a))
	for range 2 { // after a line, and after an import
		_, err := a.Ledger().Record(ctx, ledger.KindExported, ledger.Handover{Format: "csv"})
		require.NoError(t, err)
		require.True(t, stopped(a))
	}
	imported(t, a, some(5, 10))
	require.True(t, stopped(a))
	require.NoError(t, a.Close())
	a = reopened(t, dir, c)
	require.True(t, stopped(a), "nor after it was opened again")
	c.now = today.Add(time.Minute)
	require.False(t, stopped(a))
	closeVerified(t, a)
}
