package fuzztest

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/folder"
)

// Folder is an empty folder for many small files, on a disk in memory where there is one.
func Folder(f *testing.F) string {
	dir, err := os.MkdirTemp("/dev/shm", "daybook")
	if err != nil {
		return f.TempDir()
	}
	f.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// WithChecksum returns a document as written by somebody who knows the format: with a
// correct checksum.
func WithChecksum(data []byte, v folder.Checksummed) []byte {
	if json.Unmarshal(data, v) != nil {
		return data
	}
	again, err := folder.EncodeChecked(v)
	if err != nil {
		return data
	}
	return again
}

// ReadsBack requires that a document that was read is written unchanged, byte for byte,
// except for documents of an earlier Daybook that did not check whether texts were
// UTF-8.
func ReadsBack(t *testing.T, data []byte, v folder.Checksummed) {
	t.Helper()
	again, err := folder.EncodeChecked(v)
	require.NoError(t, err)
	if !bytes.Contains(data, []byte(`\ufffd`)) {
		require.Equal(t, string(data), string(again))
	}
}

// Seeds adds these documents to a target, whole and cut, and texts that are not
// documents. The target takes bytes, and whether they get a fitting checksum.
func Seeds(f *testing.F, all ...folder.Checksummed) {
	for _, v := range all {
		data, err := folder.EncodeChecked(v)
		require.NoError(f, err)
		f.Add(data, false)
		f.Add(data, true)
		f.Add(data[:len(data)/2], true)
	}
	for _, text := range []string{"", "{}", "null", "[]", `{"format":99}`, `{"format":1,"checksum":"\ufffd"}`, `{"keys":[{}]}`, `{"segments":null,"tree":{"size":-1}}`} {
		f.Add([]byte(text), true)
	}
}
