package window

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/ledger"
	"daybook/backend/sample"
)

func TestAnOfficerProvesWhatWasHandedOver(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 300)))
	first, err := a.Search(SearchRequest{Search: search("webhook"), Number: 1})
	require.NoError(t, err)
	pick := Selection{Seqs: []uint64{first.Hits[0].Seq, first.Hits[1].Seq}}

	d.target = filepath.Join(t.TempDir(), "northwind.checkpoint")
	saved, err := a.SaveCheckpoint()
	require.NoError(t, err)
	require.Regexp(t, `^Northwind- 2026-27 20\d\d-\d\d-\d\d\.checkpoint$`, d.proposed)
	require.Equal(t, d.target, saved.Path)
	checkpoint := d.target

	d.target = filepath.Join(t.TempDir(), "activity.csv")
	id, err := a.Export(ExportRequest{Format: "csv", Selection: pick, Search: search("webhook")})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Equal(t, TaskDone, task.Phase)
	_, err = a.Copy(CopyRequest{Format: "json", Selection: pick, Search: search("webhook")})
	require.NoError(t, err)

	id, err = a.Verify()
	require.NoError(t, err)
	task = d.ended(t, id)
	require.Equal(t, TaskDone, task.Phase)
	require.True(t, task.Verdict.OK, task.Verdict.Problems)
	require.Equal(t, 300, task.Verdict.Events)
	require.Empty(t, task.Verdict.Unrecorded)
	state, err := a.State()
	require.NoError(t, err)
	require.NotEmpty(t, state.Archive.Verified)
	require.Equal(t, task.Verdict.Root, state.Archive.Proven.Root)

	page, err := a.Journal(JournalRequest{Page: 1})
	require.NoError(t, err)
	kinds := []string{}
	for _, l := range page.Lines {
		kinds = append(kinds, l.Kind)
	}
	require.Equal(t, []string{"verified", "copied", "exported", "checkpoint saved", "imported", "import planned", "made"}, kinds)
	require.Equal(t, 7, page.Total)
	require.Contains(t, page.Lines[2].Words, `Exported 2 events as CSV to "`+d.target)
	past, err := a.Journal(JournalRequest{Page: 2})
	require.NoError(t, err)
	require.Empty(t, past.Lines)
	_, err = a.Journal(JournalRequest{})
	require.Equal(t, "input", code(t, err))

	// The file is found under any name, but not with a byte changed.
	data, err := os.ReadFile(d.target)
	require.NoError(t, err)
	renamed := filepath.Join(t.TempDir(), "handed over.csv")
	require.NoError(t, os.WriteFile(renamed, data, 0o600))
	d.files = []string{renamed}
	check, err := a.CheckFile()
	require.NoError(t, err)
	require.True(t, check.Found)
	require.Len(t, check.Lines, 1)
	var left ledger.Handover
	require.NoError(t, json.Unmarshal([]byte(check.Lines[0].Data), &left))
	require.Equal(t, "webhook", left.Asked.Typed)
	require.Equal(t, [3]int{2, 2, first.Total}, [3]int{left.Events, left.Selected, left.Matching})
	data[len(data)/2] ^= 1
	require.NoError(t, os.WriteFile(renamed, data, 0o600))
	check, err = a.CheckFile()
	require.NoError(t, err)
	require.False(t, check.Found)
	require.Empty(t, check.Lines)

	d.files = []string{checkpoint}
	compared, err := a.CompareCheckpoint()
	require.NoError(t, err)
	require.True(t, compared.Same, compared.Proves)
	require.EqualValues(t, 300, compared.ThenSize)
	text, err := os.ReadFile(checkpoint)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(checkpoint, []byte(strings.Replace(string(text), "\n300\n", "\n299\n", 1)), 0o600))
	compared, err = a.CompareCheckpoint()
	require.NoError(t, err)
	require.False(t, compared.Same)
	d.files = []string{renamed}
	_, err = a.CompareCheckpoint()
	require.Equal(t, "input", code(t, err))

	d.files, d.target = nil, ""
	check, err = a.CheckFile()
	require.NoError(t, err)
	require.Nil(t, check, "cancelled")
	saved, err = a.SaveCheckpoint()
	require.NoError(t, err)
	require.Nil(t, saved)
}

// TestNothingLeavesAnArchiveThatCannotSaySo makes it impossible to replace the
// journal's head.
func TestNothingLeavesAnArchiveThatCannotSaySo(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 50)))
	first, err := a.Search(SearchRequest{Search: search(""), Number: 1})
	require.NoError(t, err)
	pick := Selection{Seqs: []uint64{first.Hits[0].Seq}}
	open, err := a.w.current()
	require.NoError(t, err)
	block := filepath.Join(open.Path(), "journal.head.new")
	require.NoError(t, os.MkdirAll(filepath.Join(block, "x"), 0o700))

	d.target = filepath.Join(t.TempDir(), "activity.csv")
	id, err := a.Export(ExportRequest{Format: "csv", Selection: pick, Search: search("")})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Equal(t, TaskFailed, task.Phase)
	require.Contains(t, task.Fault.Message, "journal")
	entries, err := os.ReadDir(filepath.Dir(d.target))
	require.NoError(t, err)
	require.Empty(t, entries)
	_, err = a.Copy(CopyRequest{Format: "csv", Selection: pick, Search: search("")})
	require.Error(t, err)
	require.Empty(t, d.clipboard)
	_, err = a.SaveCheckpoint()
	require.Error(t, err)
	require.NoFileExists(t, d.target)

	require.NoError(t, os.RemoveAll(block))
	_, err = a.Copy(CopyRequest{Format: "csv", Selection: pick, Search: search("")})
	require.NoError(t, err)
	require.NotEmpty(t, d.clipboard)
	page, err := a.Journal(JournalRequest{Page: 1})
	require.NoError(t, err)
	require.Equal(t, 4, page.Total, "nothing is left of the lines that could not be written")
}
