package durable

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A scanner opens a file that was just written, in a way that forbids renaming it.
func TestAScannerOnlyDelaysARename(t *testing.T) {
	for _, held := range []string{"from", "to"} {
		t.Run(held, func(t *testing.T) {
			dir := t.TempDir()
			from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
			require.NoError(t, os.WriteFile(from, []byte("new"), 0o600))
			require.NoError(t, os.WriteFile(to, []byte("old"), 0o600))
			name, err := syscall.UTF16PtrFromString(filepath.Join(dir, held))
			require.NoError(t, err)
			h, err := syscall.CreateFile(name, syscall.GENERIC_READ, syscall.FILE_SHARE_READ, nil, syscall.OPEN_EXISTING, 0, 0)
			require.NoError(t, err)
			require.Error(t, rename(from, to), "the scanner is in the way")
			time.AfterFunc(200*time.Millisecond, func() { syscall.CloseHandle(h) })
			require.NoError(t, Rename(from, to))
			data, err := os.ReadFile(to)
			require.NoError(t, err)
			require.Equal(t, "new", string(data))
		})
	}
}
