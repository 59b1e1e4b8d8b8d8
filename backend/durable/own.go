package durable

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ErrNotOwn reports that a path is not an ordinary file with a single name: it is a
// link, a folder, a pipe, a device, or a file that has a second name elsewhere.
var ErrNotOwn = errors.New("not a file of its own")

// ErrTooLarge reports a file that has more bytes than its purpose allows.
var ErrTooLarge = errors.New("too large for what it is")

// Kind says in words what is at a path, from the mode that os.Lstat gives.
func Kind(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeSymlink != 0:
		return "a link"
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	case IsFile(mode):
		return "a file"
	}
	return "neither a file nor a folder"
}

// IsFolder reports whether mode is that of a folder, not of a link to one.
func IsFolder(mode fs.FileMode) bool { return mode.IsDir() && mode&fs.ModeSymlink == 0 }

// IsFile reports whether mode is that of a file, not of a link to one.
func IsFile(mode fs.FileMode) bool { return mode&^allowed&fs.ModeType == 0 }

// Open opens a file for reading. It follows no link at the end of the path, does not
// wait for the other side of a pipe, and refuses anything but a file with ErrNotOwn.
func Open(path string) (*os.File, error) { return open(path, os.O_RDONLY) }

// OpenToWrite opens a file that is written in place, and makes it, with mode 0600,
// if it does not exist. Beside everything that Open refuses it refuses a file with
// a second name, under which the file would change too.
func OpenToWrite(path string) (*os.File, error) {
	f, err := open(path, os.O_RDWR)
	if errors.Is(err, fs.ErrNotExist) {
		return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	}
	if err != nil {
		return nil, err
	}
	n, err := names(f)
	if err == nil && n > 1 {
		err = fmt.Errorf("%s: %w: it has a second name elsewhere", path, ErrNotOwn)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// OpenToWriteExisting is OpenToWrite for a file that must exist.
func OpenToWriteExisting(path string) (*os.File, error) { return open(path, os.O_RDWR) }

func open(path string, flag int) (*os.File, error) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !IsFile(before.Mode()) {
		return nil, fmt.Errorf("%s: %w: it is %s", path, ErrNotOwn, Kind(before.Mode()))
	}
	f, err := os.OpenFile(path, flag|cautious, 0)
	if err != nil {
		return nil, err
	}
	// The file may have been exchanged since. Comparing file numbers would not help:
	// not every share gives a file the same number twice.
	info, err := f.Stat()
	if err == nil && !IsFile(info.Mode()) {
		err = fmt.Errorf("%s: %w: it is %s", path, ErrNotOwn, Kind(info.Mode()))
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Names returns how many names (hard links) a file has, in any folders.
func Names(path string) (int, error) {
	f, err := Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return names(f)
}

// Read reads a file that Open would open and that has no more than most bytes. It
// reads nothing of a larger file.
func Read(path string, most int64) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > most {
		return nil, fmt.Errorf("%s: %w: it has %d bytes, and at most %d are read", path, ErrTooLarge, info.Size(), most)
	}
	data := make([]byte, info.Size())
	if _, err := io.ReadFull(f, data); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return data, nil
}
