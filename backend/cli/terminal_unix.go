//go:build unix

package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// windowWidth returns the number of columns of the terminal f; ok is false if f
// is not a terminal.
func windowWidth(f *os.File) (columns int, ok bool) {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0, false
	}
	return int(size.Col), true
}
