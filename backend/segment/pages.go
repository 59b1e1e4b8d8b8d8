package segment

import "errors"

// A pageMemory allocates memory outside the garbage-collected heap. The unpacked
// columns stay as long as a segment is open and are most of the program's memory;
// on the heap they would let the same amount of garbage gather.
type pageMemory struct{ taken [][]byte }

// leastPages is the smallest allocation that is not taken from the heap.
const leastPages = 64 << 10

// take returns n zero bytes.
func (m *pageMemory) take(n int) []byte {
	if n >= leastPages {
		if b, err := takePages(n); err == nil {
			m.taken = append(m.taken, b)
			return b
		}
	}
	return make([]byte, n)
}

// give gives all memory back, which nothing may use any more.
func (m *pageMemory) give() error {
	var errs []error
	for _, b := range m.taken {
		errs = append(errs, givePages(b))
	}
	m.taken = nil
	return errors.Join(errs...)
}
