package export_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/export"
)

// many yields n events, with one character outside ASCII at the very end.
func many(n int) func(yield func(event.Event, error) bool) {
	return func(yield func(event.Event, error) bool) {
		e := exhibits()[0]
		for i := range n {
			if i == n-1 {
				e.Description = "é"
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

func TestAFullDiskLeavesTheOldFileAndSaysSo(t *testing.T) {
	folder := t.TempDir()
	const size = 1 << 20
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("no small disk can be made here: %v", err)
	}
	t.Cleanup(func() { require.NoError(t, syscall.Unmount(folder, 0)) })
	path := filepath.Join(folder, "activity")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	line := len(toCSV(t, exhibits()[0])) - len(header) - 2
	for name, write := range map[string]func(n int) error{
		"csv":  func(n int) error { _, err := export.CSVFile(path, many(n), nil); return err },
		"json": func(n int) error { _, err := export.JSONFile(path, many(n), nil); return err },
	} {
		t.Run(name, func(t *testing.T) {
			// Far too much, and too much by the last few lines.
			for _, n := range []int{100_000, size/line + 10} {
				err := write(n)
				require.EqualError(t, err, "write "+path+": the disk is full")
				require.ErrorIs(t, err, syscall.ENOSPC)
				require.Equal(t, map[string]string{"activity": "old"}, content(t, folder))
			}
		})
	}
	// A disk that has room for the file has room for its mark, except when only a
	// few bytes are left.
	_, err := export.CSVFile(path, many((size-3*4096)/line), nil)
	require.NoError(t, err)
	require.Equal(t, "\ufeffevent_id", content(t, folder)["activity"][:11])
}

// asNobody runs f as a user for whom permissions count.
func asNobody(t *testing.T, f func()) {
	if os.Geteuid() != 0 {
		f()
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	require.NoError(t, syscall.Setfsuid(65534))
	defer func() { require.NoError(t, syscall.Setfsuid(0)) }()
	f()
}

func TestAFolderThatMayNotBeWrittenIsLeftAlone(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "activity.csv")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o644))
	require.NoError(t, os.Chmod(folder, 0o555))
	asNobody(t, func() {
		_, err := export.CSVFile(path, many(1), nil)
		require.EqualError(t, err, "write "+path+": no permission to write in the folder "+folder)
		require.ErrorIs(t, err, fs.ErrPermission)
	})
	require.NoError(t, os.Chmod(folder, 0o755))
	require.Equal(t, map[string]string{"activity.csv": "old"}, content(t, folder))
}

// A rename over a pipe or a device would remove it.
func TestWhatIsNoRegularFileIsNotReplaced(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	require.EqualError(t, export.ToFile(pipe, writeText("text")), "write "+pipe+": it is no regular file")
	info, err := os.Stat(pipe)
	require.NoError(t, err)
	require.Equal(t, fs.ModeNamedPipe, info.Mode().Type())
}
