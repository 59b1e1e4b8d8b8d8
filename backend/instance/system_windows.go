package instance

import (
	"io/fs"

	"golang.org/x/sys/windows"
)

// mine is true because of the folder's place: it is in the user's own
// folder and inherits its permissions.
func mine(fs.FileInfo) bool { return true }

var allowSetForegroundWindow = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")

// allowFront lets the window that is asked come to the front, which Windows allows
// only to the program that the user has just started.
func allowFront() {
	const anyProcess = 1<<32 - 1
	if allowSetForegroundWindow.Find() == nil {
		allowSetForegroundWindow.Call(anyProcess)
	}
}
