//go:build unix

package segment

import "golang.org/x/sys/unix"

// takePages returns n zero bytes outside the heap, which are valid until givePages.
func takePages(n int) ([]byte, error) {
	return unix.Mmap(-1, 0, n, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE|present)
}

func givePages(b []byte) error { return unix.Munmap(b) }
