//go:build !(linux && desktop && !bindings)

package appearance

// Follow has nothing to do where the web view hears of it by itself.
func Follow(theme string) {}

// Veil has nothing to do where a web view begins with its background.
func Veil() {}

// Unveil has nothing to do there either.
func Unveil() {}
