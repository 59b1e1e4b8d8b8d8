package durable

import (
	"io/fs"
	"os"
	"syscall"
)

// cautious is empty: Windows has no such pipes among files, and a link was refused
// before.
const cautious = 0

// allowed has the bit that a file in a cloud folder may have. A junction has it
// too, but cannot be opened as a file.
const allowed = fs.ModeIrregular

func names(f *os.File) (int, error) {
	var info syscall.ByHandleFileInformation
	if err := syscall.GetFileInformationByHandle(syscall.Handle(f.Fd()), &info); err != nil {
		return 0, &os.PathError{Op: "stat", Path: f.Name(), Err: err}
	}
	return int(info.NumberOfLinks), nil
}
