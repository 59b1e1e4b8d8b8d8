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
// that nothing can be read without.
func TestAFileThatIsMissingIsDamageThatIsNamed(t *testing.T) {
	origin := folder(t)
	archived(t, origin, some(1, 600))
	for _, one := range []string{"CURRENT", "snapshots/*.json", "imports/000001.json", "segments/000001/seal.json", "segments/000001", "tree/0", "tree/1"} {
		dir := folder(t)
		copied(t, origin, dir)
		paths, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(one)))
		require.NoError(t, err)
		require.Len(t, paths, 1, one)
		require.NoError(t, os.RemoveAll(paths[0]))
		_, err = archive.Open(context.Background(), dir, archive.Options{})
		require.ErrorIs(t, err, archive.ErrDamaged, one)
		name := strings.TrimPrefix(paths[0], dir)
		require.Equal(t, 1, strings.Count(err.Error(), name), "%s: %v", one, err)
	}
}
