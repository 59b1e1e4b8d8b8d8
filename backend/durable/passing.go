package durable

import (
	"errors"
	"slices"
	"syscall"
)

// An error of reading does not yet say that the bytes are gone: the program may have
// too many files open, a share may be away, a folder may not be the user's. Only
// bytes that were read and differ, or that are not there, are known to be damaged.

// Exhausted reports an error that says nothing about the file: this program or the
// system had no file, memory or time left for it.
func Exhausted(err error) bool { return isOneOf(err, exhausted) }

// Passing reports an error after which another attempt may read the same file. It
// includes every Exhausted error.
func Passing(err error) bool { return isOneOf(err, exhausted) || isOneOf(err, unreadable) }

func isOneOf(err error, these []syscall.Errno) bool {
	return slices.ContainsFunc(these, func(e syscall.Errno) bool { return errors.Is(err, e) })
}
