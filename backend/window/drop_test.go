package window

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"daybook/backend/sample"

	"github.com/stretchr/testify/require"
)

func TestDroppedFilesAreImportedByToken(t *testing.T) {
	a, d := started(t, nil)
	notes := filepath.Join(t.TempDir(), "notes.txt")
	require.NoError(t, os.WriteFile(notes, []byte("buy milk"), 0o600))
	a.w.Dropped([]string{activity(t, slices.Collect(sample.Events(1, 50))), notes})
	drop := <-d.drops
	require.Equal(t, "activity.json", drop.Files[0].Name)
	require.Positive(t, drop.Files[0].Bytes)
	id, err := a.ImportDropped(drop.Token, ImportOptions{Zone: "Europe/Paris", DateOrder: "day-first"})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Equal(t, TaskDone, task.Phase)
	require.Equal(t, 50, task.Imports[0].Added)
	require.Equal(t, "notes.txt", task.Refused[0].File)
	require.Equal(t, "not-events", task.Refused[0].Fault.Code)
	imports, err := a.Imports()
	require.NoError(t, err)
	require.Len(t, imports, 1)
	details, err := a.Event(3)
	require.NoError(t, err)
	require.Equal(t, 1, details.Import.Number)
	require.Len(t, details.Leaf, 64)
}

// If a drop comes by way of the page, the page could name any path.
func TestFilesThatThePageSaysWereDroppedAreAskedAbout(t *testing.T) {
	a, d := started(t, nil)
	paths := []string{"/etc/passwd", ""}
	a.w.SaidDropped(paths)
	require.Empty(t, d.drops)
	_, err := a.takeDrop(a.drop)
	require.NoError(t, err)
	require.Empty(t, a.dropPaths)
	require.Contains(t, d.question, "1 file on the window")
	require.Contains(t, d.question, "/etc/passwd")

	d.agrees = true
	a.w.SaidDropped(paths)
	require.Equal(t, "passwd", (<-d.drops).Files[0].Name)
	require.Equal(t, []string{"/etc/passwd"}, a.dropPaths)

	d.question = ""
	a.w.SaidDropped([]string{""})
	require.Empty(t, d.question, "nothing was dropped")
	a.w.SaidDropped(slices.Repeat([]string{"/etc/passwd"}, 1234))
	require.Contains(t, d.question, "1,234 files")
	require.Contains(t, d.question, "and 1,224 more")
	require.Less(t, len(d.question), 300)
}
