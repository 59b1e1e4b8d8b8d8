package framing

import (
	"bytes"
	"errors"
	"fmt"
)

// Rows reads CSV as RFC 4180 has it, but for the separator, and for line
// ends, which may be LF or CR alone outside quotes. The bytes of cells are
// those of the file.
//
// Broken quoting costs its record. Reading goes on at the line after the record's
// first line if a whole row is there, as after a stray quote, and otherwise at the
// line after the one in which the quoting broke. Inside a record that is longer
// than MaxRecord nothing is taken for a row.
type Rows struct {
	w   *Window
	sep byte
	// literal is for files that quote nothing, in which a quote is a character
	// like any other and a line is a row.
	literal bool
	Fits    func(cells [][]byte) bool // reports whether cells are a row of the file

	line    int  // of the front
	first   int  // of the last row
	last    int  // its last line
	size    int  // of the row at the front
	inLine  bool // the last byte that was passed is not a line end
	paired  bool // the last row that was passed ends in CR and LF
	cut     bool // the text ends inside a cell in quotes
	cells   [][]byte
	scratch []byte // cells with doubled quotes, undoubled
}

// Place says where the last row stands: "line 12", "lines 3 to 5".
func (f *Rows) Place() string {
	if f.last > f.first {
		return fmt.Sprintf("lines %d to %d", f.first, f.last)
	}
	return fmt.Sprintf("line %d", f.first)
}

// Next returns the cells of the next row, valid until the next call, or why there are
// none; false at the end. Empty lines are skipped.
func (f *Rows) Next() (cells [][]byte, fault string, ok bool) {
	for {
		if f.size > 0 && f.w.Bytes()[f.size-1] == '\r' {
			f.line++
		}
		f.pass(f.size)
		f.size = 0
		f.first, f.last = f.line+1, f.line+1
		n, err := f.front()
		switch {
		case errors.Is(err, errUnfinished):
			return nil, f.long(), true
		case err != nil:
			return nil, f.broken(err.(*quoteError)), true
		case n == 0:
			return nil, "", false
		}
		f.size = n
		if c := f.w.Bytes()[0]; c == '\n' || c == '\r' {
			continue
		}
		return f.cells, "", true
	}
}

// pass takes n bytes off the front and counts their lines.
func (f *Rows) pass(n int) {
	if n == 0 {
		return
	}
	b := f.w.Bytes()[:n]
	f.line += bytes.Count(b, []byte("\n"))
	f.inLine = b[n-1] != '\n' && b[n-1] != '\r'
	f.paired = bytes.HasSuffix(b, []byte("\r\n"))
	f.w.Pass(n)
}

// NewRows reads the rows of w in a dialect.
func NewRows(w *Window, d Dialect) *Rows {
	return &Rows{w: w, sep: d.Sep, literal: d.Literal}
}

// Title passes the line at the front, which is not a row, and returns it without its end.
func (f *Rows) Title() []byte {
	n, _ := f.w.Line()
	line := bytes.Clone(bytes.TrimRight(f.w.Bytes()[:n], "\r\n"))
	f.line++
	f.first, f.last = f.line, f.line
	f.w.Pass(n)
	return line
}

// Text returns the last row as it is in the file, with its line end.
func (f *Rows) Text() []byte { return f.w.Bytes()[:f.size] }

// Spans reports whether the last row spans lines.
func (f *Rows) Spans() bool {
	f.last = f.first + bytes.Count(bytes.TrimRight(f.Text(), "\r\n"), []byte("\n"))
	return f.last > f.first
}

// WasCut reports whether the text ended inside a cell in quotes.
func (f *Rows) WasCut() bool { return f.cut }

// Parse returns the cells of the row at the start of b, which must hold all of it, and
// the number of its bytes with its line end. The cells are valid until the next call.
func (f *Rows) Parse(b []byte) (cells [][]byte, n int, err error) {
	n, err = f.row(b, true)
	return f.cells, n, err
}

// Peek returns the cells of the row at the front, and the number of its bytes, and
// passes nothing. The number is 0 at the end of the text.
func (f *Rows) Peek() (cells [][]byte, n int, err error) {
	n, err = f.front()
	return f.cells, n, err
}

// Open reports whether the row at the front has no line end, which the last row
// of a text may lack.
func (f *Rows) Open() bool {
	c := f.w.Bytes()[f.size-1]
	return c != '\n' && c != '\r'
}

// Halved reports whether the row at the front is the last and has only the first half of
// the line end that the row before it has.
func (f *Rows) Halved() bool {
	b := f.w.Bytes()
	return b[f.size-1] == '\r' && len(b) == f.size && !f.w.More() && (f.paired || f.first == 1)
}

// end counts a last line that has no end.
func (f *Rows) end() {
	if f.inLine {
		f.line++
		f.inLine = false
	}
}

// A quoteError reports broken quoting at an offset in the row.
type quoteError struct {
	at   int
	what string
}

func (e *quoteError) Error() string { return e.what }

const neverClosed = "a cell's opening quote that is never closed"

var errUnfinished = errors.New("the row goes on")

// front parses the row at the front. It returns the number of bytes of the row with
// its line end, 0 at the end of the stream, and errUnfinished for a row longer than
// MaxRecord.
func (f *Rows) front() (int, error) {
	const most = MaxRecord + 2 // with the line end
	for {
		b := f.w.Bytes()
		n, err := f.row(b[:min(len(b), most)], false)
		if err != errUnfinished || len(b) >= most {
			return n, err
		}
		if !f.w.More() {
			break
		}
	}
	if len(f.w.Bytes()) == 0 {
		return 0, nil
	}
	return f.row(f.w.Bytes(), true)
}

// row parses the row at the start of b into f.cells.
func (f *Rows) row(b []byte, atEnd bool) (int, error) {
	f.cells, f.scratch = f.cells[:0], f.scratch[:0]
	i := 0
	if bytes.HasPrefix(b, []byte(ByteOrderMark+`"`)) && !f.literal { // of a file that was joined to another
		i = len(ByteOrderMark)
	}
	for ; ; i++ { // each turn reads a cell and passes the separator
		var cell []byte
		var err error
		if i < len(b) && b[i] == '"' && !f.literal {
			cell, i, err = f.quoted(b, i, atEnd)
		} else {
			cell, i, err = f.bare(b, i, atEnd)
		}
		if err != nil {
			return 0, err
		}
		f.cells = append(f.cells, cell)
		switch {
		case i == len(b): // only where it ends
			return i, nil
		case b[i] == f.sep:
			continue
		case b[i] == '\n':
			return i + 1, nil
		case i+1 < len(b) && b[i+1] == '\n':
			return i + 2, nil
		case i+1 == len(b) && !atEnd:
			return 0, errUnfinished
		}
		return i + 1, nil
	}
}

// bare reads a cell without quotes at i and returns the offset of the byte that ends it.
func (f *Rows) bare(b []byte, i int, atEnd bool) ([]byte, int, error) {
	start := i
	for ; i < len(b); i++ {
		switch b[i] {
		case f.sep, '\n', '\r':
			return b[start:i], i, nil
		case '"':
			if f.literal {
				continue
			}
			return nil, 0, &quoteError{i, "a quote inside a cell that does not start with one"}
		}
	}
	if !atEnd {
		return nil, 0, errUnfinished
	}
	return b[start:], i, nil
}

// quoted reads a cell in quotes at i and returns the offset of the byte that ends it.
func (f *Rows) quoted(b []byte, i int, atEnd bool) ([]byte, int, error) {
	start := i + 1
	doubled := false
	for i++; ; i += 2 {
		j := bytes.IndexByte(b[i:], '"')
		if j < 0 || i+j+1 == len(b) && !atEnd {
			if !atEnd {
				return nil, 0, errUnfinished
			}
			return nil, 0, &quoteError{len(b), neverClosed}
		}
		i += j
		if i+1 == len(b) || b[i+1] != '"' {
			break
		}
		doubled = true
	}
	cell := b[start:i]
	if i++; i < len(b) && b[i] != f.sep && b[i] != '\n' && b[i] != '\r' {
		return nil, 0, &quoteError{i, "text behind a cell's closing quote"}
	}
	if doubled {
		from := len(f.scratch)
		for rest := cell; ; {
			j := bytes.IndexByte(rest, '"')
			if j < 0 {
				f.scratch = append(f.scratch, rest...)
				break
			}
			f.scratch = append(f.scratch, rest[:j+1]...)
			rest = rest[j+2:]
		}
		cell = f.scratch[from:len(f.scratch):len(f.scratch)]
	}
	return cell, i, nil
}

// Unnest reads a cell that holds a whole row.
func Unnest(cell []byte, sep byte, f *Rows) ([][]byte, bool) {
	if f == nil {
		f = new(Rows)
	}
	f.sep = sep
	n, err := f.row(cell, true)
	return f.cells, err == nil && n == len(cell)
}

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

// stray reports whether a quote that is never closed seems to be stray: its line is
// a row by itself, and the text goes on to a line end. Otherwise the file was cut
// in the cell, and the apparent rows after it may be lines of its text.
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

// long passes a row that is longer than MaxRecord and says what else was wrong with it.
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
