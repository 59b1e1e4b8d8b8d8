package framing

import (
	"bytes"
	"io"
)

// Two dialects look alike. RFC 4180 puts a cell in quotes where it holds a
// separator, a quote or a line end, and doubles the quotes in it. Google Sheets
// writes TSV without any quoting, as many exports made by hand are written: there a
// quote is a character. Read in the wrong dialect, rows run into each other and
// quotes vanish without an error, so the dialect is found by the lines that are
// rows in only one of them.

// A Dialect is a way to write the rows of CSV.
type Dialect struct {
	Sep     byte
	Nested  bool // each row is one cell, which holds the row
	Literal bool // a quote is a character like any other
	Bared   bool // cells lost quotes that probably, but not certainly, are not part of them
	Torn    bool // whether a cell spans lines cannot be told
}

// lineSigns counts the lines of a text by the evidence of their quotes.
type lineSigns struct {
	rows   int   // lines
	whole  int   // are rows only where a quote is a character
	part   int   // are parts of rows: a cell in quotes spans them
	either int   // are rows in both dialects
	inner  bool  // a cell that stands in quotes in such a row has a comma
	outer  bool  // a cell that stands in none has one
	quoted []int // for each column the number of rows in which it is in quotes
}

// FindQuotes looks at the text, whose header has the given number of columns and of
// lines above it, and sets how its cells are quoted.
func (d *Dialect) FindQuotes(open func() (io.Reader, error), above, columns int) error {
	if d.Nested {
		return nil
	}
	w, err := OpenText(open)
	if err != nil {
		return err
	}
	for range above {
		n, _ := w.Line()
		w.Pass(n)
	}
	head := Rows{w: w, sep: d.Sep}
	if n, err := head.front(); err != nil || bytes.IndexByte(w.Bytes()[:n], '"') >= 0 {
		return w.Fault() // a program that quotes a title quotes the rest
	} else {
		w.Pass(n)
	}
	signs := &lineSigns{quoted: make([]int, columns)}
	whole := signs
	for looked := 0; looked < mostLooked; {
		n, long := w.Line()
		if n == 0 && long == 0 {
			break
		}
		line := bytes.TrimRight(w.Bytes()[:n], "\r\n")
		if len(line) == n { // it may be half a line, which proves only the signs that it has
			signs = signs.apart()
		}
		if len(line) > 0 && signs.take(line, d.Sep) {
			return w.Fault()
		}
		looked += n
		w.Pass(n)
	}
	d.judge(whole)
	return w.Fault()
}

// mostLooked is the number of bytes of a text that are examined for its dialect.
const mostLooked = 32 << 20

// apart returns empty signs, for a line that must not be counted.
func (s *lineSigns) apart() *lineSigns { return &lineSigns{quoted: make([]int, len(s.quoted))} }

// take counts a line. It reports whether the line settles that cells are quoted.
func (s *lineSigns) take(line []byte, sep byte) bool {
	s.rows++
	if bytes.IndexByte(line, '"') < 0 {
		s.outer = s.outer || bytes.IndexByte(line, ',') >= 0
		return false
	}
	width := len(s.quoted)
	plain := bytes.Count(line, []byte{sep})+1 == width
	f := Rows{sep: sep}
	_, err := f.row(line, true)
	switch {
	case err == nil && len(f.cells) == width && (!plain || len(f.scratch) > 0):
		return true // a separator or a doubled quote stands in a cell in quotes
	case err == nil && plain:
		s.either++
		at := 0
		for i, cell := range f.cells {
			if line[at] == '"' {
				s.quoted[i]++
				s.inner = s.inner || bytes.IndexByte(cell, ',') >= 0
				at += 2
			} else {
				s.outer = s.outer || bytes.IndexByte(cell, ',') >= 0
			}
			if at += len(cell) + 1; at >= len(line) {
				break
			}
		}
	case plain:
		s.whole++
	default:
		s.part++
	}
	return false
}

// judge sets the dialect of a text without certain signs. With tabs and bars,
// quotes are characters unless they must be more. With commas and semicolons they
// quote; but where all lines are rows by themselves, a cell that seems to span
// several of them proves nothing, and its record is rejected.
func (d *Dialect) judge(s *lineSigns) {
	if d.Sep == ',' || d.Sep == ';' {
		d.Torn = s.whole > 0 && s.part == 0
		return
	}
	if s.part > 0 && s.part >= s.whole {
		return
	}
	if s.whole == 0 && s.either > 0 {
		d.Bared = s.inner && !s.outer // Excel quotes cells with a comma, too
		for _, n := range s.quoted {
			d.Bared = d.Bared || n == s.rows && n >= 3
		}
	}
	d.Literal = !d.Bared
}
