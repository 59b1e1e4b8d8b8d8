package export

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"daybook/backend/proof"
)

// A bundleWriter writes the files of a bundle and records their sizes and
// hashes.
type bundleWriter struct {
	ctx      context.Context
	zip      *zip.Writer
	at       time.Time
	m        *proof.Manifest
	files    []proof.Listed // those in data that are written
	progress func(done, total int)
	done     int
	buf      []byte // reused
}

// file writes one file of the zip, which covers the given number of events.
func (b *bundleWriter) file(name string, events int, write func(io.Writer) error) error {
	return b.entry(name, 0, events, write)
}

func (b *bundleWriter) entry(name string, bytes uint64, events int, write func(io.Writer) error) error {
	entry, err := b.zip.CreateHeader(proof.Header(name, bytes, b.at))
	if err != nil {
		return err
	}
	sum := sha256.New()
	size := &byteCounter{}
	if err := write(io.MultiWriter(entry, sum, size)); err != nil {
		return err
	}
	if slices.Contains(proof.DataNames, name) {
		b.files = append(b.files, proof.Listed{Name: name, Bytes: size.n, SHA256: fmt.Sprintf("%x", sum.Sum(nil)), Events: events})
		if name != proof.ManifestName { // which does not list itself
			b.m.Files = b.files
		}
	}
	return nil
}

func (b *bundleWriter) text(name, text string) error {
	return b.entry(name, uint64(len(text)), 0, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

// A byteCounter counts the bytes that are written to it.
type byteCounter struct{ n int64 }

func (c *byteCounter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// tellEvery is the number of events between two checks of the context and two
// reports of progress.
const tellEvery = 1000

func (b *bundleWriter) events(name string, lines iter.Seq2[proof.Line, error], f lineFormat) error {
	n := 0
	err := b.file(name, 0, func(w io.Writer) error {
		b.buf = f.begin(b.buf[:0])
		buf := b.buf
		for line, err := range lines {
			if err != nil {
				return err
			}
			if n%tellEvery == 0 {
				if err := b.ctx.Err(); err != nil {
					return err
				}
				if b.progress != nil {
					b.progress(b.done+n, 3*b.m.Counts.Selected)
				}
			}
			var ok bool
			if buf, ok = f.line(buf, &line, n); !ok {
				return notText(&line.Event)
			}
			n++
			if len(buf) >= chunk {
				if _, err := w.Write(buf); err != nil {
					return err
				}
				buf = buf[:0]
			}
		}
		b.buf = f.end(buf, n)
		_, err := w.Write(b.buf)
		return err
	})
	if err != nil {
		return err
	}
	b.files[len(b.files)-1].Events = n
	b.done += n
	return nil
}

// A lineFormat is a format of lines of events.jsonl.
type lineFormat interface {
	begin(dst []byte) []byte
	line(dst []byte, l *proof.Line, n int) (result []byte, ok bool)
	end(dst []byte, n int) []byte
}

// shown is a format of what is shown of the events.
type shown struct{ format }

func (f shown) line(dst []byte, l *proof.Line, n int) ([]byte, bool) {
	e := l.Shown()
	return f.event(dst, &e, n)
}

// linesFormat is events.jsonl.
type linesFormat struct{}

func (linesFormat) begin(dst []byte) []byte { return dst }

func (linesFormat) line(dst []byte, l *proof.Line, _ int) ([]byte, bool) { return l.AppendTo(dst) }

func (linesFormat) end(dst []byte, _ int) []byte { return dst }
