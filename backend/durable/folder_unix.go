//go:build unix

package durable

import (
	"errors"
	"os"
	"syscall"
)

// SyncFolder makes the names in a folder durable. Some file systems cannot do that
// and need not.
func SyncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
