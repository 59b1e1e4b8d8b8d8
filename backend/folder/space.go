package folder

import (
	"errors"
	"fmt"
)

// Badger writes through memory maps: on a full disk the system ends the program
// with SIGBUS where another program would get an error. So nothing is built unless
// the space that it will take is free, and while a store is built the space is
// checked again before each megabyte that is handed to it. A margin stays for the
// writes of other programs between the check and the writing.
const (
	leastMargin = 8 << 20
	mostMargin  = 256 << 20
)

// spaceMargin returns a 64th of a disk of that size, within bounds.
func spaceMargin(size int64) int64 { return min(max(size/64, leastMargin), mostMargin) }

func NeedSpace(dir string, n int64) error {
	free, size, err := diskSpace(dir)
	if err != nil {
		return fmt.Errorf("free space of %s: %w", dir, err)
	}
	if n += spaceMargin(size); free < n {
		return fmt.Errorf("%w on the disk of %s: %s are free and %s are needed; free some and try again, nothing was changed",
			ErrNoSpace, dir, megabytes(free), megabytes(n))
	}
	return nil
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", (n+1<<20-1)>>20) }

// ErrNoSpace reports a disk that is too full for the requested operation.
var ErrNoSpace = errors.New("not enough free space")
