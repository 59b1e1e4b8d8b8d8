package segment

import "errors"

// A pageMemory gives memory that the garbage collector knows nothing of. What is
// unpacked of the columns stays as long as a segment is open and is most of what
// the program holds; on the heap it would let as much garbage gather besides.
type pageMemory struct{ taken [][]byte }

// leastPages is the least that is not taken from the heap.
const leastPages = 64 << 10

// take returns n zeros.
func (m *pageMemory) take(n int) []byte {
	if n >= leastPages {
		if b, err := takePages(n); err == nil {
			m.taken = append(m.taken, b)
			return b
		}
	}
	return make([]byte, n)
}

// give gives everything back. Nothing may look at it any more.
func (m *pageMemory) give() error {
	var errs []error
	for _, b := range m.taken {
		errs = append(errs, givePages(b))
	}
	m.taken = nil
	return errors.Join(errs...)
}
