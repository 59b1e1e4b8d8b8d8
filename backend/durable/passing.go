package durable

import (
	"errors"
	"slices"
	"syscall"
)

// An error of reading does not yet say that the bytes are gone: the program may have
// too many files open, a share may be away, a folder may not be the user's. Only what
// was read and differs, or is not there, is known to be damaged.

// Exhausted reports an error that says nothing of the file: this program or the system
// had no file, memory or time left for it.
func Exhausted(err error) bool { return isOneOf(err, exhausted) }

// Passing reports an error after which the same file may be read another time. What is
// Exhausted is among them.
func Passing(err error) bool { return isOneOf(err, exhausted) || isOneOf(err, unreadable) }

func isOneOf(err error, these []syscall.Errno) bool {
	return slices.ContainsFunc(these, func(e syscall.Errno) bool { return errors.Is(err, e) })
}
