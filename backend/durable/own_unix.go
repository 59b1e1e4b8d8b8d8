//go:build unix

package durable

import (
	"io/fs"
	"os"
	"syscall"
)

// cautious are the flags to open a file without following a link, and without
// waiting for the other end of a pipe.
const cautious = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// allowed are the mode bits that an ordinary file may have.
const allowed = fs.FileMode(0)

func names(f *os.File) (int, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(s.Nlink), nil
	}
	return 1, nil
}
