package encryption

import (
	"io"
	"sync"
)

// A source keeps the error that ended the reading of a file, to tell it from a fault of the
// file.
type source struct {
	r   io.ReaderAt
	mu  sync.Mutex
	err error
}

func (s *source) ReadAt(p []byte, off int64) (int, error) {
	n, err := s.r.ReadAt(p, off)
	if err != nil && err != io.EOF {
		s.mu.Lock()
		s.err = err
		s.mu.Unlock()
	}
	return n, err
}

// or returns the error of reading, and otherwise err.
func (s *source) or(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return s.err
	}
	return err
}

// age encrypts blocks of that size, and decrypts a whole one for any part of it.
const (
	blockSize = 64 << 10
	blockMost = 8 // a verifier reads three files of a bundle beside each other, and its ends
)

// blocks keeps the blocks that were read last, so that reading at several places in turn
// decrypts each block once.
type blocks struct {
	r    io.ReaderAt
	src  *source
	size int64

	mu   sync.Mutex
	kept [blockMost]struct {
		at   int64 // number of the block, from 1; 0 for none
		data []byte
	}
	next int
}

func (b *blocks) ReadAt(p []byte, off int64) (n int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for n < len(p) {
		if off >= b.size {
			return n, io.EOF
		}
		block, err := b.block(off / blockSize)
		if err != nil {
			return n, err
		}
		k := copy(p[n:], block[off%blockSize:])
		n, off = n+k, off+int64(k)
	}
	return n, nil
}

func (b *blocks) block(at int64) ([]byte, error) {
	for i := range b.kept {
		if b.kept[i].at == at+1 {
			return b.kept[i].data, nil
		}
	}
	data := make([]byte, min(blockSize, b.size-at*blockSize))
	if n, err := b.r.ReadAt(data, at*blockSize); n < len(data) && err != nil {
		return nil, b.src.or(ErrDamaged)
	}
	b.kept[b.next].at, b.kept[b.next].data = at+1, data
	b.next = (b.next + 1) % blockMost
	return data, nil
}
