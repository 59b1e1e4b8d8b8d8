//go:build unix

package durable

import (
	"io/fs"
	"os"
	"syscall"
)

// cautious opens without following a link, and without waiting for whoever has the
// other end of a pipe.
const cautious = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// allowed are the bits of a file's kind that say nothing against it.
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
