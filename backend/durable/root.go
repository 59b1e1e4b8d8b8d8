package durable

import (
	"fmt"
	"os"
)

// OpenIn opens a file below root for reading, as Open does: it follows no link at
// the end of the name and no link that leads out of root, and does not wait for the
// other end of a pipe.
func OpenIn(root *os.Root, name string) (*os.File, error) {
	before, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !IsFile(before.Mode()) {
		return nil, fmt.Errorf("%s: %w: it is %s", name, ErrNotOwn, Kind(before.Mode()))
	}
	f, err := root.OpenFile(name, os.O_RDONLY|cautious, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat() // the file may have been exchanged since
	if err == nil && !IsFile(info.Mode()) {
		err = fmt.Errorf("%s: %w: it is %s", name, ErrNotOwn, Kind(info.Mode()))
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
