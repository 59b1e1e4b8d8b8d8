package archive_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEachProblemIsSaidOnceByVerifyAndByTheCheckOfAllFiles(t *testing.T) {
	unwatched(t)
	base := folderIn(t)
	origin := filepath.Join(base, "origin")
	archived(t, origin, some(1, 3000))
	ctx := context.Background()
	for name, one := range map[string]struct {
		file string
		at   float64
		read string // which of its events can still be read
	}{
		"the index of a table":  {"*.sst", 0.9999, "none"},
		"the end of a table":    {"*.sst", 0.9, "most"},
		"the middle of a table": {"*.sst", 0.3, "most"},
		"a small file":          {"MANIFEST", 0.5, "all"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(base, strings.ReplaceAll(name, " ", "-"))
			copied(t, origin, dir)
			paths, err := filepath.Glob(filepath.Join(dir, "segments", "*", "events", one.file))
			require.NoError(t, err)
			require.Len(t, paths, 1)
			data, err := os.ReadFile(paths[0])
			require.NoError(t, err)
			require.True(t, one.file == "MANIFEST" || len(data) > 100_000, "it has a tail")
			data[int(one.at*float64(len(data)))] ^= 1
			require.NoError(t, overwrite(paths[0], data))
			rel, err := filepath.Rel(dir, paths[0])
			require.NoError(t, err)
			file := filepath.ToSlash(rel) + ": its bytes are not those that were sealed"

			a := open(t, dir)
			checked := a.Checked(ctx)
			require.EqualError(t, checked, file)
			report := verified(t, a)
			require.NoError(t, a.Close())
			require.Equal(t, file, report.Problems[0])
			require.Equal(t, 3000, report.Events+report.Unread)
			require.Len(t, slices.Compact(slices.Sorted(slices.Values(report.Problems))), report.Count)
			switch one.read {
			case "all":
				require.Equal(t, 1, report.Count)
				require.Zero(t, report.Unread)
				return
			case "none":
				require.Equal(t, 1, report.Count)
				require.Zero(t, report.Events)
				return
			}
			require.Positive(t, report.Unread)
			require.Equal(t, 1+report.Unread, report.Count, "the file, and each event that cannot be read")
		})
	}
}
