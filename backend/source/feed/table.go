package feed

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"daybook/backend/clip"
	"daybook/backend/event"
	"daybook/backend/source"
	"daybook/backend/times"
)

// columnsOf returns the fields that columns hold. The actor may be under member, as
// in the table of the feed.
func columnsOf(names []string) []int {
	fields := make([]int, len(names))
	for i, name := range names {
		if name == "member" && !slices.Contains(names, fieldNames[fieldActor]) {
			name = fieldNames[fieldActor]
		}
		fields[i], _ = fieldOf(name)
	}
	return fields
}

func ownsHeader(h source.Header) bool {
	_, missing := fieldsOf(h)
	return len(missing) == 0
}

// lacks returns the missing columns of a header that has half of the six or more.
func lacks(h source.Header) []string {
	if known, missing := fieldsOf(h); known >= len(fieldNames)/2 {
		return missing
	}
	return nil
}

// fieldsOf returns how many of the six fields have a column, and which lack one.
// The category may lack a column, since an action key holds it.
func fieldsOf(h source.Header) (known int, missing []string) {
	fields := columnsOf(h.Names)
	for field, name := range fieldNames {
		switch {
		case slices.Contains(fields, field):
			known++
		case field != fieldCategory:
			missing = append(missing, name)
		}
	}
	return known, missing
}

// shortened reports whether an id is a number as spreadsheets show long ones:
// 1.23E+15, whose last digits are lost.
func shortened(id string) bool {
	whole, exponent, ok := strings.Cut(id, "E+")
	if !ok || len(exponent) < 1 || strings.Trim(exponent, "0123456789") != "" {
		return false
	}
	whole = strings.Replace(strings.TrimPrefix(whole, "-"), ",", ".", 1)
	one, fraction, _ := strings.Cut(whole, ".")
	return len(one) == 1 && strings.Trim(one+fraction, "0123456789") == ""
}

func errShortened(field, id string) error {
	return fmt.Errorf("%s %q is a number that a spreadsheet shortened, and its last digits are lost: export the file anew and do not save it with a spreadsheet", field, clip.Text(id, 60))
}

// rows reads rows below a header.
func rows(h source.Header) func(cells [][]byte, r *source.Reader) error {
	fields := columnsOf(h.Names)
	return func(cells [][]byte, r *source.Reader) error { return row(h, fields, cells, r) }
}

func row(h source.Header, fields []int, cells [][]byte, r *source.Reader) error {
	var e event.Event
	var when string
	unguarded := 0
	for i, n := range fields {
		if n == noField {
			continue
		}
		cell := cells[i]
		if !utf8.Valid(cell) {
			return fmt.Errorf("%s %s", fieldNames[n], source.NotUTF8(cell))
		}
		if guarded(cell) {
			cell = cell[1:]
			unguarded++
		}
		switch n {
		case fieldID:
			if e.ID = string(cell); shortened(e.ID) && !r.Ours {
				return errShortened("event_id", e.ID)
			}
		case fieldActor:
			if e.Actor = r.Word(cell); shortened(e.Actor) && !r.Ours {
				return errShortened("actor", e.Actor)
			}
		case fieldCategory:
			e.Category = r.Word(cell)
		case fieldAction:
			e.Action = r.Word(cell)
		case fieldDescription:
			e.Description = string(cell)
		case fieldTimestamp:
			when = string(cell)
		}
	}
	t, err := r.ReadText(when)
	if err != nil {
		return err
	}
	e.Time = t.Time
	splitKey(&e, r)
	if hasDetails(h, fields, cells) {
		record, err := h.Record(cells)
		if err != nil {
			return err
		}
		e.Details = r.Details(record, t)
	} else if t.Rule != times.AsWritten {
		e.Details = r.Details(nil, t)
	}
	if err := r.Emit(e); err != nil {
		return err
	}
	for range unguarded {
		r.Remark(guardedNote)
	}
	return nil
}

// hasDetails reports whether a row has cells that are details of its event.
func hasDetails(h source.Header, fields []int, cells [][]byte) bool {
	leading := true
	for i, cell := range cells {
		unnamed := source.IsUnnamed(h.Names[i])
		leading = leading && unnamed
		switch {
		case fields[i] != noField, source.IsTransport(h.Names[i]), leading && source.RowNumber(cell), unnamed && len(cell) == 0:
		default:
			return true
		}
	}
	return false
}

// guards are the beginnings with which a spreadsheet would take a cell for a
// formula: exports put a ' before them, and before a ' of the text's own.
var guards = [][]byte{
	[]byte("="), []byte("+"), []byte("-"), []byte("@"), []byte("\t"), []byte("\r"), []byte("\n"), []byte("'"),
	[]byte("＝"), []byte("＋"), []byte("－"), []byte("＠"),
}

// guarded reports whether the cell's first byte is such a guard.
func guarded(cell []byte) bool {
	if len(cell) < 2 || cell[0] != '\'' {
		return false
	}
	for _, g := range guards {
		if bytes.HasPrefix(cell[1:], g) {
			return true
		}
	}
	return false
}
