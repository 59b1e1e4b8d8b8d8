package ingest

import (
	"bytes"
	"io"
	"strings"
)

// Exports as CSV have more above their rows than the one header: up to
// maxTitles lines of title, "sep=;" for spreadsheets, "#TYPE" of PowerShell.
const (
	maxTitles  = 20
	maxColumns = 1000
)

// separators in the order in which they are tried.
const separators = ",;\t|"

// recogniseRows finds the header of CSV and its separator.
func recogniseRows(open func() (io.Reader, error)) (layout, error) {
	w, err := openText(open)
	if err != nil {
		return layout{}, err
	}
	var titles []string  // of the first line that has several
	var lacking []string // columns, where most of the feed's are there
	for above, said := 0, 0; said <= maxTitles && len(w.bytes()) > 0; above++ {
		for i := range len(separators) {
			l := layout{form: rows, sep: separators[i], above: above}
			h, ok := l.headerAt(w)
			switch {
			case !ok:
				continue
			case len(h.titles) > maxColumns:
				if said == 0 {
					return layout{}, notEventsf("it looks like CSV with %s columns", grouped(int64(len(h.titles))))
				}
				continue
			}
			if l.header = h; h.owner() != nil {
				if err := h.fault(); err != nil {
					return layout{}, notEventsf("it looks like CSV, but %v", err)
				}
				l.source = h.owner()
				err := l.findDialect(open)
				return l, err
			}
			if known, missing := feedFields(h); known >= len(fieldNames)/2 && lacking == nil {
				lacking = missing
			}
			if len(h.titles) > 1 && titles == nil {
				titles = h.titles
			}
		}
		if n, long := w.line(); n == 0 || long > 0 {
			break
		} else {
			if len(bytes.TrimSpace(w.bytes()[:n])) > 0 {
				said++
			}
			w.pass(n)
		}
		for len(w.bytes()) < 512 && w.more() {
		}
	}
	if lacking != nil {
		return layout{}, notEventsf("it looks like CSV of events, but its header has no column %s", strings.Join(lacking, ", and no column "))
	}
	if titles != nil {
		for i := range titles {
			titles[i] = clip(titles[i], 40)
		}
		return layout{}, notEventsf("it looks like CSV, but its header names no columns of events that Daybook knows: %q",
			clip(strings.Join(titles[:min(len(titles), 8)], ", "), 200))
	}
	return layout{}, notEventsf("it is neither JSON nor CSV with a header")
}

// headerAt reads the row at the front of w as a header. Where a spreadsheet put
// each row into one cell, it is that cell's.
func (l *layout) headerAt(w *window) (header, bool) {
	f := rowFrames{w: w, sep: l.sep}
	if n, err := f.front(); err != nil || n == 0 {
		return header{}, false
	}
	cells := f.cells
	if len(cells) == 1 && w.bytes()[0] == '"' {
		if inner, ok := unnest(cells[0], l.sep, nil); ok && len(inner) > 1 {
			cells, l.nested = inner, true
		}
	}
	return newHeader(cells), true
}

// unnest reads a cell that holds a whole row.
func unnest(cell []byte, sep byte, f *rowFrames) ([][]byte, bool) {
	if f == nil {
		f = new(rowFrames)
	}
	f.sep = sep
	n, err := f.row(cell, true)
	return f.cells, err == nil && n == len(cell)
}

// owner is the source whose header h is, or nil.
func (h header) owner() source {
	for _, s := range sources {
		if s.ownsHeader(h) {
			return s
		}
	}
	return nil
}

// forMachines reports whether a line above a header is there for programs.
func forMachines(line []byte) bool {
	line = bytes.Trim(line, "\" \t\r\n")
	return len(line) >= 4 && len(line) <= 5 && bytes.EqualFold(line[:4], []byte("sep=")) || bytes.HasPrefix(line, []byte("#TYPE"))
}
