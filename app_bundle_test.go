package main

import (
	"archive/zip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/export"
	"daybook/backend/sample"
)

// manifestOf is the manifest of a bundle, which must verify.
func manifestOf(t *testing.T, path string) export.Manifest {
	v, err := export.VerifyBundleFile(t.Context(), path, "", "", nil)
	require.NoError(t, err)
	require.Empty(t, v.Problems)
	z, err := zip.OpenReader(path)
	require.NoError(t, err)
	defer z.Close()
	f, err := z.Open("manifest.json")
	require.NoError(t, err)
	var m export.Manifest
	require.NoError(t, json.NewDecoder(f).Decode(&m))
	return m
}

func TestAnEvidenceBundleOfTheSelectionVerifies(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 2000)))
	byMember := search("webhook")
	byMember.Sort = Sort{Column: "member"}
	found, err := a.Query(QueryRequest{Search: byMember, Number: 1})
	require.NoError(t, err)

	d.target = filepath.Join(t.TempDir(), "evidence.zip")
	request := ExportRequest{
		Format: "bundle", Selection: Selection{Seqs: []uint64{found.Hits[2].Seq, found.Hits[0].Seq}}, Search: byMember,
		CaseName: "C-17", Purpose: "review", Recipient: "Example",
	}
	id, err := a.Export(request)
	require.NoError(t, err)
	require.Equal(t, "evidence.zip", d.proposed)
	task := d.ended(t, id)
	require.Equal(t, "done", task.Phase, task.Fault)
	require.Equal(t, "bundle", task.Kind)
	require.Equal(t, 2, task.Written.Count)
	m := manifestOf(t, d.target)
	require.Equal(t, export.Counts{Archive: 2000, Matching: found.Total, Selected: 2, Exported: 2}, m.Counts)
	require.Equal(t, "chosen", m.Asked.Selection)
	require.Equal(t, "C-17", m.Case)
	require.NoError(t, a.ShowInFolder(task.Written.Token))

	// All that match, chosen as the window does.
	selected, err := a.Select(SelectRequest{Search: &byMember})
	require.NoError(t, err)
	request.Selection = Selection{Token: selected.Token}
	id, err = a.Export(request)
	require.NoError(t, err)
	require.Equal(t, "done", d.ended(t, id).Phase)
	m = manifestOf(t, d.target)
	require.Equal(t, "all", m.Asked.Selection)
	require.Equal(t, found.Total, m.Counts.Exported)

	// Refused, cancelled: nothing is written.
	before, err := os.ReadFile(d.target)
	require.NoError(t, err)
	request.Purpose = strings.Repeat("é", 1001)
	_, err = a.Export(request)
	require.Equal(t, "input", code(t, err))
	request.Purpose = ""
	request.Selection = Selection{}
	_, err = a.Export(request)
	require.Equal(t, "empty", code(t, err))
	request.Selection = Selection{Token: selected.Token}
	d.target = ""
	id, err = a.Export(request)
	require.NoError(t, err)
	require.Empty(t, id)
	after, err := os.ReadFile(task.Written.Path)
	require.NoError(t, err)
	require.Equal(t, before, after)
}
