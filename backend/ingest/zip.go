package ingest

import (
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"

	"daybook/backend/clip"
	"daybook/backend/event"
	"daybook/backend/numbers"
)

// Bounds of a zip's directory, which is kept in memory.
const (
	maxEntries   = 10_000
	maxDirectory = 8 << 20
)

func (f *File) recogniseZip() error {
	disk := &zipDisk{r: f.r, left: maxDirectory, bounded: true}
	z, err := zip.NewReader(disk, f.size)
	switch {
	case disk.left < 0 || err == nil && len(z.File) > maxEntries:
		return notEventsf("it is a zip with more than %s entries", numbers.Grouped(maxEntries))
	case errors.Is(err, zip.ErrFormat):
		return notEventsf("it starts like a zip and is damaged or cut short")
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return err
	}
	disk.bounded = false
	if err := packedKind(z.File); err != nil {
		return err
	}
	// Of the same events it counts which comes first, so that a zip is read as the
	// folder would be that was packed.
	entries := slices.Clone(z.File)
	slices.SortStableFunc(entries, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	has := make(map[string]bool, len(entries))
	for _, e := range entries {
		has[e.Name] = true
	}
	for _, e := range entries {
		if e.FileInfo().IsDir() || Leftover(e.Name) {
			continue
		}
		if RepeatsBundle(e.Name, func(name string) bool { return has[name] }) {
			f.notes.repeated++
			continue
		}
		name := clip.Text(strings.ToValidUTF8(e.Name, "\uFFFD"), 200)
		p := part{name: name, open: func(raw *rawReader) (io.Reader, error) { return f.openEntry(e, disk, raw) }}
		var err error
		p.layout, err = f.recogniseEntry(e, p)
		var not *notEvents
		switch {
		case err == nil:
			f.parts = append(f.parts, p)
		case errors.As(err, &not) && not.beside != nil:
			f.notes.beside.Add(not.beside, 1)
			f.beside = append(f.beside, &event.Rejection{At: name, Reason: not.why})
		case errors.As(err, &not):
			f.refused = append(f.refused, &event.Rejection{At: name, Reason: not.why})
		default:
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if len(f.parts) > 0 {
		return nil
	}
	if f.refused = append(f.refused, f.beside...); len(f.refused) == 0 {
		return notEventsf("it is a zip without any file")
	}
	why := make([]string, 0, 4)
	for _, r := range f.refused[:min(len(f.refused), 3)] {
		why = append(why, r.At+": "+r.Reason)
	}
	if more := len(f.refused) - len(why); more > 0 {
		why = append(why, fmt.Sprintf("and %s more", numbers.Grouped(int64(more))))
	}
	return notEventsf("it is a zip without any file of events (%s)", strings.Join(why, "; "))
}

// packedKind recognises a document that is a zip of its parts.
func packedKind(entries []*zip.File) error {
	names := make(map[string]bool, len(entries))
	for _, e := range entries {
		names[e.Name] = true
	}
	for _, k := range packedKinds {
		if names[k.entry] && (k.entry != "content.xml" || names["mimetype"]) {
			return notEventsf("it is %s", k.name)
		}
	}
	return nil
}

func (f *File) recogniseEntry(e *zip.File, p part) (layout, error) {
	switch {
	case !e.Mode().IsRegular():
		return layout{}, notEventsf("it is no ordinary file")
	case e.Flags&1 != 0:
		return layout{}, notEventsf("it is encrypted: unpack it with its password first")
	case e.Method != zip.Store && e.Method != zip.Deflate:
		return layout{}, notEventsf("it is packed by method %d, which is not read here: unpack it first", e.Method)
	}
	return recognise(func() (io.Reader, error) {
		return p.open(f.raw(context.Background(), new(atomic.Int64)))
	})
}

// openEntry reads one entry. Of raw it takes the context and the counter.
func (f *File) openEntry(e *zip.File, disk *zipDisk, raw *rawReader) (io.Reader, error) {
	disk.ctx, disk.count = raw.ctx, raw.count
	r, err := e.Open()
	if err != nil {
		return nil, unpackError(err)
	}
	in := func() int64 { return int64(min(e.CompressedSize64, uint64(f.size))) }
	one := &ratioReader{r: unpacker{r}, in: in, out: new(int64)}
	// Entries may share their bytes, so that a small file could hold many
	// large ones: all together are held to the bound, too.
	all := func() int64 { return f.size }
	text := bufio.NewReaderSize(&ratioReader{r: one, in: all, out: &f.unpacked}, 512)
	if head, err := text.Peek(2); err != nil && err != io.EOF {
		return nil, err
	} else if !isGzip(head) {
		return text, nil
	}
	var fed atomic.Int64
	z, err := newGzip(&rawReader{ctx: raw.ctx, r: text, count: &fed}, fed.Load)
	if err != nil {
		return nil, err
	}
	z.ratioReader.r = &ratioReader{r: z.ratioReader.r, in: all, out: &f.inflated}
	return z, nil
}

func (f *File) readZip(ctx context.Context, yield yielder) error {
	f.unpacked, f.inflated = 0, 0
	for _, p := range f.parts {
		if err := f.readPart(ctx, p, f.raw(ctx, &f.offset), yield); err != nil {
			if err != errStopped {
				err = fmt.Errorf("%s: %w", p.name, err)
			}
			return err
		}
	}
	return nil
}

// A zipDisk is the file as the zip's reader sees it: while the directory is
// read, it gives a bounded number of bytes, and later it counts them.
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
