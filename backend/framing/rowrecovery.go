package framing

import "bytes"

// broken passes a row whose quoting is broken.
func (f *Rows) broken(err *quoteError) string {
	b := f.w.Bytes()
	i := bytes.IndexByte(b, '\n')
	if i >= 0 && i < err.at && (err.what != neverClosed || f.stray(b[:i])) {
		f.pass(i + 1)
		if n, e := f.front(); e == nil && n > 0 && n <= MaxRecord && f.Fits(f.cells) {
			return "broken quoting: " + err.what
		}
		err.at -= i + 1
	}
	f.pass(min(err.at, len(f.w.Bytes())))
	f.passLine()
	f.last = max(f.line, f.first)
	if err.what == neverClosed {
		f.cut = true
		return "broken quoting: " + err.what + ": the file ends in this cell, and may have been cut"
	}
	return "broken quoting: " + err.what
}

// stray reports whether a quote that is never closed seems a stray one: its line
// is a row by itself, and the text goes on to a line end. Otherwise the file was
// cut in the cell, and what looks like rows behind may be lines of its text.
func (f *Rows) stray(line []byte) bool {
	b := f.w.Bytes()
	if end := b[len(b)-1]; end != '\n' && end != '\r' {
		return false
	}
	row := Rows{sep: f.sep, literal: true}
	_, err := row.row(bytes.TrimSuffix(line, []byte("\r")), true)
	return err == nil && f.Fits(row.cells) && !bytes.HasPrefix(row.cells[len(row.cells)-1], []byte(`"`))
}

// passLine passes the rest of the line at the front.
func (f *Rows) passLine() {
	for {
		b := f.w.Bytes()
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			f.pass(i + 1)
			return
		}
		f.pass(len(b))
		if !f.w.More() {
			f.end()
			return
		}
	}
}

// long passes a row that is longer than maxRecord and says what was wrong
// with it besides.
func (f *Rows) long() string {
	var s rowScan
	s.sep, s.literal = f.sep, f.literal
	length := int64(0)
	for {
		b := f.w.Bytes()
		n, p := s.scan(b)
		length += int64(n)
		f.pass(n)
		switch {
		case p == rowEnded:
			f.last = f.line
			return tooLong(length)
		case p == rowBroken:
			f.passLine()
			f.last = f.line
			return tooLong(length) + ", and its quoting is broken"
		case !f.w.More():
			f.end()
			f.last = f.line
			if s.quoted {
				f.cut = true
				return tooLong(length) + ", up to the end of the file: a cell's opening quote is never closed"
			}
			return tooLong(length)
		}
	}
}

type rowProgress uint8

const (
	rowGoesOn rowProgress = iota // more bytes are needed
	rowEnded                     // the row has ended
	rowBroken                    // where the row ends cannot be told
)

// A rowScan finds the end of a row that does not fit into memory.
type rowScan struct {
	sep     byte
	literal bool // a quote is a character like any other
	quoted  bool // inside quotes
	behind  bool // behind a quote that closes, or is the first of two
	inCell  bool // behind the first byte of a cell without quotes
}

func (s *rowScan) scan(b []byte) (int, rowProgress) {
	for i, c := range b {
		switch {
		case s.behind:
			s.behind = false
			switch c {
			case '"':
				s.quoted = true
			case s.sep:
			case '\n':
				return i + 1, rowEnded
			case '\r':
				s.inCell = true // LF, or else the next row, follows
			default:
				return i, rowBroken
			}
		case s.quoted:
			if c == '"' {
				s.quoted, s.behind = false, true
			}
		case c == '\n':
			return i + 1, rowEnded
		case c == s.sep:
			s.inCell = false
		case c == '"' && !s.literal:
			if s.inCell {
				return i, rowBroken
			}
			s.quoted = true
		default:
			s.inCell = true
		}
	}
	return len(b), rowGoesOn
}
