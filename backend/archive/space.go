package archive

import "fmt"

// Badger writes through memory maps: on a full disk the system ends the program
// with SIGBUS where another would get an error. So nothing is built unless what
// it will take is free, with a margin for what others write meanwhile.
const spaceMargin = 12 << 20

// needSpace is an error that wraps ErrNoSpace unless n bytes and the margin are
// free where the archive is.
func (a *Archive) needSpace(n int64) error {
	free, err := freeSpace(a.dir)
	if err != nil {
		return fmt.Errorf("archive: free space of %s: %w", a.dir, err)
	}
	if free < n+spaceMargin {
		return fmt.Errorf("archive: %w on the disk of %s: %s are free and %s are needed; free some and import again, nothing was changed",
			ErrNoSpace, a.dir, megabytes(free), megabytes(n+spaceMargin))
	}
	return nil
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", (n+1<<20-1)>>20) }
