package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"sync/atomic"

	"daybook/backend/container"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/framing"
	"daybook/backend/source"
)

// A File is one export file. Its methods but Offset are for one goroutine.
type File struct {
	name  string
	r     io.ReaderAt
	size  int64
	opt   Options
	notes notes

	box   box
	parts []part
	// Of a zip:
	zip     *container.Zip
	refused []*event.Rejection // entries that hold no events
	beside  []*event.Rejection // entries that belong to a source and hold no events by their nature

	offset atomic.Int64
	used   bool
	sum    *event.Hash
}

// raw returns a reader of the file's bytes from the start.
func (f *File) raw(ctx context.Context, count *atomic.Int64) *container.Raw {
	return container.NewRaw(ctx, io.NewSectionReader(f.r, 0, f.size), count)
}

// box is the kind of container that holds the texts.
type box uint8

const (
	plainBox box = iota
	gzipBox
	zipBox
)

// Source returns the kind of system from which the events come: "daybook",
// "google-workspace", "cloudtrail" or "github"; where the entries of a zip differ,
// it returns each, with commas between.
func (f *File) Source() string {
	var names []string
	seen := make(map[string]bool)
	for _, p := range f.parts {
		if name := p.source.ID; !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// Offset returns the number of the file's bytes that were read so far, for
// progress. It may be called from any goroutine.
func (f *File) Offset() int64 { return min(f.offset.Load(), f.size) }

// Notes returns remarks on the file, for the report of the import.
func (f *File) Notes() []string { return f.notes.lines() }

// Incomplete reports whether the file is incomplete, or may be: it was cut, lacks
// the line end at its end, was written while it was read, or says that more
// follows. Notes say which.
func (f *File) Incomplete() bool { return f.notes.incomplete() }

// Prove unpacks all of a file that is packed, so that cut or damaged packed data is
// found before any event is returned. It costs about as much as unpacking, and
// nothing for a file that is not packed.
func (f *File) Prove(ctx context.Context) error {
	if f.box == plainBox {
		return nil
	}
	if f.box == zipBox {
		f.zip.Restart()
	}
	for _, p := range f.parts {
		text, err := p.open(f.raw(ctx, new(atomic.Int64)))
		if err == nil {
			_, err = io.Copy(io.Discard, text)
		}
		if err != nil {
			if p.name != "" && ctx.Err() == nil {
				err = fmt.Errorf("%s: %w", p.name, err)
			}
			return err
		}
	}
	return nil
}

// SHA256 returns the hash of the whole file, once the stream of events has ended.
func (f *File) SHA256() (event.Hash, error) {
	if f.sum == nil {
		return event.Hash{}, failure.New("hash", f.name, errors.New("not all of it was read"))
	}
	return *f.sum, nil
}

// Events returns the stream of the file's events, which can be read once. An error
// that is an *event.Rejection stands for one record, or for a part of the file that
// it names, and the stream goes on; with any other error the file as a whole is
// unreadable, or ctx was cancelled, and the stream ends.
//
// Memory does not grow with the file, except for some 20 to 40 bytes for each
// record of a source whose ids are not unique.
func (f *File) Events(ctx context.Context) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		err := error(errUsed)
		if !f.used {
			f.used = true
			err = f.read(ctx, yield)
		}
		if err != nil && err != errStopped {
			if ctxErr := ctx.Err(); ctxErr != nil {
				err = ctxErr
			}
			yield(event.Event{}, err) // the caller knows which file
		}
	}
}

var (
	errUsed   = errors.New("its events were taken before")
	errShrunk = errors.New("it became shorter while it was read")
)

func (f *File) read(ctx context.Context, yield yielder) error {
	for _, r := range f.refused {
		if !yield(event.Event{}, r) {
			return errStopped
		}
	}
	hash := sha256.New()
	if f.box == zipBox {
		if err := f.readZip(ctx, yield); err != nil {
			return err
		}
	}
	count := &f.offset
	if f.box == zipBox { // the entries of a zip were counted
		count = new(atomic.Int64)
	}
	raw := f.raw(ctx, count)
	raw.Hash = hash
	if f.box != zipBox {
		if err := f.readPart(ctx, f.parts[0], raw, yield); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, raw); err != nil {
		return err
	}
	if raw.Count() != f.size {
		return errShrunk
	}
	if n, _ := f.r.ReadAt(make([]byte, 1), f.size); n > 0 {
		f.notes.grown++ // the file is still being written
	}
	f.offset.Store(f.size)
	var sum event.Hash
	hash.Sum(sum[:0])
	f.sum = &sum
	return nil
}

func (f *File) readZip(ctx context.Context, yield yielder) error {
	f.zip.Restart()
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

func (f *File) readPart(ctx context.Context, p part, raw *container.Raw, yield yielder) error {
	var text io.Reader
	w, err := framing.OpenText(func() (r io.Reader, err error) {
		text, err = p.open(raw)
		return text, err
	})
	if err != nil {
		return err
	}
	in := intake{part: p, w: w, notes: &f.notes, r: source.NewReader(p.source, f.opt.clock(), &f.notes.remarks), ctx: ctx, yield: yield}
	in.r.Ours = p.ours
	if !strings.HasPrefix(f.notes.findings.Log, in.log()) { // a page without records goes on with the log before it
		f.notes.findings.Log = in.log()
	}
	if w.Follows {
		f.notes.findings.Respond(true)
	}
	if p.form == framing.CSV {
		err = in.rows()
	} else {
		err = in.json()
	}
	if err == nil {
		err = w.Fault()
	}
	if packed, ok := text.(*container.GzipText); ok && err == nil {
		err = in.behind(packed.Behind())
	}
	return err
}
