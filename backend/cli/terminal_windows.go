package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// windowWidth returns the number of columns of the console f; ok is false if f
// is not a console.
func windowWidth(f *os.File) (columns int, ok bool) {
	var info windows.ConsoleScreenBufferInfo
	if err := windows.GetConsoleScreenBufferInfo(windows.Handle(f.Fd()), &info); err != nil {
		return 0, false
	}
	return int(info.Window.Right-info.Window.Left) + 1, true
}
