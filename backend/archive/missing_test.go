package archive_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
)

// TestAFileThatIsMissingIsDamageThatIsNamed takes away, one at a time, each file
// that nothing, or something, can be read without.
func TestAFileThatIsMissingIsDamageThatIsNamed(t *testing.T) {
	origin := folder(t)
	archived(t, origin, some(1, 600))
	for one, opens := range map[string]bool{
		"CURRENT": false, "snapshots/*.json": false, "tree/0": false, "tree/1": false, "imports/000001.json": true, "segments/000001": true,
	} {
		dir := folder(t)
		copied(t, origin, dir)
		paths, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(one)))
		require.NoError(t, err)
		require.Len(t, paths, 1, one)
		require.NoError(t, os.RemoveAll(paths[0]))
		a, err := archive.Open(context.Background(), dir, archive.Options{})
		if opens {
			require.NoError(t, err, one)
			err = a.Checked(context.Background())
			require.NoError(t, a.Close())
		}
		require.ErrorIs(t, err, archive.ErrDamaged, one)
		require.Contains(t, err.Error(), filepath.ToSlash(strings.TrimPrefix(paths[0], dir+string(filepath.Separator))), one)
		require.Regexp(t, "missing|no such file", err.Error(), one)
	}
}
