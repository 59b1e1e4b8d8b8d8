package main

import (
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
	id, err := a.Import(ImportRequest{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Equal(t, shown(t, a).Key, task.Archive)
	report := task.Imports[0]
	require.Equal(t, "Activity feed", report.Source)
	require.Equal(t, programName+" "+version, report.Program)
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
