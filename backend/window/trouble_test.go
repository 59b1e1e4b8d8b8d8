package window

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/sample"
)

func TestAFileThatWasCutIsReportedAsNotWholeAndThatFirst(t *testing.T) {
	a, d := started(t, nil)
	d.files = []string{filepath.Join(t.TempDir(), "activity.csv")}
	require.NoError(t, os.WriteFile(d.files[0], []byte("event_id,actor,category,action,description,timestamp\r\n"+
		"evt_1,ann@example.com,webhook,created,one,2026-08-02 17:39:42\r\n"+
		"evt_2,ann@example.com,webhook,created,\"tw"), 0o600))
	id, err := a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	report := d.ended(t, id).Imports[0]
	require.True(t, report.Incomplete)
	require.Len(t, report.Notes, 2)
	require.Contains(t, report.Notes[0], "the file ends inside a record or a list: it was cut")
	require.Equal(t, "1 time had no zone and was read as UTC", report.Notes[1])

	d.files = []string{activity(t, slices.Collect(sample.Events(1, 10)))}
	id, err = a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	require.False(t, d.ended(t, id).Imports[0].Incomplete)
	past, err := a.Imports()
	require.NoError(t, err)
	require.Equal(t, []bool{false, true}, []bool{past[0].Incomplete, past[1].Incomplete})
}

func TestOnlyFilesThatWereRefusedOfAFolderHaveAReason(t *testing.T) {
	a, d := started(t, nil)
	d.folder = filepath.Join(t.TempDir(), "logs")
	require.NoError(t, os.MkdirAll(d.folder, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(d.folder, "a.json"), event1("a"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(d.folder, "notes.txt"), []byte("notes"), 0o600))
	id, err := a.ImportFolder(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	files := d.ended(t, id).Imports[0].Files
	require.Len(t, files, 2)
	require.Empty(t, files[0].Refused)
	require.Equal(t, "It is neither JSON nor CSV with a header", files[1].Refused)
}

// TestWhatLeavesAnArchiveSaysWhatItLacks removes the events of a segment while the
// archive is closed.
func TestWhatLeavesAnArchiveSaysWhatItLacks(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 50)))
	d.files = []string{activity(t, slices.Collect(sample.Events(2, 30)))}
	id, err := a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	added := d.ended(t, id).Imports[0].Added
	require.NotZero(t, added)
	d.folder = filepath.Join(d.folder, "Northwind- 2026-27.daybook")
	require.NoError(t, a.CloseArchive())
	require.NoError(t, os.RemoveAll(filepath.Join(d.folder, "segments", "000002")))
	_, err = a.ChooseArchive()
	require.NoError(t, err)

	found, err := a.Search(SearchRequest{Search: search(""), Number: 1})
	require.NoError(t, err)
	pick := Selection{Seqs: []uint64{found.Hits[0].Seq}}
	for _, format := range []Format{"csv", "json", "bundle"} {
		d.target = filepath.Join(t.TempDir(), "out")
		id, err := a.Export(ExportRequest{Format: format, Selection: pick, Search: search("")})
		if format == "bundle" {
			id, err = a.ExportBundle(BundleRequest{Selection: pick, Search: search("")})
		}
		require.NoError(t, err, format)
		written := d.ended(t, id).Written
		require.Equal(t, []any{added, ""}, []any{written.Unread, written.Unwritten}, format)
	}
	copied, err := a.Copy(CopyRequest{Format: "csv", Selection: pick, Search: search("")})
	require.NoError(t, err)
	require.Equal(t, []any{added, ""}, []any{copied.Unread, copied.Unwritten})
	id, err = a.Verify()
	require.NoError(t, err)
	verdict := d.ended(t, id).Verdict
	require.Equal(t, []any{added, ""}, []any{verdict.Unread, verdict.ReadOnly})
}

func TestOfMoreFilesThanAreToldOfNoRefusedOneIsLeftOut(t *testing.T) {
	files := make([]archive.ImportedFile, toldFiles+2)
	for k := range files {
		files[k].File = fmt.Sprintf("%04d.json", k)
	}
	files[toldFiles].Notes = []string{"the file was cut"}
	files[toldFiles+1].Refused = "it holds no events"
	report := asReport(archive.Import{Files: files, MoreFiles: 3}, true)
	require.Equal(t, toldFiles+5, report.FileCount)
	require.Len(t, report.Files, toldFiles)
	require.Equal(t, []string{"1000.json", "1001.json", "0000.json"}, []string{report.Files[0].File, report.Files[1].File, report.Files[2].File})
	require.Equal(t, "0000.json", asReport(archive.Import{Files: files[:toldFiles]}, true).Files[0].File, "else in the order of their paths")
}
