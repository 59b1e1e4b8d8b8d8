package archive

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/windows"
)

// mayMakeFiles returns an error if the disk of a folder is read-only. What the
// folder's access control list allows could only be found out by making a file.
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

// errNotEmpty is the error of removing a folder that is not empty.
var errNotEmpty error = windows.ERROR_DIR_NOT_EMPTY

// renameNew renames a folder to a name that is free or that belongs to an empty folder.
func renameNew(from, to string) error {
	if err := os.Remove(to); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Rename(from, to)
}

// isBusyOrOther reports whether a folder could not be replaced because it is in use or
// a disk is mounted at it.
func isBusyOrOther(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_NOT_SAME_DEVICE)
}
