package container

import (
	"archive/zip"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"hash"
	"io"
	"sync/atomic"
)

// Bounds of decompression: past freeOutput, the output is at most maxRatio times
// the input.
const (
	freeOutput = 10 << 20
	maxRatio   = 200
)

// ErrBomb reports data that unpack to more than their bound.
var ErrBomb = errors.New("it unpacks to more than 200 times its size, as no log does")

// A Raw reads the file's own bytes in order, and counts and hashes them.
type Raw struct {
	ctx   context.Context
	r     io.Reader
	count *atomic.Int64
	Hash  hash.Hash // nil where no hash is needed
}

// NewRaw returns a Raw that reads r until ctx is done, and adds the bytes that
// it returns to count.
func NewRaw(ctx context.Context, r io.Reader, count *atomic.Int64) *Raw {
	return &Raw{ctx: ctx, r: r, count: count}
}

// Count returns the number of bytes that were read.
func (r *Raw) Count() int64 { return r.count.Load() }

func (r *Raw) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.r.Read(p)
	r.count.Add(int64(n))
	if r.Hash != nil {
		r.Hash.Write(p[:n])
	}
	return n, err
}

// A ratioReader returns the output of a decompressor as long as it is within
// bounds.
type ratioReader struct {
	r   io.Reader
	in  func() int64 // bytes that went in
	out *int64       // bytes that came out
}

func (r *ratioReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	*r.out += int64(n)
	if *r.out > freeOutput && *r.out/maxRatio > r.in() {
		return 0, ErrBomb
	}
	return n, err
}

// An unpacker puts the errors of a decompressor into words.
type unpacker struct{ r io.Reader }

func (u unpacker) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	if err != nil && err != io.EOF {
		err = unpackError(err)
	}
	return n, err
}

func unpackError(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &packedError{"its packed data is cut short", err}
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt),
		errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat):
		return &packedError{"its packed data is damaged", err}
	}
	return err
}

// A packedError says in words what is wrong with packed data; the decompressor
// says it for programmers.
type packedError struct {
	what  string
	cause error
}

func (e *packedError) Error() string { return e.what }
func (e *packedError) Unwrap() error { return e.cause }
