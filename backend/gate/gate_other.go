//go:build !(linux && desktop && !bindings)

package gate

// DropsAreSure reports that the paths of dropped files come from the drag itself,
// and not by way of the page.
const DropsAreSure = false

// Guard does nothing here: the page applies the list of Allows.
func Guard(func(paths []string)) {}
