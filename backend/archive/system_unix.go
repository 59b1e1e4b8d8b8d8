//go:build unix

package archive

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// mayMakeFiles returns an error if this user cannot make files in a folder. It makes none.
func mayMakeFiles(dir string) error {
	if err := unix.Access(dir, unix.W_OK|unix.X_OK); err != nil {
		return &os.PathError{Op: "access", Path: dir, Err: err}
	}
	return nil
}

// errNotEmpty is the error of renaming to the name of a folder that is not empty.
var errNotEmpty error = unix.ENOTEMPTY

// renameNew renames a folder to a name that is free or that belongs to an empty folder.
func renameNew(from, to string) error {
	if err := unix.Rename(from, to); err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return nil
}

// isBusyOrOther reports whether a folder could not be replaced because a disk is
// mounted at it or because it is a link.
func isBusyOrOther(err error) bool {
	return errors.Is(err, unix.EBUSY) || errors.Is(err, unix.EXDEV) || errors.Is(err, unix.ENOTDIR)
}
