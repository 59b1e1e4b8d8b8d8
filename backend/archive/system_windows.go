package archive

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/windows"
)

// tryLock takes the lock of an open file without waiting, alone or with others. The
// byte that is locked is far beyond the file's end, so that others can read who holds it.
func tryLock(f *os.File, shared bool) (bool, error) {
	at := windows.Overlapped{OffsetHigh: 1 << 30}
	how := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if !shared {
		how |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	err := windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, &at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

// mayMakeFiles is an error where the disk of a folder is only read. What its list of
// rights allows only making a file would tell.
func mayMakeFiles(dir string) error {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	path, err := windows.UTF16PtrFromString(abs)
	if err != nil {
		return nil
	}
	volume := make([]uint16, windows.MAX_LONG_PATH)
	if err := windows.GetVolumePathName(path, &volume[0], uint32(len(volume))); err != nil {
		return nil
	}
	var flags uint32
	if err := windows.GetVolumeInformation(&volume[0], nil, 0, nil, nil, &flags, nil, 0); err != nil {
		return nil
	}
	if flags&windows.FILE_READ_ONLY_VOLUME != 0 {
		return &os.PathError{Op: "access", Path: dir, Err: syscall.EROFS}
	}
	return nil
}

// errNotEmpty is the error of removing a folder that has something in it.
var errNotEmpty error = windows.ERROR_DIR_NOT_EMPTY

// renameNew renames a folder to a name that nothing has, or a folder that is empty.
func renameNew(from, to string) error {
	if err := os.Remove(to); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Rename(from, to)
}

// isBusyOrOther reports an error of replacing a folder that is in use or that a disk is
// mounted at.
func isBusyOrOther(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_NOT_SAME_DEVICE)
}
