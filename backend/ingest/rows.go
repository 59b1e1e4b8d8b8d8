package ingest

import (
	"bytes"
	"fmt"
	"slices"

	"daybook/backend/framing"
	"daybook/backend/source"
)

func (in *intake) rows() error {
	trial := source.NewReader(in.source, in.r.Clock, new(source.Remarks))
	t := table{intake: in, trial: trial, f: framing.NewRows(in.w, in.Dialect)}
	t.f.Fits = func(cells [][]byte) bool {
		cells, ok := t.unnested(cells)
		return ok && len(cells) == len(t.header.Names) && t.reads(cells)
	}
	t.read = in.rowsOf(t.header)
	if err := t.passTitles(); err != nil {
		return err
	}
	if _, _, ok := t.f.Next(); !ok {
		return errChanged
	}
	if t.f.Open() || t.f.Halved() {
		t.notes.findings.Unended++
	}
	t.r.Remarks.LeaveOut(t.header)
	if t.Bared {
		t.notes.bared++
	}
	for {
		cells, why, ok := t.f.Next()
		if !ok {
			break
		}
		if err := t.pulse(); err != nil {
			return err
		}
		t.half = why == "" && t.f.Open()
		if why == "" && t.f.Halved() {
			t.notes.findings.Unended++
		}
		if why == "" {
			cells, ok = t.unnested(cells)
			if !ok {
				why = "it is one cell that holds no row"
			}
		}
		if err := t.take(cells, why); err != nil {
			return err
		}
	}
	if t.w.Fault() != nil {
		return nil // its reader reports them
	}
	return t.release("")
}

// unnested returns the cells of a row that may be nested in one cell.
func (t *table) unnested(cells [][]byte) ([][]byte, bool) {
	if !t.Nested || len(cells) != 1 {
		return cells, true
	}
	return framing.Unnest(cells[0], t.Sep, &t.inner)
}

// passTitles passes the lines above the header. A row of events there, as in a file
// that was sorted by its lines, is not a title but is rejected, since its columns
// are not known yet.
func (t *table) passTitles() error {
	for range t.above {
		line := t.f.Title()
		cells, _, err := framing.NewRows(nil, t.Dialect).Parse(line)
		switch {
		case err == nil && t.f.Fits(cells):
			if !t.reject(t.f.Place(), "it is a row above the header: put the header first and import the file again") {
				return errStopped
			}
		case len(bytes.TrimSpace(line)) > 0 && !forMachines(line):
			t.notes.titles++
		}
	}
	return nil
}

// reads reports whether a row that has all cells gives an event.
func (t *table) reads(cells [][]byte) bool {
	_, err := t.trial.Take(func() error { return t.read(cells, t.trial) })
	return err == nil
}

// take takes one row, or reports why there is none.
func (t *table) take(cells [][]byte, why string) error {
	width := len(t.header.Names)
	if why != "" {
		if t.f.WasCut() {
			t.notes.findings.Cut++
		}
		return t.refuse(why, true)
	}
	if blank(cells) {
		if t.half {
			t.notes.findings.Unended++
		}
		return nil
	}
	if again, ok := t.headerAgain(cells); ok {
		return t.turn(again)
	}
	if len(cells) <= 2 && forMachines(t.f.Text()) { // of a file that was joined to another
		return nil
	}
	if row, again, ok := t.joined(cells); ok {
		return t.joint(row, again)
	}
	if len(cells) > width && blank(cells[width:]) {
		cells = cells[:width]
	}
	short := len(cells) < width
	fragment := false
	switch {
	case t.half && len(cells) <= width:
		if why = t.halfRow(cells); short {
			t.notes.findings.Cut++
		} else {
			t.notes.findings.Unended++
		}
	case len(cells) > width:
		why = fmt.Sprintf("%s where the header has %d", cellCount(len(cells)), width)
	case short:
		// A spreadsheet leaves out empty cells at the end of a row. A row that
		// still gives no event lacks more.
		filled := append(cells, make([][]byte, width-len(cells))...)
		if !t.reads(filled) {
			why, fragment = fmt.Sprintf("%s where the header has %d", cellCount(len(cells)), width), true
			break
		}
		if err := t.release(""); err != nil {
			return err
		}
		return t.keep(filled, len(cells))
	case t.Torn && t.f.Spans():
		why = "a cell in quotes spans these lines, or its quotes are characters and each line is a row: which cannot be told, since all of them are rows by themselves"
	}
	if why != "" {
		return t.refuse(why, fragment)
	}
	if err := t.release(""); err != nil {
		return err
	}
	return t.row(cells, "")
}

// row yields the events of a row, which is at a place, or at the front if that is "".
func (t *table) row(cells [][]byte, at string) error {
	if t.Literal {
		t.countQuotes(cells)
	}
	t.before.add(cells[len(cells)-1])
	err := t.intake.take(func() error { return t.read(cells, t.r) })
	if err == errStopped || err == nil {
		return err
	}
	if at == "" {
		at = t.f.Place()
	}
	if !t.reject(at, err.Error()) {
		return errStopped
	}
	return nil
}

// refuse rejects the row at the front. If that may be the rest of a torn row, it
// also rejects the short row before.
func (t *table) refuse(why string, fragment bool) error {
	before := ""
	if fragment {
		before = "and what stands behind it is no row either: a line end may have torn it in two"
	}
	if err := t.release(before); err != nil {
		return err
	}
	if !t.reject(t.f.Place(), why) {
		return errStopped
	}
	return nil
}

// keep holds a short row back.
func (t *table) keep(cells [][]byte, had int) error {
	t.held, t.heldAt, t.had = t.held[:0], t.f.Place(), had
	for _, cell := range cells {
		t.held = append(t.held, bytes.Clone(cell))
	}
	return nil
}

// release takes the row that was held back, or rejects it for a reason.
func (t *table) release(why string) error {
	if len(t.held) == 0 {
		return nil
	}
	cells := t.held
	t.held = nil
	if why == "" {
		t.notes.short++
		return t.row(cells, t.heldAt)
	}
	if !t.reject(t.heldAt, fmt.Sprintf("%s where the header has %d, %s", cellCount(t.had), len(t.header.Names), why)) {
		return errStopped
	}
	return nil
}

// headerAgain reports whether a row is a header, as in joined exports.
func (t *table) headerAgain(cells [][]byte) (source.Header, bool) {
	if len(cells) < 2 || !t.hasTitles(cells) {
		return source.Header{}, false
	}
	first := cells[0]
	for bytes.HasPrefix(first, []byte(framing.ByteOrderMark)) {
		first = first[len(framing.ByteOrderMark):]
	}
	if len(first) < len(cells[0]) {
		if len(first) > 1 && first[0] == '"' && first[len(first)-1] == '"' { // the byte order mark hid the quotes
			first = first[1 : len(first)-1]
		}
		cells = append([][]byte{first}, cells[1:]...)
	}
	h := source.NewHeader(cells)
	var owned bool
	if t.dressed >= 0 {
		owned = slices.Index(h.Names, t.header.Names[t.dressed]) >= 0
	} else {
		owned = t.source.Table.Owns(h)
	}
	return h, owned && h.Fault() == nil && knows(h, t.header) && (len(cells) != len(t.header.Names) || !t.reads(cells))
}

// hasTitles quickly checks whether two cells of a row are titles of the header, as
// in a repeated header.
func (t *table) hasTitles(cells [][]byte) bool {
	if t.lengths == 0 {
		for _, name := range t.header.Names {
			t.lengths |= 1 << min(len(name), 63)
		}
	}
	found := 0
	for _, cell := range cells {
		if n := len(cell); n == 0 || n >= 63 || t.lengths&(1<<n) == 0 {
			continue
		}
		if slices.Contains(t.header.Names, source.ColumnName(string(cell))) {
			if found++; found == 2 {
				return true
			}
		}
	}
	return false
}

// knows reports whether h names columns as the header other does, so that a row
// whose cells happen to be words that a source looks for is not taken for a header.
func knows(h, other source.Header) bool {
	known := make(map[string]bool, len(other.Names))
	for _, name := range other.Names {
		known[name] = true
	}
	same := 0
	for _, name := range h.Names {
		if name != "" && known[name] {
			same++
		}
	}
	return 2*same >= len(h.Names)
}

// turn goes on under another Header.
func (t *table) turn(h source.Header) error {
	if err := t.release(""); err != nil {
		return err
	}
	t.notes.headers++
	if t.half {
		t.notes.findings.Unended++
	}
	if t.dressed >= 0 {
		t.dressed = slices.Index(h.Names, t.header.Names[t.dressed])
	}
	t.header, t.read = h, t.rowsOf(h)
	t.r.Remarks.LeaveOut(h)
	t.before, t.lengths = lastCells{}, 0
	return nil
}

// joined finds a header that follows a row on the same line, where the first of
// two joined files had no line end at its end.
func (t *table) joined(cells [][]byte) (row [][]byte, h source.Header, ok bool) {
	width := len(t.header.Names)
	if len(cells) < width+1 {
		return nil, source.Header{}, false
	}
	seam := cells[width-1]
	for _, title := range t.header.Titles {
		rest, found := bytes.CutSuffix(seam, []byte(title))
		if !found || title == "" {
			continue
		}
		again := append([][]byte{[]byte(title)}, cells[width:]...)
		if h, ok = t.headerAgain(again); ok {
			for bytes.HasSuffix(rest, []byte(framing.ByteOrderMark)) {
				rest = rest[:len(rest)-len(framing.ByteOrderMark)]
			}
			return append(append([][]byte{}, cells[:width-1]...), rest), h, true
		}
	}
	return nil, source.Header{}, false
}

// joint takes a row that joined found, which has no line end, and switches to
// the header.
func (t *table) joint(row [][]byte, h source.Header) error {
	if err := t.release(""); err != nil {
		return err
	}
	var err error
	if why := t.halfRow(row); why == "" {
		err = t.row(row, "")
	} else {
		err = t.refuse("a header follows on its line, so that the last cell may be cut: put the header on a line of its own and import the file again", false)
	}
	if err != nil {
		return err
	}
	return t.turn(h)
}

// countQuotes counts cells whose quotes were kept.
func (t *table) countQuotes(cells [][]byte) {
	for _, cell := range cells {
		if len(cell) >= 2 && cell[0] == '"' && cell[len(cell)-1] == '"' {
			t.notes.quoted++
		}
	}
}
