package window

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/sample"
)

// TestAnArchiveInDoubtIsOnlyReadUntilTheOfficerAgrees restores the folder's files from
// before a hold, while no window has the archive open.
func TestAnArchiveInDoubtIsOnlyReadUntilTheOfficerAgrees(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 200)))
	path := shown(t, a).Path
	require.Empty(t, shown(t, a).Doubt)
	_, err := a.Trust(TrustRequest{Reason: "for nothing"})
	require.Equal(t, "gone", code(t, err))
	require.NoError(t, a.CloseArchive())
	older := map[string][]byte{}
	for _, name := range []string{"journal.jsonl", "journal.head", "archive.json"} {
		older[name], err = os.ReadFile(filepath.Join(path, name))
		require.NoError(t, err)
	}
	d.folder = path
	open := func() {
		_, err := a.ChooseArchive()
		require.NoError(t, err)
	}
	open()
	_, err = a.PlaceHold(HoldRequest{Search: SearchState{Zone: "UTC", Sort: Sort{Column: "timestamp", Descending: true}, Page: 1}, Reason: "audit"})
	require.NoError(t, err)
	require.NoError(t, a.CloseArchive())
	for name, data := range older {
		require.NoError(t, os.WriteFile(filepath.Join(path, name), data, 0o600))
	}

	open()
	info := shown(t, a)
	require.Len(t, info.Doubt, 1)
	require.Contains(t, info.Doubt[0], "This computer last knew (")
	require.Equal(t, 200, info.Events)
	d.target = filepath.Join(t.TempDir(), "out.csv")
	id, err := a.Export(ExportRequest{Format: "csv", Selection: Selection{Seqs: []uint64{3}}, Search: search("")})
	if err == nil {
		task := d.ended(t, id)
		require.Equal(t, TaskFailed, task.Phase)
		err = task.Fault
	}
	require.Equal(t, "doubt", code(t, err))
	require.NoFileExists(t, d.target)
	_, err = a.SaveCheckpoint()
	require.Equal(t, "doubt", code(t, err))
	_, err = a.Copy(CopyRequest{Format: "csv", Selection: Selection{Seqs: []uint64{3}}, Search: search("")})
	require.Equal(t, "doubt", code(t, err))

	for _, reason := range []string{"", " ", strings.Repeat("x", 1001), "\xff"} {
		_, err = a.Trust(TrustRequest{Reason: reason})
		require.Equal(t, "input", code(t, err))
	}
	after, err := a.Trust(TrustRequest{Reason: "The backup of Monday"})
	require.NoError(t, err)
	require.Empty(t, after.Doubt)
	_, err = a.SaveCheckpoint()
	require.NoError(t, err)
	page, err := a.Journal(JournalRequest{Page: 1})
	require.NoError(t, err)
	require.Contains(t, page.Lines[1].Words, "The backup of Monday")
	require.NoError(t, a.CloseArchive())

	// Another computer has no key, and makes one only with the officer's agreement.
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	open()
	require.Empty(t, shown(t, a).Doubt)
	_, err = a.SaveCheckpoint()
	require.Equal(t, "no-key", code(t, err))
	require.EqualError(t, err, "The key that signs for this archive cannot be used on this computer: "+strings.SplitN(err.Error(), ": ", 2)[1])
	require.Regexp(t, `: key [0-9a-f]{8}: there is no such key on this computer$`, err.Error())
	_, err = a.Trust(TrustRequest{Reason: "It is another computer", NewKey: true})
	require.NoError(t, err)
	d.target = filepath.Join(t.TempDir(), "again.checkpoint")
	_, err = a.SaveCheckpoint()
	require.NoError(t, err)
}
