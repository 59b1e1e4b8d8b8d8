package window

// The events that the page hears.
const (
	// EventTask is that long work moves on.
	EventTask = "task"
	// EventState is that something of AppState changed without the page asking: an hourly
	// purge, the end of the check, a second start with another archive.
	EventState = "state"
	// EventDrop is that files were dropped on the window.
	EventDrop = "drop"
	// EventClosing is that the window is to close. The page saves its settings at once, and
	// asks the officer if that would cancel work under way.
	EventClosing = "closing"
)

// A Desktop is what the window asks of the system that shows it. Package desktop has the
// real one; tests have one of their own. Its methods can be called at the same time, but
// dialogs are shown one at a time.
type Desktop interface {
	// OpenFiles, OpenFolder and SaveFile show a native dialog, and answer none, or "",
	// when it was cancelled. CancelDialogs cancels one that is open.
	OpenFiles(title string) ([]string, error)
	OpenFolder(title string) (string, error)
	SaveFile(title, name string) (string, error)
	CancelDialogs()
	// Agree asks a question that Yes and No answer, in a dialog of the system's own.
	Agree(title, question string) bool
	CopyText(text string) error
	// Emit sends the page one of the events that it hears.
	Emit(event string, value any)
	// Show opens the folder of a file in the system's file manager.
	Show(path string) error
	// Front brings the window before all others, with the leave that the desktop
	// gave for it, and reports whether it did.
	Front(token string) bool
	SetTitle(title string)
	// SetTheme makes the window "light" or "dark", or as the "system" is.
	SetTheme(theme string)
	// Place is where the window stands, and whether that is in full screen. It waits
	// for the window's own thread.
	Place() (place Place, full bool)
	// Quit asks to close the window, as its frame does.
	Quit()
}
