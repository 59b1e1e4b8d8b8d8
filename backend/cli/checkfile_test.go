package cli_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAFileIsNotCalledUnknownWithoutTheKey checks files on a computer that does not have the
// key of the archive.
func TestAFileIsNotCalledUnknownWithoutTheKey(t *testing.T) {
	s := newShell(t)
	s.write("activity.json", events)
	s.does("new", "a.daybook")
	s.does("import", "a.daybook", "activity.json")
	s.does("export", "a.daybook", "--format", "csv")
	require.Contains(t, s.does("check-file", "a.daybook", "activity.csv"), "is as it was exported")
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	require.Contains(t, s.does("check-file", "a.daybook", "activity.json"), "is as it was imported")
	require.Contains(t, s.fails("check-file", "a.daybook", "activity.csv"),
		"cannot be told here. The archive knows 1 file only by marks of a key that is not on this computer; check the file on the computer that has it")
}
