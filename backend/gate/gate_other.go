//go:build !(linux && desktop && !bindings)

package gate

// DropsAreSure reports that the paths of dropped files come from the drag itself,
// and not by way of the page.
const DropsAreSure = false

// Guard has nothing to put in the way here: the page holds the list of Allows.
func Guard(func(paths []string)) {}
