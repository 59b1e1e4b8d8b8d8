//go:build unix

package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// windowWidth is the columns of the terminal that f is; ok is false where it is
// none.
func windowWidth(f *os.File) (columns int, ok bool) {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0, false
	}
	return int(size.Col), true
}
