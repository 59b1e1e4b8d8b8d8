package archive

import (
	"errors"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// tryLock takes the lock of an open file without waiting. The byte that is
// locked is far beyond the file's end, so that others can read who holds it.
func tryLock(f *os.File) (bool, error) {
	at := windows.Overlapped{OffsetHigh: 1 << 30}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

func diskSpace(dir string) (free, size int64, err error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, 0, err
	}
	var f, s uint64
	err = windows.GetDiskFreeSpaceEx(path, &f, &s, nil)
	return int64(f), int64(s), err
}

// takePages returns n zeros that are not on the heap, until givePages.
func takePages(n int) ([]byte, error) {
	at, err := windows.VirtualAlloc(0, uintptr(n), windows.MEM_RESERVE|windows.MEM_COMMIT, windows.PAGE_READWRITE)
	if err != nil {
		return nil, err
	}
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&at)), n), nil
}

func givePages(b []byte) error {
	return windows.VirtualFree(uintptr(unsafe.Pointer(unsafe.SliceData(b))), 0, windows.MEM_RELEASE)
}

// makeRemovable clears the read-only attribute, which Windows minds.
func makeRemovable(path string) error { return os.Chmod(path, 0o600) }
