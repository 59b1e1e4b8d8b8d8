package export_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	. "daybook/backend/export"
)

func TestNoFileIsWrittenIntoTheFolderOfAnArchive(t *testing.T) {
	dir := t.TempDir()
	write := func(path string) error {
		return ToFile(filepath.Join(dir, path), func(w io.Writer) error {
			_, err := io.WriteString(w, "x")
			return err
		})
	}
	folder := func(name string, names ...string) {
		require.NoError(t, os.MkdirAll(filepath.Join(dir, name), 0o700))
		for _, file := range names {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name, file), nil, 0o600))
		}
	}
	folder("whole/segments/000001", "seal.json")
	folder("whole", "archive.json", "CURRENT", "journal.jsonl", "journal.head")
	folder("damaged", "CURRENT", "journal.jsonl", "journal.head")
	folder("other/tree")
	folder("other", "archive.json")
	require.NoError(t, os.Symlink("whole/segments", filepath.Join(dir, "link")))

	for _, path := range []string{"whole/archive.json", "whole/new.csv", "whole/segments/000001/seal.json", "damaged/new.csv", "link/new.csv", "link/000001/seal.json"} {
		err := write(path)
		require.ErrorIs(t, err, ErrInside, path)
		require.ErrorContains(t, err, "that is in the archive's own folder; choose another folder")
	}
	require.NoFileExists(t, filepath.Join(dir, "whole/new.csv"))
	left, err := filepath.Glob(filepath.Join(dir, "*", ".daybook-*"))
	require.NoError(t, err)
	require.Empty(t, left)
	for _, path := range []string{"other/new.csv", "new.csv", "whole.csv"} {
		require.NoError(t, write(path), path)
	}
}
