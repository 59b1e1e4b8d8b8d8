package durable

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func namesIn(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestATemporaryFileBecomesAnotherOneOrNothing(t *testing.T) {
	dir := t.TempDir()
	notes := filepath.Join(t.TempDir(), "settings", "unfinished")
	RememberIn(notes)
	defer RememberIn("")
	f, err := CreateTemporary(dir)
	require.NoError(t, err)
	require.Len(t, namesIn(t, notes), 1)
	_, err = f.WriteString("whole")
	require.NoError(t, err)
	target := filepath.Join(dir, "x")
	require.NoError(t, f.Become(target))
	f.Discard()
	require.Equal(t, []string{"x"}, namesIn(t, dir))
	require.Empty(t, namesIn(t, notes))

	f, err = CreateTemporary(dir)
	require.NoError(t, err)
	f.Discard()
	require.Equal(t, []string{"x"}, namesIn(t, dir))
	require.Empty(t, namesIn(t, notes))
	_, err = CreateTemporary(filepath.Join(dir, "nowhere"))
	require.ErrorIs(t, err, os.ErrNotExist)
	require.Empty(t, namesIn(t, notes))
}
