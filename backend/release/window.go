//go:build production || dev

package release

// Window reports whether this build has the window: it is built in with the tags
// that Wails asks for.
const Window = true
