package proof_test

import (
	"archive/zip"
	"bytes"
	"context"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/proof"
	"daybook/backend/proof/prooftest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what was written with the file of that name.
func golden(t *testing.T, name, got string) {
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "go test -update writes it anew")
}

// pick returns some of n numbers, at least one.
func pick(r *rand.Rand, n int) []int64 {
	var numbers []int64
	share := r.Float64()
	for at := range int64(n) {
		if r.Float64() < share {
			numbers = append(numbers, at)
		}
	}
	if numbers == nil {
		return []int64{r.Int64N(int64(n))}
	}
	return numbers
}

func verify(t require.TestingT, zip []byte, expected proof.Expected) *proof.Verdict {
	v, err := proof.Verify(context.Background(), bytes.NewReader(zip), int64(len(zip)), expected, nil)
	require.NoError(t, err)
	return v
}

// rounds returns how often a test repeats: the full number in long tests.
func rounds(full, short int) int {
	if os.Getenv("DAYBOOK_LONG") != "" {
		return full
	}
	return short
}

// resummed updates the manifest to the present files, as somebody would who changed
// them and has no key.
func resummed(files prooftest.Files, events int) {
	m := files.Manifest()
	for i := range m.Files {
		if m.Files[i].Events > 0 {
			m.Files[i].Events = events
		}
	}
	m.Counts.Exported, m.Counts.Selected, m.Counts.Matching = events, events, events
	files.SetManifest(m)
	files.Resum()
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
