//go:build unix

package ingest

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestWhatIsNoOrdinaryFileIsRefusedBeforeItIsOpened(t *testing.T) {
	dir := t.TempDir()
	file, pipe := filepath.Join(dir, "activity.json"), filepath.Join(dir, "pipe")
	require.NoError(t, os.WriteFile(file, []byte(feedRecord("a")), 0o600))
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	f, info, err := OpenFile(file)
	require.NoError(t, err)
	require.Equal(t, int64(len(feedRecord("a"))), info.Size())
	require.NoError(t, f.Close())
	_, _, err = OpenFile(dir)
	require.ErrorIs(t, err, ErrFolder)
	_, _, err = OpenFile(filepath.Join(dir, "missing"))
	require.ErrorIs(t, err, os.ErrNotExist)
	refused := make(chan error, 1)
	go func() {
		_, _, err := OpenFile(pipe)
		refused <- err
	}()
	select {
	case err := <-refused:
		require.ErrorIs(t, err, ErrNotOrdinary)
	case <-time.After(2 * time.Minute):
		t.Fatal("it waits for somebody who writes into the pipe")
	}
}
