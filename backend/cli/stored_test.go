package cli_test

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive/storedtest"
	"daybook/backend/cli"
	"daybook/backend/proof"
)

// golden compares got with a file of testdata/stored, byte for byte.
func (s *shell) golden(folder, name string, got []byte) {
	s.t.Helper()
	path := filepath.Join(folder, name)
	if *update {
		require.NoError(s.t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(s.t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(s.t, err, "run the test with -update to make it")
	require.Equal(s.t, string(want), string(got), "%s", name)
}

// TestStoredArchivesAreExportedAsTheyAlwaysWere exports archives stored by earlier
// versions of Daybook. Their events and proofs never change, so -update is only for a
// new stored archive, and for a manifest that gains information.
func TestStoredArchivesAreExportedAsTheyAlwaysWere(t *testing.T) {
	golden, err := filepath.Abs("testdata/stored")
	require.NoError(t, err)
	for _, format := range storedtest.Formats(t) {
		t.Run(fmt.Sprintf("format %d", format), func(t *testing.T) {
			dir := storedtest.Unpack(t, format)
			folder := filepath.Join(golden, fmt.Sprintf("format-%d", format))
			t.Setenv("DAYBOOK_CONFIG", filepath.Join(dir, storedtest.Config))
			s := newShell(t)
			s.now = time.Date(2026, 9, 12, 12, 0, 0, 0, time.UTC)
			a := filepath.Join(dir, storedtest.Archive)

			require.Contains(t, s.does("verify", a), "70 events")
			for _, name := range []string{"activity.csv", "activity.json"} {
				_, format, _ := strings.Cut(name, ".")
				s.does("export", a, "--format", format, "-o", name)
				got, err := os.ReadFile(name)
				require.NoError(t, err)
				s.golden(folder, name, got)
			}
			s.does("export", a, "zoe", "--format", "csv", "--sort", "description", "--asc", "-o", "some.csv")
			got, err := os.ReadFile("some.csv")
			require.NoError(t, err)
			s.golden(folder, "some.csv", got)
			s.does("export", a, "--format", "bundle", "-o", "evidence.zip", "--case", "C-17")
			require.True(t, decode[proof.VerdictJSON](t, s.does("verify-bundle", "evidence.zip", "--json")).OK)
			s.golden(folder, "bundle.txt", bundled(t, "evidence.zip"))

			// The archive already has all events of its own export.
			require.Zero(t, decode[importLine](t, s.does("import", a, "activity.csv", "--json")).Added)
			require.Zero(t, decode[importLine](t, s.does("import", a, "activity.json", "--json")).Added)
			s.does("verify", a)
		})
	}
}

// TestStoredArchivesAreReadWithoutTheirKey searches and verifies on a computer without
// the key, where nothing leaves the archive.
func TestStoredArchivesAreReadWithoutTheirKey(t *testing.T) {
	for _, format := range storedtest.Formats(t) {
		s := newShell(t)
		t.Setenv("DAYBOOK_CONFIG", t.TempDir())
		a := filepath.Join(storedtest.Unpack(t, format), storedtest.Archive)
		require.Contains(t, s.does("verify", a), "70 events")
		require.Contains(t, s.does("search", a, "id:evt_large", "--json"), `"evt_large"`)
		require.Equal(t, cli.Failed, s.run("export", a, "--format", "csv").code)
		require.NoFileExists(t, "activity.csv")
	}
}

// bundled returns the parts of a bundle that do not depend on its maker, place and
// time: the SHA-256 of the files from the archive, and the manifest.
func bundled(t *testing.T, at string) []byte {
	t.Helper()
	var b strings.Builder
	z, err := zip.OpenReader(at)
	require.NoError(t, err)
	defer z.Close()
	for _, f := range z.File {
		switch name := path.Base(f.Name); name {
		case "activity.csv", "activity.json", "events.jsonl", "proofs", "consistency", "key.pub":
			r, err := f.Open()
			require.NoError(t, err)
			content, err := io.ReadAll(r)
			require.NoError(t, err)
			fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(content), name)
		}
	}
	var m proof.Manifest
	require.NoError(t, json.Unmarshal([]byte(inZip(t, at, "manifest.json")), &m))
	m.Made, m.Files, m.Journal = proof.Made{}, nil, proof.Journal{} // the journal has lines of today
	text, err := json.MarshalIndent(m, "", "  ")
	require.NoError(t, err)
	return append([]byte(b.String()), append(text, '\n')...)
}
