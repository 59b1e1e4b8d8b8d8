//go:build production || dev

package release

// Window is whether this build has the window: the tags that Wails asks for are
// what has it built in.
const Window = true
