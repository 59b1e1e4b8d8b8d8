package cli

import (
	"io"
	"os"
)

// defaultWidth is the width of a terminal that does not report it.
const defaultWidth = 80

// terminalWidth returns the number of columns of the terminal that w writes to,
// and 0 if w is not a terminal.
func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, ok := windowWidth(f)
	switch {
	case !ok:
		return 0
	case width <= 0:
		return defaultWidth
	}
	return width
}
