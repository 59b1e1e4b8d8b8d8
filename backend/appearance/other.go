//go:build !(linux && desktop && !bindings)

package appearance

// Follow does nothing where the system tells the web view by itself.
func Follow(theme string) {}

// Veil does nothing where a web view starts with its background.
func Veil() {}

// Unveil does nothing there either.
func Unveil() {}
