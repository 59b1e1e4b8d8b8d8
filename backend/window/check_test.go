package window

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/sample"
)

// TestTheWindowIsToldWhatCannotBeReadAndWhatWasMended damages an archive while it is
// closed.
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

// TestADamagedEventKeepsNoOtherFromBeingShown damages one block of the events; importing
// their original file again heals it.
func TestADamagedEventKeepsNoOtherFromBeingShown(t *testing.T) {
	events := slices.Collect(sample.Events(1, 4000))
	a, d := started(t, events)
	paths, err := filepath.Glob(filepath.Join(a.w.open.Path(), "segments", "*", "events", "*.sst"))
	require.NoError(t, err)
	path := a.w.open.Path()
	require.NoError(t, a.CloseArchive())
	for _, table := range paths {
		data, err := os.ReadFile(table)
		require.NoError(t, err)
		data[len(data)/10] ^= 1
		require.NoError(t, os.Chmod(table, 0o600))
		require.NoError(t, os.WriteFile(table, data, 0o600))
	}
	_, err = a.openPath(path)
	require.NoError(t, err)
	require.Error(t, a.w.open.Checked(t.Context()))
	damaged := func() (n int) {
		for page := 1; page <= 20; page++ {
			s := search("")
			s.Page = page
			got, err := a.Search(SearchRequest{Search: s, Number: int64(100 + page)})
			require.NoError(t, err)
			require.Equal(t, 4000, got.Total)
			for _, hit := range got.Hits {
				if hit.Damage != "" {
					require.Contains(t, hit.Damage, "event number ")
					n++
				}
			}
		}
		return n
	}
	n := damaged()
	require.NotZero(t, n)
	require.Less(t, n, 2000)
	d.files = []string{activity(t, events)}
	id, err := a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Equal(t, TaskDone, task.Phase)
	require.Contains(t, task.Imports[0].Notes, "Damaged events that were healed: "+strconv.Itoa(n)+". Their records are those that were imported first")
	a.searches.number = 0
	require.Zero(t, damaged())
	require.NoError(t, a.w.open.Checked(t.Context()))
}
