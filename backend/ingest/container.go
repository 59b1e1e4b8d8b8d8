package ingest

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"hash"
	"io"
	"sync/atomic"
)

// Bounds of decompression: past freeOutput, what comes out is at most maxRatio
// times what went in.
const (
	freeOutput = 10 << 20
	maxRatio   = 200
)

var errBomb = errors.New("it unpacks to more than 200 times its size, as no log does")

// A rawReader reads the file's own bytes in order, and counts and hashes what
// it gives.
type rawReader struct {
	ctx   context.Context
	r     io.Reader
	count *atomic.Int64
	hash  hash.Hash // nil where nobody asks
}

func (r *rawReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.r.Read(p)
	r.count.Add(int64(n))
	if r.hash != nil {
		r.hash.Write(p[:n])
	}
	return n, err
}

// A ratioReader gives what a decompressor makes, as long as that is within
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
		return 0, errBomb
	}
	return n, err
}

// newGzip reads all members of gzip data.
func newGzip(raw *rawReader) (io.Reader, error) {
	z, err := gzip.NewReader(bufio.NewReaderSize(raw, 32<<10))
	if err != nil {
		return nil, unpackError(err)
	}
	return &ratioReader{r: unpacker{z}, in: raw.count.Load, out: new(int64)}, nil
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
		return fmt.Errorf("its packed data is cut short: %w", err)
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt),
		errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat):
		return fmt.Errorf("its packed data is damaged: %w", err)
	}
	return err
}
