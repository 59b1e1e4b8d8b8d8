package container

import (
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync/atomic"
)

// Bounds of a zip's directory, which is kept in memory.
const (
	MaxEntries   = 10_000
	maxDirectory = 8 << 20
)

// Errors about a zip as a whole.
var (
	ErrManyEntries = errors.New("it is a zip with more than 10,000 entries")
	ErrNoZip       = errors.New("it starts like a zip and is damaged or cut short")
)

// A Zip is a zip whose entries are unpacked within bounds, each by itself and all
// together, since they may share their bytes.
type Zip struct {
	entries []*zip.File
	disk    *zipDisk
	size    int64
	// Bytes unpacked so far, of entries and of gzip data in them.
	unpacked, inflated int64
}

// OpenZip reads the directory of the zip in the size bytes of r. The error is
// errManyEntries, errNoZip, or an error of reading.
func OpenZip(r io.ReaderAt, size int64) (*Zip, error) {
	disk := &zipDisk{r: r, left: maxDirectory, bounded: true}
	z, err := zip.NewReader(disk, size)
	switch {
	case disk.left < 0 || err == nil && len(z.File) > MaxEntries:
		return nil, ErrManyEntries
	case errors.Is(err, zip.ErrFormat):
		return nil, ErrNoZip
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return nil, err
	}
	disk.bounded = false
	entries := slices.Clone(z.File)
	slices.SortStableFunc(entries, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	return &Zip{entries: entries, disk: disk, size: size}, nil
}

// Entries returns the entries of the directory sorted by name, since the order decides
// which of several equal events comes first: a zip is read in the order of the folder
// that was packed.
func (z *Zip) Entries() []*zip.File { return z.entries }

// Restart resets the counts, to read the entries once more.
func (z *Zip) Restart() { z.unpacked, z.inflated = 0, 0 }

// Open reads one entry, which may itself be gzip data. From raw it takes the context and
// the count, to which it adds the bytes of the zip that are read. Only the entry that
// was opened last can be read.
func (z *Zip) Open(e *zip.File, raw *Raw) (io.Reader, error) {
	z.disk.ctx, z.disk.count = raw.ctx, raw.count
	r, err := e.Open()
	if err != nil {
		return nil, unpackError(err)
	}
	in := func() int64 { return int64(min(e.CompressedSize64, uint64(z.size))) }
	one := &ratioReader{r: unpacker{r}, in: in, out: new(int64)}
	// Entries may share their bytes, so that a small file could hold many
	// large ones: all together are held to the bound, too.
	all := func() int64 { return z.size }
	text := bufio.NewReaderSize(&ratioReader{r: one, in: all, out: &z.unpacked}, 512)
	if head, err := text.Peek(2); err != nil && err != io.EOF {
		return nil, err
	} else if !IsGzip(head) {
		return text, nil
	}
	packed, err := Gunzip(NewRaw(raw.ctx, text, new(atomic.Int64)))
	if err != nil {
		return nil, err
	}
	packed.ratioReader.r = &ratioReader{r: packed.ratioReader.r, in: all, out: &z.inflated}
	return packed, nil
}

// A zipDisk is the file for the zip's reader: while the directory is read, it returns a
// bounded number of bytes, and later it counts them.
type zipDisk struct {
	r       io.ReaderAt
	bounded bool
	left    int64
	ctx     context.Context
	count   *atomic.Int64
}

func (d *zipDisk) ReadAt(p []byte, at int64) (int, error) {
	if d.bounded {
		if d.left -= int64(len(p)); d.left < 0 {
			return 0, errDirectory
		}
		return d.r.ReadAt(p, at)
	}
	if err := d.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := d.r.ReadAt(p, at)
	d.count.Add(int64(n))
	return n, err
}

var errDirectory = errors.New("its directory is too long")
