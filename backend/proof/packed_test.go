package proof_test

import (
	"daybook/backend/proof"
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/stretchr/testify/require"

)

var bundleFiles = []string{
	"events.jsonl", "activity.json", "activity.csv", "proofs", "consistency", "checkpoint", "key.pub", "HOW-TO-VERIFY.txt", "report.html", "manifest.json", "manifest.sig",
}

// packedAnew is a zip of these files, in the order of a bundle.
func packedAnew(t require.TestingT, files map[string]string) []byte {
	names := slices.DeleteFunc(slices.Clone(bundleFiles), func(name string) bool { _, ok := files[name]; return !ok })
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !slices.Contains(bundleFiles, name) {
			names = append(names, name)
		}
	}
	var data bytes.Buffer
	z := zip.NewWriter(&data)
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store}) // which is faster
		require.NoError(t, err)
		_, err = io.WriteString(w, files[name])
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return data.Bytes()
}

// resummed updates the manifest to the present files, as somebody would who changed
// them and has no key.
func resummed(t require.TestingT, files map[string]string, events int) {
	var m proof.Manifest
	require.NoError(t, json.Unmarshal([]byte(files["manifest.json"]), &m))
	for i := range m.Files {
		f := &m.Files[i]
		f.Bytes, f.SHA256 = int64(len(files[f.Name])), fmt.Sprintf("%x", sha256.Sum256([]byte(files[f.Name])))
		if f.Events > 0 {
			f.Events = events
		}
	}
	m.Counts.Exported, m.Counts.Selected, m.Counts.Matching = events, events, events
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	require.NoError(t, e.Encode(m))
	files["manifest.json"] = text.String()
}

// lenient returns the content of a zip for a reader that checks nothing.
func lenient(data []byte) (map[string]string, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	files := make(map[string]string)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		if _, twice := files[f.Name]; twice {
			return nil, zip.ErrFormat
		}
		files[f.Name] = string(text)
	}
	return files, nil
}
