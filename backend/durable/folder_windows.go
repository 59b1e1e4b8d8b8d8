package durable

import (
	"errors"
	"os"
	"syscall"
)

const notSupported = syscall.Errno(50)

// SyncFolder makes the names in a folder durable. Not every file system and not
// every share can do that for a folder; those that cannot journal their names.
func SyncFolder(dir string) error {
	name, err := syscall.UTF16PtrFromString(dir)
	if err != nil {
		return &os.PathError{Op: "sync", Path: dir, Err: err}
	}
	const share = syscall.FILE_SHARE_READ | syscall.FILE_SHARE_WRITE | 0x4 // and to delete
	h, err := syscall.CreateFile(name, syscall.GENERIC_WRITE, share, nil, syscall.OPEN_EXISTING, syscall.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err == nil {
		err = syscall.FlushFileBuffers(h)
		syscall.CloseHandle(h)
	}
	switch {
	case err == nil, errors.Is(err, syscall.ERROR_ACCESS_DENIED), errors.Is(err, syscall.EINVAL), errors.Is(err, syscall.Errno(1)), errors.Is(err, syscall.Errno(6)), errors.Is(err, notSupported):
		return nil
	}
	return &os.PathError{Op: "sync", Path: dir, Err: err}
}
