package desk

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"
	"unicode/utf8"

	"daybook/backend/archive"
	"daybook/backend/encryption"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/ledger"
	"daybook/backend/query"
)

// A Format is a format in which events are handed out.
type Format string

const (
	CSV    Format = "csv"
	JSON   Format = "json"
	Bundle Format = "bundle" // evidence, which goes to files only
)

// File returns the default file name for the format.
func (f Format) File() string {
	if f == Bundle {
		return "evidence.zip"
	}
	return "activity." + string(f)
}

// File returns the default file name for what r asks for in that format.
func (r *Request) File(f Format) string {
	if r.Encrypt != nil {
		return f.File() + encryption.Extension
	}
	return f.File()
}

// MaxWords limits case, purpose and recipient to that many characters each.
const MaxWords = 1000

// A Request names the events that leave an archive, and what is recorded about them.
type Request struct {
	Query query.Query
	Order query.Order
	Only  *archive.Set   // the events that were selected; nil means all that match
	Typed string         // the search text as it was typed
	Zone  *time.Location // of dates in it; UTC where nil

	// The remaining fields apply to bundles only. Redaction is what is left out; Encrypt
	// are those for whom the bundle is encrypted, nil for a plain one.
	Redaction                export.Redaction
	Encrypt                  *encryption.Recipients
	Case, Purpose, Recipient string
	Program                  string // name and version
	Now                      time.Time
}

// Check returns an error if the words of r cannot go into a bundle.
func (r *Request) Check() error {
	for _, field := range []struct{ name, text string }{{"case", r.Case}, {"purpose", r.Purpose}, {"recipient", r.Recipient}} {
		switch {
		case !utf8.ValidString(field.text):
			return fmt.Errorf("the %s is not valid UTF-8", field.name)
		case utf8.RuneCountInString(field.text) > MaxWords:
			return fmt.Errorf("the %s is longer than 1,000 characters", field.name)
		}
	}
	return nil
}

// A Handed describes what left an archive.
type Handed struct {
	Path   string // absolute; "-" is standard output, "" the clipboard
	Events int
	Bytes  int64
	SHA256 event.Hash
	Unread int // events of the archive that cannot be read, and so are not included
	// Unwritten is the reason why the journal has no line: the archive can only be read.
	Unwritten string
}

// Export writes events to a file at path, which is complete or absent. The line in the
// archive's journal is written before the file appears. An existing file is replaced, so
// callers ask first. progress, where not nil, receives the number of events written, or
// for a bundle the share of the work that is done.
//
// The error wraps export.ErrInside or ledger.ErrInside for a path among an archive's own
// files, folder.ErrDamaged for events that cannot be read, and export.ErrAlwaysShown for
// a redacted bundle of an event that shows what is left out. A bundle without events
// proves the state of the archive.
func Export(ctx context.Context, a *archive.Archive, f Format, path string, r Request, progress func(done, total int)) (Handed, error) {
	write := export.CSVFile
	switch f {
	case Bundle:
		return bundleFile(ctx, a, path, r, progress)
	case JSON:
		write = export.JSONFile
	}
	return leave(ctx, a, f, &r, func(out *departure) (Handed, error) {
		o, err := write(path, counted(out.events, out.total, progress), func(o export.Output) error { return out.record(ctx, ledger.KindExported, o) })
		return out.handed(o), err
	})
}

// Stream writes events as CSV or JSON to w, which stands for standard output. Output
// there cannot be held back, so it is produced twice: the first time is discarded and
// serves only for the line in the journal. An error of w itself is a *WriteError.
func Stream(ctx context.Context, a *archive.Archive, f Format, w io.Writer, r Request) (Handed, error) {
	return leave(ctx, a, f, &r, func(out *departure) (Handed, error) {
		sum := sha256.New()
		first := &meter{to: sum}
		n, err := written(first, f, out.events)
		if err != nil {
			return Handed{}, err
		}
		o := export.Output{Path: "-", Bytes: first.n, SHA256: event.Hash(sum.Sum(nil)), Events: n}
		if err := out.record(ctx, ledger.KindExported, o); err != nil {
			return Handed{}, err
		}
		to := &meter{to: w}
		if _, err = written(to, f, out.events); to.err != nil {
			err = &WriteError{to.err}
		}
		return out.handed(o), err
	})
}

// A WriteError is an error of standard output, not of the events that go there.
type WriteError struct{ Err error }

func (e *WriteError) Error() string { return "write to standard output: " + e.Err.Error() }
func (e *WriteError) Unwrap() error { return e.Err }

// The limits of a copy, which is held in memory as a whole.
const (
	MaxCopied      = 1000
	MaxCopiedBytes = 5_000_000
)

// ErrTooMany and ErrTooLong report more events, or more text, than can be copied.
var (
	ErrTooMany = errors.New("too many events to copy")
	ErrTooLong = errors.New("too long to copy")
)

// Copy calls put with the text of events as CSV or JSON, for the clipboard, after the
// line in the archive's journal is written.
func Copy(ctx context.Context, a *archive.Archive, f Format, r Request, put func(text string) error) (Handed, error) {
	return leave(ctx, a, f, &r, func(out *departure) (Handed, error) {
		if out.total > MaxCopied {
			return Handed{}, &copyError{out.total, ErrTooMany}
		}
		toText := export.CopyCSV
		if f == JSON {
			toText = export.CopyJSON
		}
		text, err := toText(atMost(out.events, MaxCopiedBytes))
		if err == nil && len(text) > MaxCopiedBytes {
			err = ErrTooLong
		}
		if errors.Is(err, ErrTooLong) {
			err = &copyError{out.total, err}
		}
		if err != nil {
			return Handed{}, err
		}
		o := export.Output{Bytes: int64(len(text)), SHA256: sha256.Sum256([]byte(text)), Events: out.total}
		if err := out.record(ctx, ledger.KindCopied, o); err != nil {
			return Handed{}, err
		}
		return out.handed(o), put(text)
	})
}

// A departure is a set of events about to leave an archive.
type departure struct {
	a      *archive.Archive
	events iter.Seq2[event.Event, error]
	total  int
	said   ledger.Handover // the journal's record of it
}

// leave calls use with the departure that r asks for. The count, the output and the
// journal's record come from one view of the archive.
func leave(ctx context.Context, a *archive.Archive, f Format, r *Request, use func(*departure) (Handed, error)) (done Handed, err error) {
	err = a.ViewWhole(ctx, func(v *archive.View) error {
		out, err := leaving(ctx, a, v, f, r)
		if err == nil {
			done, err = use(out)
		}
		return err
	})
	return done, err
}

// leaving prepares the departure, with the journal's record of it.
func leaving(ctx context.Context, a *archive.Archive, v *archive.View, f Format, r *Request) (_ *departure, err error) {
	info := v.Info()
	out := &departure{a: a, said: ledger.Handover{
		Format: string(f), Archive: info.Events, Unread: archive.LostEvents(info.Lost), Asked: ledger.AskedOf(r.Typed, r.Query, r.Order, r.Zone),
	}}
	if r.Only == nil {
		out.said.Matching, err = v.Count(ctx, r.Query)
		out.total, out.events = out.said.Matching, v.Events(ctx, r.Query, r.Order)
		return out, err
	}
	all, err := v.Select(ctx, r.Query)
	if err != nil {
		return nil, err
	}
	out.said.Matching = all.Count()
	out.total, out.events = r.Only.Count(), v.Selected(ctx, r.Only, r.Order)
	chosen := out.said.Matching != out.total
	if !chosen {
		all.Remove(r.Only)
		chosen = all.Count() > 0
	}
	if chosen { // by hand, in the words of a bundle
		out.said.Selected = out.total
	}
	return out, nil
}

func (d *departure) record(ctx context.Context, kind string, o export.Output) error {
	d.said.File, d.said.Sum, d.said.Bytes, d.said.Events = o.Path, o.SHA256, o.Bytes, o.Events
	_, err := d.a.Ledger().Record(ctx, kind, d.said)
	return err
}

// save writes a text to a file at path, which is complete or absent. The line in the
// journal is written before the file appears. events is the number of events that the text
// is about.
func (d *departure) save(ctx context.Context, kind, path, text string, events int) (Handed, error) {
	f, err := export.RecordedFile(path, func(o export.Output) error {
		o.Events = events
		return d.record(ctx, kind, o)
	}, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	return d.handed(f), err
}

// stream writes a text to w, which stands for standard output, after the line in the
// journal is written.
func (d *departure) stream(ctx context.Context, kind string, w io.Writer, text string, events int) (Handed, error) {
	o := export.Output{Path: "-", Bytes: int64(len(text)), SHA256: sha256.Sum256([]byte(text)), Events: events}
	if err := d.record(ctx, kind, o); err != nil {
		return Handed{}, err
	}
	_, err := io.WriteString(w, text)
	return d.handed(o), err
}

func (d *departure) handed(o export.Output) Handed {
	return handed(d.a, o, d.said.Unread)
}

func handed(a *archive.Archive, o export.Output, unread int) Handed {
	return Handed{Path: o.Path, Events: o.Events, Bytes: o.Bytes, SHA256: o.SHA256, Unread: unread, Unwritten: a.Ledger().ReadOnly()}
}

func written(w io.Writer, f Format, events iter.Seq2[event.Event, error]) (int, error) {
	if f == JSON {
		return export.WriteJSON(w, events)
	}
	return export.WriteCSV(w, events, export.CSVOptions{})
}

// counted reports events to progress as they pass.
func counted(events iter.Seq2[event.Event, error], total int, progress func(done, total int)) iter.Seq2[event.Event, error] {
	if progress == nil {
		return events
	}
	return func(yield func(event.Event, error) bool) {
		n := 0
		for e, err := range events {
			if err == nil {
				if n++; n%1000 == 0 {
					progress(n, total)
				}
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// atMost passes events on until their texts exceed that many bytes, and then yields
// ErrTooLong.
func atMost(events iter.Seq2[event.Event, error], bytes int) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		left := bytes
		for e, err := range events {
			if left -= len(e.ID) + len(e.Actor) + len(e.Category) + len(e.Action) + len(e.Description); left < 0 {
				yield(event.Event{}, ErrTooLong)
				return
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// A meter counts the bytes written through it, and keeps the error that ended the
// writing, to tell it from an error of the events.
type meter struct {
	to  io.Writer
	n   int64
	err error
}

func (m *meter) Write(p []byte) (int, error) {
	n, err := m.to.Write(p)
	m.n += int64(n)
	m.err = err
	return n, err
}
