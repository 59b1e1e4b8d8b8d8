package ingest

import (
	"bytes"
	"strings"

	"daybook/backend/framing"
	"daybook/backend/source"
)

// A table takes the rows of CSV. It passes the lines above the header and rows
// of empty cells, follows a header that comes again, and keeps a row that lacks
// cells until the next one shows that it was not torn in two.
type table struct {
	*intake
	f      *framing.Rows
	inner  framing.Rows   // of rows that stand in one cell
	trial  *source.Reader // for rows that are not to become events yet
	before lastCells
	held   [][]byte // a short row that waits, its missing cells filled with empty ones
	heldAt string
	had    int  // its cells
	half   bool // the last row has no line end

	lengths uint64                                       // a bit for the length of each title
	read    func(cells [][]byte, r *source.Reader) error // a row below the header
}

// lastCells are the cells of the rows before in the last column.
type lastCells struct {
	cells [8][]byte
	count int
}

func (l *lastCells) add(cell []byte) {
	i := l.count % len(l.cells)
	if len(cell) > 64 {
		cell = cell[:64]
	}
	l.cells[i] = append(l.cells[i][:0], cell...)
	l.count++
}

// alike reports whether at least n cells are known and all have the shape.
func (l *lastCells) alike(shape string, n int) bool {
	known := min(l.count, len(l.cells))
	for i := range known {
		if timeShape(l.cells[i]) != shape {
			return false
		}
	}
	return known >= n
}

// timeShape returns the part after the seconds of a time, or the whole of a number,
// with 0 for each digit and + for each sign: times that are written by one rule
// have one shape.
func timeShape(cell []byte) string {
	s := bytes.TrimSpace(cell)
	for i := len(s) - 3; i >= 3; i-- {
		if s[i] == ':' && s[i-3] == ':' { // of 17:39:42
			s = s[i+3:]
			break
		}
	}
	return strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9':
			return '0'
		case r == '-':
			return '+'
		}
		return r
	}, string(s))
}
