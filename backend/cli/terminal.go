package cli

import (
	"io"
	"os"
)

// defaultWidth is that of a terminal which does not say.
const defaultWidth = 80

// terminalWidth is the columns of the terminal that w writes to, and 0 where it
// writes to something else.
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
