package archive_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestACopyThatIsLookedAtPutsTheOtherOneInNoDoubt copies an archive to another disk,
// verifies the copy, and goes on with the original.
func TestACopyThatIsLookedAtPutsTheOtherOneInNoDoubt(t *testing.T) {
	c := &clock{today}
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	dir, a := kept(t, c, spread("a", 60, day))
	require.NoError(t, a.Close())
	stick := filepath.Join(t.TempDir(), "stick")
	require.NoError(t, copyFolder(dir, stick))
	lines := fileOf(t, stick, "journal.jsonl")

	for range 2 { // the second opening finds what the first opening left
		a = reopened(t, stick, c)
		r := verified(t, a)
		require.Empty(t, r.Problems)
		require.Equal(t, "this is a copy of the archive in "+dir+", which would then no longer be as this computer last knew it", r.Unrecorded)
		require.NoError(t, a.Close())
		require.Equal(t, lines, fileOf(t, stick, "journal.jsonl"))
	}
	a = reopened(t, dir, c)
	require.Nil(t, a.Ledger().Doubt())
	imported(t, a, spread("b", 30, day))
	require.Empty(t, verified(t, a).Unrecorded)
	require.NoError(t, a.Close())

	// The copy is out of date by now.
	a = reopened(t, stick, c)
	require.NotNil(t, a.Ledger().Doubt())
	require.NoError(t, a.Close())

	// A copy that is changed becomes the known archive, and so does a copy that was moved.
	require.NoError(t, os.RemoveAll(stick))
	require.NoError(t, copyFolder(dir, stick))
	a = reopened(t, stick, c)
	imported(t, a, spread("c", 30, day))
	require.Empty(t, verified(t, a).Unrecorded)
	require.NoError(t, a.Close())
	a = reopened(t, dir, c)
	require.NotNil(t, a.Ledger().Doubt())
	require.NoError(t, a.Close())
	moved := filepath.Join(t.TempDir(), "moved")
	require.NoError(t, os.Rename(stick, moved))
	a = reopened(t, moved, c)
	require.Empty(t, verified(t, a).Unrecorded)
}
