package ingest

import (
	"bytes"
	"io"

	"daybook/backend/strictjson"
)

// maxRecord bounds the bytes of one record as they stand in the file.
const maxRecord = 1 << 20

// A window is the part of a stream that is looked at: what was read and not
// yet passed. Those who use it keep it at little more than one record.
type window struct {
	r      io.Reader
	buf    []byte
	lo, hi int
	passed int64 // offset in the stream of buf[lo]
	err    error // why no more can be read; io.EOF at the end

	follows bool // the header fields of HTTP in front named a next page
}

var windowBytes = 128 << 10 // that a window starts with; a variable for tests

func newWindow(r io.Reader) *window {
	return &window{r: r, buf: make([]byte, windowBytes)}
}

// bytes are the unread bytes, valid until the next call of more.
func (w *window) bytes() []byte { return w.buf[w.lo:w.hi] }

// pass takes n bytes off the front.
func (w *window) pass(n int) {
	w.lo += n
	w.passed += int64(n)
}

// more reads further bytes behind the unread ones. It reports false at the end
// of the stream or when reading failed; fault tells which.
func (w *window) more() bool {
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

// fault is why reading failed, or nil at the end of the stream.
func (w *window) fault() error {
	if w.err == io.EOF {
		return nil
	}
	return w.err
}

// next is the byte at the front after blanks, which it passes; false at the
// end. Line feeds that it passes are counted in *lines.
func (w *window) next(lines *int) (byte, bool) {
	for {
		b := w.bytes()
		for i, c := range b {
			if !strictjson.IsBlank(c) {
				w.pass(i)
				return c, true
			}
			if c == '\n' {
				*lines++
			}
		}
		w.pass(len(b))
		if !w.more() {
			return 0, false
		}
	}
}

// line finds the end of the line at the front: the number of its bytes, its
// line feed included if it has one. Of a line much longer than maxRecord it passes
// everything but the line feed and reports its whole length in long.
func (w *window) line() (n int, long int64) {
	const most = maxRecord + 16 // blanks around the record, and the line's end
	scanned := 0
	for {
		b := w.bytes()
		if i := bytes.IndexByte(b[scanned:], '\n'); i >= 0 {
			if n = scanned + i + 1; n <= most {
				return n, 0
			}
			w.pass(n - 1)
			return 1, int64(n - 1)
		}
		scanned = len(b)
		if scanned > most {
			return w.longLine()
		}
		if !w.more() {
			return scanned, 0
		}
	}
}

func (w *window) longLine() (n int, long int64) {
	for {
		b := w.bytes()
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			w.pass(i)
			return 1, long + int64(i)
		}
		long += int64(len(b))
		w.pass(len(b))
		if !w.more() {
			return 0, long
		}
	}
}
