package durable

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ErrNotOwn reports something else in the place of a file of one's own: a link, a
// folder, a pipe, a device, or a file that has a second name elsewhere.
var ErrNotOwn = errors.New("not a file of its own")

// ErrTooLarge reports a file that has more bytes than what it is for can have.
var ErrTooLarge = errors.New("too large for what it is")

// Kind is what stands at a path, in words, as os.Lstat sees it.
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

// IsFolder reports a folder that no link stands for.
func IsFolder(mode fs.FileMode) bool { return mode.IsDir() && mode&fs.ModeSymlink == 0 }

// IsFile reports a file that no link stands for.
func IsFile(mode fs.FileMode) bool { return mode&^allowed&fs.ModeType == 0 }

// Open opens a file for reading. It follows no link at its end, waits for nobody
// on the other side of a pipe, and refuses what is no file with ErrNotOwn.
func Open(path string) (*os.File, error) { return open(path, os.O_RDONLY) }

// OpenToWrite opens a file that is written in place, and makes it, mode 0600, if
// there is none. Beside what Open refuses it refuses a file with a second name,
// which would be changed with it.
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

// OpenToWriteExisting is OpenToWrite that makes no file.
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
	// It may have been exchanged since. That it is the same file by its number is not
	// asked: not every share gives a file the same number twice.
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

// Names is how many names a file has, in whatever folders.
func Names(path string) (int, error) {
	f, err := Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return names(f)
}

// Read reads a file that Open would open and that has at most so many bytes; of
// one that has more it reads nothing.
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
