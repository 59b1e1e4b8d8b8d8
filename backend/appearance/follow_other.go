//go:build !(linux && desktop && !bindings)

package appearance

// Follow has nothing to do where the web view hears of it by itself.
func Follow(theme string) {}
