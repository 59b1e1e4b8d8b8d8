package ingest

import (
	"errors"
	"io/fs"
	"os"

	"daybook/backend/failure"
)

// The files that OpenFile refuses.
var (
	ErrFolder      = errors.New("it is a folder")
	ErrNotOrdinary = errors.New("it is no ordinary file") // a pipe, a device, a socket
)

// OpenFile opens the file at path for Open, which wants its size and name. It looks
// at the kind of file first: opening a pipe would wait, perhaps for ever, for a
// program to write into it. The error wraps ErrFolder, ErrNotOrdinary, or the error
// of the system.
func OpenFile(path string) (*os.File, fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err == nil {
		err = ordinary(path, info)
	}
	if err != nil {
		return nil, nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	if info, err = f.Stat(); err == nil { // it may be another file by now
		err = ordinary(path, info)
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return f, info, nil
}

func ordinary(path string, info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return failure.New("open", path, ErrFolder)
	case !info.Mode().IsRegular():
		return failure.New("open", path, ErrNotOrdinary)
	}
	return nil
}
