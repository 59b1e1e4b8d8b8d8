package window

// The events that the page receives.
const (
	// EventTask reports the progress of long work.
	EventTask = "task"
	// EventState reports that AppState changed without a request of the page: by an hourly
	// purge, the end of the check, or a second start with another archive.
	EventState = "state"
	// EventDrop reports files that were dropped on the window.
	EventDrop = "drop"
	// EventClosing reports that the window is to close. The page saves its settings at
	// once, and asks the officer if closing would cancel work under way.
	EventClosing = "closing"
)

// A Desktop is the system that shows the window, as the window uses it. Package desktop has
// the real one; tests have their own. Its methods may be called concurrently, but dialogs
// are shown one at a time.
type Desktop interface {
	// OpenFiles, OpenFolder and SaveFile show a native dialog, and return no file, or "",
	// if it was cancelled. CancelDialogs cancels a dialog that is open.
	OpenFiles(title string) ([]string, error)
	OpenFolder(title string) (string, error)
	SaveFile(title, name string) (string, error)
	CancelDialogs()
	// Agree asks a yes-or-no question in a dialog of the system's own.
	Agree(title, question string) bool
	CopyText(text string) error
	// Emit sends the page one of the events above.
	Emit(event string, value any)
	// Show opens the folder of a file in the system's file manager.
	Show(path string) error
	// Front brings the window in front of all others, with the activation token from the
	// desktop, and reports whether it succeeded.
	Front(token string) bool
	SetTitle(title string)
	// SetTheme makes the window "light" or "dark", or lets it follow the "system".
	SetTheme(theme string)
	// Place returns the window's position and size, and whether it is in full screen. It
	// waits for the window's own thread.
	Place() (place Place, full bool)
	// Quit asks to close the window, as its frame does.
	Quit()
}
