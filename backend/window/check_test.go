package window

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/sample"
)

// TestTheWindowIsToldWhatCannotBeReadAndWhatWasMended damages an archive while it is closed.
func TestTheWindowIsToldWhatCannotBeReadAndWhatWasMended(t *testing.T) {
	events := slices.Collect(sample.Events(1, 500))
	a, d := started(t, events)
	more := slices.Collect(sample.Events(2, 300))
	d.files = []string{activity(t, more)}
	id, err := a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	added := d.ended(t, id).Imports[0].Added
	d.folder = filepath.Join(d.folder, "Northwind- 2026-27.daybook")
	require.NoError(t, a.CloseArchive())

	columns := filepath.Join(d.folder, "segments", "000001", "columns")
	data, err := os.ReadFile(columns)
	require.NoError(t, err)
	data[len(data)/2] ^= 1
	require.NoError(t, os.Chmod(columns, 0o600))
	require.NoError(t, os.WriteFile(columns, data, 0o600))
	require.NoError(t, os.RemoveAll(filepath.Join(d.folder, "segments", "000002")))
	info, err := a.ChooseArchive()
	require.NoError(t, err)
	require.Equal(t, len(events), info.Events)
	require.Equal(t, added, info.Unread)
	require.Empty(t, info.ReadOnly)
	require.Len(t, info.Notices, 1)
	require.Contains(t, info.Notices[0], "Found damaged, built again: segments/000001/columns")

	id, err = a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	require.Zero(t, d.ended(t, id).Imports[0].Added)
	state, err := a.State()
	require.NoError(t, err)
	require.Equal(t, len(events)+added, state.Archive.Events)
	require.Zero(t, state.Archive.Unread)
}
