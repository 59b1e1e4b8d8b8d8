package cli_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNothingIsWrittenIntoTheArchive: a file there may replace a file of the
// archive, and would outlive a purge of its events.
func TestNothingIsWrittenIntoTheArchive(t *testing.T) {
	s := newShell(t)
	s.archive()
	require.NoError(t, os.Symlink("a.daybook", "link"))
	require.NoError(t, os.Symlink(filepath.Join("a.daybook", "archive.json"), "innocent.json"))
	require.NoError(t, os.Symlink(filepath.Join("a.daybook", "nothing.json"), "dangling.json"))
	s.does("new", "b.daybook")
	require.NoError(t, os.Symlink(filepath.Join("b.daybook", "archive.json"), "other.json"))
	require.NoError(t, os.Symlink(filepath.Join("b.daybook", "snapshots"), "deep"))
	before := contents(t, "b.daybook")
	for _, args := range [][]string{
		{"export", "a.daybook", "--format", "json", "--force", "-o", "a.daybook/archive.json"},
		{"export", "a.daybook", "--format", "json", "--force", "-o", "innocent.json"},
		{"export", "a.daybook", "--format", "json", "--force", "-o", "dangling.json"},
		{"export", "a.daybook", "--format", "csv", "-o", "a.daybook/activity.csv"},
		{"export", "a.daybook", "--format", "csv", "-o", "link/segments/activity.csv"},
		{"checkpoint", "a.daybook", "-o", "a.daybook/tree/checkpoint"},
		// Another archive is refused, too: nobody would know why its file was
		// gone.
		{"export", "a.daybook", "--format", "json", "--force", "-o", "b.daybook/archive.json"},
		{"export", "a.daybook", "--format", "csv", "-o", "b.daybook/segments/activity.csv"},
		{"export", "a.daybook", "--format", "bundle", "--force", "-o", "b.daybook/CURRENT"},
		{"export", "a.daybook", "--format", "csv", "--force", "-o", "other.json"},
		{"export", "a.daybook", "--format", "csv", "-o", "deep/activity.csv"},
		{"checkpoint", "a.daybook", "-o", "b.daybook/checkpoint"},
	} {
		require.Contains(t, s.fails(args...), "that is in the archive's own folder; choose another folder", args)
	}
	s.does("verify", "a.daybook")
	s.does("verify", "b.daybook")
	after := contents(t, "b.daybook")
	require.Equal(t, slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)))
	left, err := filepath.Glob("a.daybook/*.tmp*")
	require.NoError(t, err)
	require.Empty(t, left)
	require.NoFileExists(t, "a.daybook/activity.csv")
	require.NoFileExists(t, "a.daybook/segments/activity.csv")
}
