//go:build unix

package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// closedAtStart reports whether standard output was closed when the program was
// started. Go's runtime then opens the null device in its place, for reading and
// writing, so that no other file takes its number; a shell's >/dev/null opens it
// for writing alone.
func closedAtStart(f *os.File) bool {
	null, err := os.Stat(os.DevNull)
	if err != nil {
		return false
	}
	is, err := f.Stat()
	if err != nil {
		return true
	}
	flags, err := unix.FcntlInt(f.Fd(), unix.F_GETFL, 0)
	return err == nil && os.SameFile(null, is) && flags&unix.O_ACCMODE == unix.O_RDWR
}
