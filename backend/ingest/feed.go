package ingest

import (
	"bytes"
	"fmt"
	"strings"

	"daybook/backend/event"
)

// feed is the activity feed's own export: six fields, as JSON or CSV.
type feed struct{}

func (feed) name() string  { return "daybook" }
func (feed) title() string { return "an export of the activity feed" }

const (
	fieldID = iota
	fieldActor
	fieldCategory
	fieldAction
	fieldDescription
	fieldTimestamp
)

var fieldNames = [...]string{"event_id", "actor", "category", "action", "description", "timestamp"}

// fieldOf is the field that a key names.
func fieldOf(key string) (int, bool) {
	switch key {
	case "event_id":
		return fieldID, true
	case "actor":
		return fieldActor, true
	case "category":
		return fieldCategory, true
	case "action":
		return fieldAction, true
	case "description":
		return fieldDescription, true
	case "timestamp":
		return fieldTimestamp, true
	}
	return 0, false
}

func (feed) owns(record *value) bool {
	return record.has("action") && record.has("event_id") && (record.has("timestamp") || record.has("description"))
}

func (feed) ownsHeader(h header) bool {
	var has [6]bool
	for _, name := range h.names {
		if i, ok := fieldOf(name); ok {
			has[i] = true
		}
	}
	return has[fieldID] && has[fieldAction] && has[fieldTimestamp]
}

func (feed) events(record *value, r *reader) error {
	var e event.Event
	var when *value
	known := 0
	for i, key := range record.keys {
		v := &record.items[i]
		n, ok := fieldOf(key)
		if !ok {
			continue
		}
		known++
		if n == fieldTimestamp {
			when = v
			continue
		}
		if v.kind == null {
			continue
		}
		if v.kind != text {
			return fmt.Errorf("%s is %v where a text should be", key, v.kind)
		}
		switch s := v.text; n {
		case fieldID:
			e.ID = strings.Clone(s)
		case fieldActor:
			e.Actor = r.word([]byte(s))
		case fieldCategory:
			e.Category = r.word([]byte(s))
		case fieldAction:
			e.Action = r.word([]byte(s))
		case fieldDescription:
			e.Description = strings.Clone(s)
		}
	}
	if when == nil {
		return errNoTime
	}
	t, err := r.read(when)
	if err != nil {
		return err
	}
	e.Time = t.time
	splitKey(&e)
	if known < len(record.keys) {
		e.Details = r.details(record, t)
	} else if t.rule != ruleWritten {
		e.Details = r.details(nil, t)
	}
	return r.emit(e)
}

// splitKey takes the category from an action key where the file has no
// category.
func splitKey(e *event.Event) {
	if e.Category != "" {
		return
	}
	if category, action, ok := strings.Cut(e.Action, "."); ok && category != "" && action != "" {
		e.Category, e.Action = category, action
	}
}

// quick reads a record of exactly the six fields with their texts in one pass
// and without an intermediate tree, about ten times as fast as events. It
// reports false where anything is out of the ordinary, which is then read, and
// judged, the long way.
func (feed) quick(data []byte, r *reader) (event.Event, bool) {
	var e event.Event
	s := scanner{data: data}
	if s.peek() != '{' {
		return e, false
	}
	s.pos++
	var fields [6][]byte
	var seen uint8
	for n := 0; ; n++ {
		s.blank()
		if s.peek() != '"' {
			return e, false
		}
		key, escaped, err := s.text()
		if err != nil || escaped {
			return e, false
		}
		field, ok := fieldOf(string(key))
		if !ok || seen&(1<<field) != 0 {
			return e, false
		}
		seen |= 1 << field
		s.blank()
		if s.peek() != ':' {
			return e, false
		}
		s.pos++
		s.blank()
		if s.peek() != '"' {
			return e, false
		}
		raw, escaped, err := s.text()
		if err != nil {
			return e, false
		}
		if escaped {
			if raw, err = unescape(make([]byte, 0, len(raw)), raw); err != nil {
				return e, false
			}
		}
		fields[field] = raw
		s.blank()
		c := s.peek()
		s.pos++
		if c == '}' {
			break
		}
		if c != ',' {
			return e, false
		}
	}
	if s.pos != len(data) || seen != 1<<6-1 {
		return e, false
	}
	var ok bool
	if e.Time, ok = parseUTC(string(fields[fieldTimestamp])); !ok {
		return e, false
	}
	e.ID = string(fields[fieldID])
	e.Actor = r.word(fields[fieldActor])
	e.Category = r.word(fields[fieldCategory])
	e.Action = r.word(fields[fieldAction])
	e.Description = string(fields[fieldDescription])
	// Validate finds what is not UTF-8, and an empty category.
	return e, e.Validate() == nil
}

func (feed) row(h header, cells [][]byte, r *reader) error {
	var e event.Event
	var when string
	known, unguarded := 0, 0
	for i, name := range h.names {
		n, ok := fieldOf(name)
		if !ok {
			continue
		}
		known++
		cell := cells[i]
		if guarded(cell) {
			cell = cell[1:]
			unguarded++
		}
		switch n {
		case fieldID:
			e.ID = string(cell)
		case fieldActor:
			e.Actor = r.word(cell)
		case fieldCategory:
			e.Category = r.word(cell)
		case fieldAction:
			e.Action = r.word(cell)
		case fieldDescription:
			e.Description = string(cell)
		case fieldTimestamp:
			when = string(cell)
		}
	}
	t, err := r.readText(when)
	if err != nil {
		return err
	}
	e.Time = t.time
	splitKey(&e)
	if known < len(h.names) {
		record, err := h.object(cells)
		if err != nil {
			return err
		}
		e.Details = r.details(record, t)
	} else if t.rule != ruleWritten {
		e.Details = r.details(nil, t)
	}
	if err := r.emit(e); err != nil {
		return err
	}
	r.notes.guarded += unguarded
	return nil
}

// guards are what a cell must not start with in a spreadsheet, lest it be
// taken for a formula: exports put a ' before them, and before a ' of the
// text's own.
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
