//go:build unix

package durable

import (
	"errors"
	"os"
	"syscall"
)

// tryLock locks a file for as long as it is open, and reports false where it is
// locked elsewhere.
func tryLock(f *os.File) (bool, error) {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, syscall.EINTR):
			return false, err
		}
	}
}

// dead reports whether the process that made a temporary file is dead: then its
// lock can be taken.
func dead(f *os.File) bool {
	info, err := f.Stat()
	if err != nil {
		return false
	}
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(s.Uid) != os.Getuid() || s.Nlink != 1 {
		return false
	}
	ok, err = tryLock(f)
	return ok && err == nil
}

// become renames a file that is locked until then.
func become(f *os.File, target string) error {
	if err := os.Rename(f.Name(), target); err != nil {
		return err
	}
	f.Close() // all of it was synced
	return nil
}

func removeOpen(_ *os.File, path string) error { return os.Remove(path) }
