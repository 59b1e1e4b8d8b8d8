//go:build unix

package window

import (
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/sample"
)

// TestWhatIsNoFileIsNotWaitedFor chooses a pipe without a writer, an endless device,
// and a folder.
func TestWhatIsNoFileIsNotWaitedFor(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 50)))
	pipe := filepath.Join(t.TempDir(), "pipe")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	for _, path := range []string{pipe, "/dev/zero", t.TempDir()} {
		d.files = []string{path}
		_, err := a.CheckFile()
		require.Equal(t, "input", code(t, err), path)
		require.Contains(t, err.Error(), filepath.Base(path))
		_, err = a.CompareCheckpoint()
		require.Equal(t, "input", code(t, err), path)
	}
}
