package archive_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/folder"
)

// TestAFileThatIsMissingIsDamageThatIsNamed removes files, one at a time: those without
// which nothing or only a part can be read, and those that are built again.
func TestAFileThatIsMissingIsDamageThatIsNamed(t *testing.T) {
	origin := folderIn(t)
	archived(t, origin, some(1, 600))
	const damaged, mended = 1, 2
	for one, is := range map[string]int{
		"CURRENT": mended, "snapshots/000002.json": mended, "archive.json": mended, "tree/0": mended, "tree/1": mended, "imports/000001.json": damaged, "segments/000001": damaged,
	} {
		dir := folderIn(t)
		copied(t, origin, dir)
		paths, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(one)))
		require.NoError(t, err)
		require.Len(t, paths, 1, one)
		require.NoError(t, os.RemoveAll(paths[0]))
		a, err := archive.Open(context.Background(), dir, archive.Options{})
		require.NoError(t, err, one)
		err = a.Checked(context.Background())
		notices := a.Notices()
		require.NoError(t, a.Close())
		if is == mended {
			require.NoError(t, err, one)
			require.Len(t, notices, 1, one)
			require.Contains(t, notices[0], "found damaged, built again: "+one)
			continue
		}
		require.ErrorIs(t, err, folder.ErrDamaged, one)
		require.Contains(t, err.Error(), filepath.ToSlash(strings.TrimPrefix(paths[0], dir+string(filepath.Separator))), one)
		require.Regexp(t, "missing|no such file", err.Error(), one)
	}
}
