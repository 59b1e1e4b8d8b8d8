package window

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnImportIsReportedInWordsOfTheWindow(t *testing.T) {
	a, d := started(t, nil)
	d.files = []string{filepath.Join(t.TempDir(), "activity.csv")}
	require.NoError(t, os.WriteFile(d.files[0], []byte("event_id,actor,category,action,description,timestamp\r\n"+
		"evt_1,ann@example.com,webhook,created,one,03/04/2026 17:39:42\r\n"+
		",ann@example.com,webhook,created,one,2026-08-02T17:39:42Z\r\n"+
		"evt_3,,webhook,created,one,2026-08-02T17:39:42Z\r\n"+
		"evt_4,ann@example.com,webhook,created,'=one,2026-08-02T17:39:42Z\r\n"), 0o600))
	id, err := a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Equal(t, shown(t, a).Key, task.Archive)
	report := task.Imports[0]
	require.Equal(t, "Activity feed", report.Source)
	require.Equal(t, a.w.program, report.Program)
	require.Equal(t, []string{"1 cell began with a ' that protects from formulas, and was read without it"}, report.Notes)
	require.Equal(t, []Rejection{
		{"line 2", `The time "03/04/2026 17:39:42" may be 3 April or 4 March: import the file again and choose how such a date is read`},
		{"line 3", "event_id is missing or empty"},
		{"line 4", "Actor is missing or empty"},
	}, report.Rejections)
	past, err := a.Imports()
	require.NoError(t, err)
	require.Equal(t, report, past[0])

	d.target = filepath.Join(t.TempDir(), "rejected.txt")
	_, err = a.SaveRejections(report.Number)
	require.NoError(t, err)
	saved, err := os.ReadFile(d.target)
	require.NoError(t, err)
	require.Equal(t, "activity.csv: 3 records were rejected of 4 read\n"+
		"line 2: the time \"03/04/2026 17:39:42\" may be 3 April or 4 March: import the file again and choose how such a date is read\n"+
		"line 3: event_id is missing or empty\n"+
		"line 4: actor is missing or empty\n", string(saved))
}

func TestAFolderIsOneImportInTheWindow(t *testing.T) {
	a, d := started(t, nil)
	d.folder = filepath.Join(t.TempDir(), "AWSLogs")
	require.NoError(t, os.MkdirAll(filepath.Join(d.folder, "2026"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(d.folder, "2026", "a.json"), event1("a"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(d.folder, "b.json"), event1("b"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(d.folder, "notes.txt"), []byte("notes"), 0o600))
	id, err := a.ImportFolder(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Empty(t, task.Refused)
	require.Len(t, task.Imports, 1)
	one := task.Imports[0]
	require.Equal(t, "AWSLogs", one.File)
	require.Equal(t, []int{3, 2, 0, 1, 3}, []int{one.Read, one.Added, one.Duplicates, one.Rejected, one.FileCount})
	require.Equal(t, "2026/a.json", one.Files[0].File)
	require.Equal(t, "It is neither JSON nor CSV with a header", one.Files[2].Refused)

	// A drop does the same: it reports a folder, and each file is known.
	a.w.Dropped([]string{d.folder})
	drop := <-d.drops
	require.True(t, drop.Files[0].Folder)
	id, err = a.ImportDropped(drop.Token, ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	require.Equal(t, 2, d.ended(t, id).Imports[0].Duplicates)
	d.files = []string{filepath.Join(d.folder, "b.json")}
	check, err := a.CheckFile()
	require.NoError(t, err)
	require.False(t, check.Found)
	require.Len(t, check.Imports, 2)
	require.Equal(t, "b.json", check.Imports[0].In)

	// The folder of an archive is refused, and a cancelled dialog starts no task.
	open, err := a.w.current()
	require.NoError(t, err)
	d.folder = open.Path()
	id, err = a.ImportFolder(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	require.Contains(t, d.ended(t, id).Refused[0].Fault.Message, "it is the folder of an archive of Daybook")
	d.folder = ""
	id, err = a.ImportFolder(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	require.Empty(t, id)
}

func TestManyFilesAreOneImportInTheWindow(t *testing.T) {
	a, d := started(t, nil)
	dir := t.TempDir()
	for i := range manyFiles {
		d.files = append(d.files, filepath.Join(dir, fmt.Sprintf("%02d.json", i)))
		require.NoError(t, os.WriteFile(d.files[i], event1(fmt.Sprint(i)), 0o600))
	}
	id, err := a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Len(t, task.Imports, 1)
	require.Equal(t, manyFiles, task.Imports[0].Added)
	require.Equal(t, fmt.Sprintf("00.json and %d more", manyFiles-1), task.Imports[0].File)
}
