package container

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
)

// A gunzip reads all members of gzip data, up to the first bytes that are not a
// member: anything after the data does not make it unreadable.
type gunzip struct {
	r    *bufio.Reader
	z    *gzip.Reader
	tail Tail
	done bool
}

// A Tail describes the bytes after packed data.
type Tail struct {
	Bytes int64
	Zeros bool // the bytes are all zeros, as tapes and some copiers pad
}

// Gunzip unpacks gzip data. The error, and those of reading it, say what is wrong with
// packed data.
func Gunzip(data *Raw) (*GzipText, error) {
	r := bufio.NewReaderSize(data, 32<<10)
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, unpackError(err)
	}
	z.Multistream(false)
	g := &gunzip{r: r, z: z}
	return &GzipText{ratioReader{r: unpacker{g}, in: data.Count, out: new(int64)}, g}, nil
}

// A GzipText is the unpacked text of gzip data, within bounds.
type GzipText struct {
	ratioReader
	*gunzip
}

// Read reads the unpacked text.
func (t *GzipText) Read(p []byte) (int, error) { return t.ratioReader.Read(p) }

// Behind returns the bytes after the data, once all of it was read.
func (t *GzipText) Behind() Tail { return t.gunzip.tail }

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

// member goes on to the next member, if there is one.
func (g *gunzip) member() error {
	head, err := g.r.Peek(2)
	if err != nil && err != io.EOF {
		return err
	}
	if IsGzip(head) {
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

// IsGzip reports whether a file that begins with head is gzip data.
func IsGzip(head []byte) bool { return bytes.HasPrefix(head, []byte("\x1F\x8B")) }

// IsZip reports whether a file that begins with head is a zip.
func IsZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) ||
		bytes.HasPrefix(head, []byte("PK\x07\x08"))
}
