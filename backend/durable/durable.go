// Package durable writes files that a crash or a power cut leaves whole: with
// either their old content or their new content.
package durable

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write creates or replaces a file and makes its content durable, but not its name:
// see SyncFolder. It does not write to a file that had the name before, since that
// file may have another name elsewhere.
func Write(path string, mode os.FileMode, write func(io.Writer) error) (err error) {
	f, err := createAnew(path)
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Chmod(mode); err != nil {
		return err
	}
	return f.Sync()
}

// createAnew makes an empty file, in the place of any file or link that has the
// name.
func createAnew(path string) (*os.File, error) {
	const flag = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := os.OpenFile(path, flag, 0o600)
	if !errors.Is(err, fs.ErrExist) {
		return f, err
	}
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if mode := info.Mode(); !IsFile(mode) && mode&fs.ModeSymlink == 0 {
		return nil, fmt.Errorf("%s: %w: it is %s", path, ErrNotOwn, Kind(mode))
	}
	if err := os.Remove(path); err != nil {
		return nil, err
	}
	return os.OpenFile(path, flag, 0o600)
}

// Replace puts data in the place of path, mode 0600, in one step that a crash
// cannot cut in two, and makes it durable. With an error, replaced reports that
// path was already replaced when making that durable failed.
func Replace(path string, data []byte) (replaced bool, err error) {
	temporary := path + ".new"
	err = Write(temporary, 0o600, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if err == nil {
		err = Rename(temporary, path)
	}
	if err != nil {
		if !errors.Is(err, ErrNotOwn) {
			os.Remove(temporary)
		}
		return false, err
	}
	return true, SyncFolder(filepath.Dir(path))
}
