package export

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"iter"
	"time"
)

// A bundleWriter writes the files of a bundle and records their sizes and
// hashes.
type bundleWriter struct {
	ctx      context.Context
	zip      *zip.Writer
	at       time.Time
	m        *Manifest
	progress func(done, total int)
	done     int
	buf      []byte // reused
}

// file writes one file of the zip, which covers the given number of events.
func (b *bundleWriter) file(name string, events int, write func(io.Writer) error) error {
	return b.entry(bundleHeader(name, 0, b.at), events, write)
}

func (b *bundleWriter) entry(header *zip.FileHeader, events int, write func(io.Writer) error) error {
	entry, err := b.zip.CreateHeader(header)
	if err != nil {
		return err
	}
	sum := sha256.New()
	size := &byteCounter{}
	if err := write(io.MultiWriter(entry, sum, size)); err != nil {
		return err
	}
	b.m.Files = append(b.m.Files, Listed{Name: header.Name, Bytes: size.n, SHA256: fmt.Sprintf("%x", sum.Sum(nil)), Events: events})
	return nil
}

func (b *bundleWriter) text(name, text string) error {
	return b.entry(bundleHeader(name, uint64(len(text)), b.at), 0, func(w io.Writer) error {
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

func (b *bundleWriter) events(name string, events iter.Seq2[Leaf, error], f leafFormat) error {
	n := 0
	err := b.file(name, 0, func(w io.Writer) error {
		b.buf = f.begin(b.buf[:0])
		buf := b.buf
		for leaf, err := range events {
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
			if buf, ok = f.leaf(buf, &leaf, n); !ok {
				return notText(&leaf.Event)
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
	b.m.Files[len(b.m.Files)-1].Events = n
	b.done += n
	return nil
}

// A leafFormat is a format that also knows the number of an event.
type leafFormat interface {
	begin(dst []byte) []byte
	leaf(dst []byte, l *Leaf, n int) (result []byte, ok bool)
	end(dst []byte, n int) []byte
}

// leaves is a format that does not need the number.
type leaves struct{ format }

func (f leaves) leaf(dst []byte, l *Leaf, n int) ([]byte, bool) { return f.event(dst, &l.Event, n) }

// linesFormat is events.jsonl.
type linesFormat struct{}

func (linesFormat) begin(dst []byte) []byte { return dst }

func (linesFormat) leaf(dst []byte, l *Leaf, _ int) ([]byte, bool) {
	dst = append(dst, `{"number":`...)
	dst = fmt.Appendf(dst, "%d", l.Number)
	var ok, detailed bool
	dst, ok = appendFields(append(dst, ','), &l.Event)
	dst, detailed = appendJSON(append(dst, `,"details":"`...), string(l.Event.Details))
	return append(dst, "\"}\n"...), ok && detailed
}

func (linesFormat) end(dst []byte, _ int) []byte { return dst }
