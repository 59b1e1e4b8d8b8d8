package folder

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// TryLock takes the lock of an open file without waiting, exclusive or shared. The locked
// byte is far beyond the end of the file, so that other programs can read who holds the
// lock.
func TryLock(f *os.File, shared bool) (bool, error) {
	at := windows.Overlapped{OffsetHigh: 1 << 30}
	how := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if !shared {
		how |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	err := windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, &at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}
