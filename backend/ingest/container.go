package ingest

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
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
	Hash  hash.Hash // nil where nobody asks
}

// newRaw reads r, and adds to count what it gives, until ctx is done.
func newRaw(ctx context.Context, r io.Reader, count *atomic.Int64) *rawReader {
	return &rawReader{ctx: ctx, r: r, count: count}
}

// Count is how many bytes were given.
func (r *rawReader) Count() int64 { return r.count.Load() }

func (r *rawReader) Read(p []byte) (int, error) {
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

// A gunzip reads all members of gzip data, up to the first bytes that are no
// member: what stands behind the data does not make it unreadable.
type gunzip struct {
	r    *bufio.Reader
	z    *gzip.Reader
	tail tail
	done bool
}

// A tail is what stands behind packed data.
type tail struct {
	Bytes int64
	Zeros bool // it is nothing else, as tapes and some copiers pad
}

// newGzip unpacks gzip data. The error, and those of reading it, say what is wrong with
// packed data.
func newGzip(data *rawReader) (*gzipText, error) {
	r := bufio.NewReaderSize(data, 32<<10)
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, unpackError(err)
	}
	z.Multistream(false)
	g := &gunzip{r: r, z: z}
	return &gzipText{ratioReader{r: unpacker{g}, in: data.Count, out: new(int64)}, g}, nil
}

// A gzipText is what a gunzip makes, within bounds.
type gzipText struct {
	ratioReader
	*gunzip
}

func (t *gzipText) Read(p []byte) (int, error) { return t.ratioReader.Read(p) }

// behind is what stands behind the data, once all of it was read.
func (t *gzipText) behind() tail { return t.gunzip.tail }

func (g *gunzip) Read(p []byte) (int, error) {
	for !g.done {
		n, err := g.z.Read(p)
		if err != io.EOF {
			return n, err
		}
		if err := g.member(); err != nil {
			return n, err
		}
		if n > 0 {
			return n, nil
		}
	}
	return 0, io.EOF
}

// member goes on to the next member, or finds that there is none.
func (g *gunzip) member() error {
	head, err := g.r.Peek(2)
	if err != nil && err != io.EOF {
		return err
	}
	if isGzip(head) {
		if err := g.z.Reset(g.r); err != nil {
			return err
		}
		g.z.Multistream(false)
		return nil
	}
	g.done, g.tail.Zeros = true, true
	for {
		b, err := g.r.ReadByte()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		g.tail.Bytes++
		g.tail.Zeros = g.tail.Zeros && b == 0
	}
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

// isGzip reports whether a file that begins with head is gzip data.
func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte("\x1F\x8B")) }

// isZip reports whether it is a zip.
func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) ||
		bytes.HasPrefix(head, []byte("PK\x07\x08"))
}
