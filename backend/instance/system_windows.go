package instance

import (
	"io/fs"

	"golang.org/x/sys/windows"
)

// mine is so by where the folder is: in the user's own, whose rights it has.
func mine(fs.FileInfo) bool { return true }

var allowSetForegroundWindow = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")

// allowFront lets the window that is asked come to the front, which Windows
// grants to none but the program that the user has just started.
func allowFront() {
	const anyProcess = 1<<32 - 1
	if allowSetForegroundWindow.Find() == nil {
		allowSetForegroundWindow.Call(anyProcess)
	}
}
