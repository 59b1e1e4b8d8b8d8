package folder

import (
	"os"

	"golang.org/x/sys/windows"
)

func diskSpace(dir string) (free, size int64, err error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, 0, err
	}
	var f, s uint64
	err = windows.GetDiskFreeSpaceEx(path, &f, &s, nil)
	return int64(f), int64(s), err
}

// makeRemovable clears the read-only attribute, since Windows does not remove such files.
func makeRemovable(path string) error { return os.Chmod(path, 0o600) }
