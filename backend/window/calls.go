package window

// Calls are the methods that the page can call, each one thing that it asks. They check
// what they are given, answer at most a value and an error, which is a Fault, and never
// take or trust a path: a native dialog names files, a token names them later.
//
// Wails calls each in a goroutine of its own. Nothing that is exported here may be
// anything else: whatever is exported, a page can call.
type Calls struct{ w *Window }
