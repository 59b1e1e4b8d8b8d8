package ingest

import (
	"bytes"
	"io"
	"strings"

	"daybook/backend/clip"
	"daybook/backend/framing"
	"daybook/backend/numbers"
	"daybook/backend/source"
)

// Exports as CSV have more above their rows than the header: up to maxTitles lines
// of title, "sep=;" for spreadsheets, "#TYPE" of PowerShell.
const (
	maxTitles  = 20
	maxColumns = 1000
)

// separators in the order in which they are tried.
const separators = ",;\t|"

// recogniseRows finds the header of CSV and its separator.
func recogniseRows(open func() (io.Reader, error)) (layout, error) {
	w, err := framing.OpenText(open)
	if err != nil {
		return layout{}, err
	}
	var titles []string  // of the first line that has several cells
	var lacking []string // columns, where most of a source's are there
	for above, said := 0, 0; said <= maxTitles && len(w.Bytes()) > 0; above++ {
		for i := range len(separators) {
			l := layout{form: framing.CSV, Dialect: framing.Dialect{Sep: separators[i]}, above: above}
			h, ok := l.headerAt(w)
			switch {
			case !ok:
				continue
			case len(h.Titles) > maxColumns:
				if said == 0 {
					return layout{}, notEventsf("it looks like CSV with %s columns", numbers.Grouped(int64(len(h.Titles))))
				}
				continue
			}
			if l.header = h; l.findSource(w) {
				if err := h.Fault(); err != nil {
					return layout{}, notEventsf("it looks like CSV, but %v", err)
				}
				if l.Sep == '|' && drawn(w) {
					return layout{}, notEventsf("it is a table that was drawn, as database shells and Markdown do, and the blanks around its cells are no part of them: export it as CSV")
				}
				err := l.FindQuotes(open, above, len(h.Names))
				return l, err
			}
			if lacking == nil {
				lacking = lackedBy(h)
			}
			if len(h.Titles) > 1 && titles == nil {
				titles = h.Titles
			}
		}
		if n, long := w.Line(); n == 0 || long > 0 {
			break
		} else {
			if len(bytes.TrimSpace(w.Bytes()[:n])) > 0 {
				said++
			}
			w.Pass(n)
		}
		for len(w.Bytes()) < 512 && w.More() {
		}
	}
	if lacking != nil {
		return layout{}, notEventsf("it looks like CSV of events, but its header has no column %s", strings.Join(lacking, ", and no column "))
	}
	if titles != nil {
		like := looksLike(titles)
		for i := range titles {
			titles[i] = clip.Text(titles[i], 40)
		}
		if like != nil {
			return layout{}, refusalOf(like, "its columns are "+clip.Text(strings.Join(titles[:min(len(titles), 8)], ", "), 200))
		}
		return layout{}, notEventsf("it looks like CSV, but its header names no columns of events that Daybook knows: %q",
			clip.Text(strings.Join(titles[:min(len(titles), 8)], ", "), 200))
	}
	return layout{}, notEventsf("it is neither JSON nor CSV with a header")
}

// lackedBy returns the missing columns of a header that has most of the columns of
// a source.
func lackedBy(h source.Header) []string {
	for _, s := range sources {
		if s.Table.Lacks == nil {
			continue
		}
		if lacking := s.Table.Lacks(h); lacking != nil {
			return lacking
		}
	}
	return nil
}

// drawn reports whether the header at the front of w has blanks around its bars and
// a line of dashes below it.
func drawn(w *framing.Window) bool {
	n, _ := w.Line()
	for len(w.Bytes()) < 2*n && w.More() {
	}
	header, rule := w.Bytes()[:n], w.Bytes()[n:]
	if i := bytes.IndexByte(rule, '\n'); i >= 0 {
		rule = rule[:i]
	}
	return bytes.Contains(header, []byte(" |")) && bytes.Contains(rule, []byte("---")) && len(bytes.Trim(rule, "-+|:= \t\r")) == 0
}

// headerAt reads the row at the front of w as a header. Where a spreadsheet put
// each row into one cell, it reads the header from that cell.
func (l *layout) headerAt(w *framing.Window) (source.Header, bool) {
	cells, n, err := framing.NewRows(w, l.Dialect).Peek()
	if err != nil || n == 0 {
		return source.Header{}, false
	}
	if len(cells) == 1 && w.Bytes()[0] == '"' {
		if inner, ok := framing.Unnest(cells[0], l.Sep, nil); ok && len(inner) > 1 {
			cells, l.Nested = inner, true
		}
	}
	return source.NewHeader(cells), true
}

// findSource sets the source of the rows below the header at the front of w.
func (l *layout) findSource(w *framing.Window) bool {
	_, n, err := framing.NewRows(w, l.Dialect).Peek()
	if err != nil {
		return false
	}
	l.source, l.dressed = sourceOf(l.header, l.peek(w, n))
	return l.source != nil
}

// peek returns the first rows after the n bytes of the header, as far as they have
// its width and were read already. It passes nothing.
func (l *layout) peek(w *framing.Window, n int) [][][]byte {
	const most = 50
	var rows [][][]byte
	for len(w.Bytes()) < 64<<10 && w.More() {
	}
	look, inner := framing.NewRows(nil, l.Dialect), new(framing.Rows)
	for rest := w.Bytes()[n:]; len(rows) < most && len(rest) > 0; rest = rest[n:] {
		cells, size, err := look.Parse(rest)
		if n = size; err != nil || n == 0 {
			break
		}
		if l.Nested && len(cells) == 1 {
			cells, _ = framing.Unnest(cells[0], l.Sep, inner)
		}
		if width := len(l.header.Names); len(cells) == width && !blank(cells) {
			row := make([][]byte, width)
			for i, cell := range cells {
				row[i] = bytes.Clone(cell)
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// forMachines reports whether a line above a header is meant for programs.
func forMachines(line []byte) bool {
	line = bytes.Trim(line, "\" \t\r\n")
	return len(line) >= 4 && len(line) <= 5 && bytes.EqualFold(line[:4], []byte("sep=")) || bytes.HasPrefix(line, []byte("#TYPE"))
}

// blank reports whether no cell has more than blanks.
func blank(cells [][]byte) bool {
	for _, cell := range cells {
		if len(bytes.TrimSpace(cell)) > 0 {
			return false
		}
	}
	return true
}
