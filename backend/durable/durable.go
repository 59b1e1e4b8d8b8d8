// Package durable makes files that a crash or a power cut leaves whole: as they
// were, or as they were to become.
package durable

import (
	"io"
	"os"
	"path/filepath"
)

// Write writes a new file, or one anew, and makes its content durable, but not
// its name: see SyncFolder.
func Write(path string, mode os.FileMode, write func(io.Writer) error) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
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

// Replace puts data in the place of path, mode 0600, in one step that a crash
// cannot cut in two, and makes it durable. Beside an error it says whether that
// came after path was replaced, while that was made durable.
func Replace(path string, data []byte) (replaced bool, err error) {
	temporary := path + ".new"
	err = Write(temporary, 0o600, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		os.Remove(temporary)
		return false, err
	}
	return true, SyncFolder(filepath.Dir(path))
}
