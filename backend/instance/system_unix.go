//go:build unix

package instance

import (
	"io/fs"
	"os"
	"syscall"
)

// mine is whether a folder belongs to this user.
func mine(info fs.FileInfo) bool {
	system, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(system.Uid) == os.Geteuid()
}

// allowFront has nothing to do where a token says who may come to the front.
func allowFront() {}
