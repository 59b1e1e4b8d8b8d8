package durable

import (
	"errors"
	"os"
	"syscall"
	"unsafe"
)

var moveFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("MoveFileExW")

const (
	replaceExisting = 0x1
	writeThrough    = 0x8
)

// rename returns when the change is on the disk; os.Rename does not wait for that.
func rename(from, to string) error {
	fail := func(err error) error { return &os.LinkError{Op: "rename", Old: from, New: to, Err: err} }
	f, err := syscall.UTF16PtrFromString(from)
	if err != nil {
		return fail(err)
	}
	t, err := syscall.UTF16PtrFromString(to)
	if err != nil {
		return fail(err)
	}
	if ok, _, err := moveFileEx.Call(uintptr(unsafe.Pointer(f)), uintptr(unsafe.Pointer(t)), replaceExisting|writeThrough); ok == 0 {
		return fail(err)
	}
	return nil
}

// inTheWay reports a file that another program has open in a way that forbids the
// change. For a target that is open in this way Windows says only that access is
// denied.
func inTheWay(err error) bool {
	return errors.Is(err, sharingViolation) || errors.Is(err, lockViolation) || errors.Is(err, syscall.ERROR_ACCESS_DENIED)
}
