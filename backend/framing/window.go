package framing

import (
	"bytes"
	"io"

	"daybook/backend/strictjson"
)

// MaxRecord bounds the bytes of one record in the file.
const MaxRecord = 1 << 20

// A Window is the part of a stream that was read and not yet passed. Its users keep it
// at little more than one record.
type Window struct {
	r      io.Reader
	buf    []byte
	lo, hi int
	passed int64 // offset in the stream of buf[lo]
	err    error // why no more can be read; io.EOF at the end

	Follows bool // the header fields of HTTP in front named a next page
}

// WindowBytes is the initial size of a window in bytes. It is a variable for tests,
// which must not run in parallel with others while they change it.
var WindowBytes = 128 << 10

func newWindow(r io.Reader) *Window {
	return &Window{r: r, buf: make([]byte, WindowBytes)}
}

// Bytes returns the unread bytes, valid until the next call of More.
func (w *Window) Bytes() []byte { return w.buf[w.lo:w.hi] }

// Pass takes n bytes off the front.
func (w *Window) Pass(n int) {
	w.lo += n
	w.passed += int64(n)
}

// More reads further bytes after the unread bytes. It returns false at the end of the
// stream or when reading failed; Fault tells which.
func (w *Window) More() bool {
	if w.err != nil {
		return false
	}
	if w.hi == len(w.buf) {
		if w.lo >= len(w.buf)/2 {
			w.hi = copy(w.buf, w.buf[w.lo:w.hi])
		} else {
			grown := make([]byte, 2*len(w.buf))
			w.hi = copy(grown, w.buf[w.lo:w.hi])
			w.buf = grown
		}
		w.lo = 0
	}
	for range 100 {
		n, err := w.r.Read(w.buf[w.hi:])
		w.hi += n
		w.err = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	w.err = io.ErrNoProgress
	return false
}

// Fault returns why reading failed, or nil at the end of the stream.
func (w *Window) Fault() error {
	if w.err == io.EOF {
		return nil
	}
	return w.err
}

// Next passes blanks and returns the byte after them, or false at the end. Line feeds
// that it passes are counted in *lines.
func (w *Window) Next(lines *int) (byte, bool) {
	for {
		b := w.Bytes()
		for i, c := range b {
			if !strictjson.IsBlank(c) {
				w.Pass(i)
				return c, true
			}
			if c == '\n' {
				*lines++
			}
		}
		w.Pass(len(b))
		if !w.More() {
			return 0, false
		}
	}
}

// Line finds the end of the line at the front: the number of its bytes, its
// line feed included if it has one. Of a line much longer than MaxRecord it passes
// everything but the line feed and reports its whole length in long.
func (w *Window) Line() (n int, long int64) {
	const most = MaxRecord + 16 // blanks around the record, and the line's end
	scanned := 0
	for {
		b := w.Bytes()
		if i := bytes.IndexByte(b[scanned:], '\n'); i >= 0 {
			if n = scanned + i + 1; n <= most {
				return n, 0
			}
			w.Pass(n - 1)
			return 1, int64(n - 1)
		}
		scanned = len(b)
		if scanned > most {
			return w.longLine()
		}
		if !w.More() {
			return scanned, 0
		}
	}
}

func (w *Window) longLine() (n int, long int64) {
	for {
		b := w.Bytes()
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			w.Pass(i)
			return 1, long + int64(i)
		}
		long += int64(len(b))
		w.Pass(len(b))
		if !w.More() {
			return 0, long
		}
	}
}
