package durable

import (
	"os"
	"time"
)

// tryLock has nothing to do: Windows removes no file that a process has open as Go
// opens files.
func tryLock(*os.File) (bool, error) { return true, nil }

// deadAfter is how old a temporary file must be: between its closing and its
// renaming no process has it open.
const deadAfter = time.Hour

// dead reports whether a temporary file is old. If a process still has it open, its
// removal fails.
func dead(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && time.Since(info.ModTime()) > deadAfter
}

// become renames a file, which must not be open for that.
func become(f *os.File, target string) error {
	if err := f.Close(); err != nil {
		return err
	}
	return Rename(f.Name(), target)
}

func removeOpen(f *os.File, path string) error {
	f.Close()
	return os.Remove(path)
}
