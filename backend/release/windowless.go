//go:build !production && !dev

package release

// Window reports whether this build has the window: without the tags of Wails it is
// the command line alone.
const Window = false
