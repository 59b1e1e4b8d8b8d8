// Package feed reads the activity feed's own export, as Daybook writes it too.
//
// All six fields of the feed must be there; the description alone may be empty,
// or null in JSON, and event_id and actor may be whole numbers in JSON, whose
// digits are kept. An id that a spreadsheet shortened to 1.23E+15 is rejected. The
// category may stand in front of the action instead: api_key.created. It is taken
// off the action also where the file has it twice, as in category
// webhook with action webhook.created, since that is what the feed's table shows
// under Action; the notes count how often. A text that starts exactly as those
// that Daybook exports, "[", LF and {"event_id":", or the header
// event_id,actor,category,action,description,timestamp and CRLF, is left as it
// is: an event must come back from an export as it was. Of CSV a column Member is
// the actor, if there is no column actor.
package feed

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"daybook/backend/clip"
	"daybook/backend/event"
	"daybook/backend/source"
	"daybook/backend/strictjson"
	"daybook/backend/times"
)

// Source is the activity feed's own export: six fields, as JSON or CSV.
var Source = &source.Source{
	ID:       "daybook",
	Name:     "Activity feed",
	InText:   "the activity feed",
	Title:    "an export of the activity feed",
	Reads:    "the activity feed's JSON and CSV",
	Owns:     owns,
	Events:   events,
	Table:    source.Table{Owns: ownsHeader, Rows: rows, Lacks: lacks, Time: "timestamp"},
	Lists:    []string{"activities", "events"},
	Quick:    quick,
	Exported: exported,
}

var (
	guardedNote = &source.Note{One: "# cell began with a ' that protects from formulas, and was read without it", Many: "# cells began with a ' that protects from formulas, and were read without it"}
	keyCutNote  = &source.Note{One: "# action had its category in front, as in webhook.created, and was read without it",
		Many: "# actions had their category in front, as in webhook.created, and were read without it"}
	keyKeptNote = &source.Note{One: "# action has its category in front, as in webhook.created, and was kept so, since the file is one that Daybook exported",
		Many: "# actions have their category in front, as in webhook.created, and were kept so, since the file is one that Daybook exported"}
)

const (
	fieldID = iota
	fieldActor
	fieldCategory
	fieldAction
	fieldDescription
	fieldTimestamp
)

var fieldNames = [...]string{"event_id", "actor", "category", "action", "description", "timestamp"}

// fieldAt is the field that a key names, or noField.
func fieldAt(key []byte) int {
	switch string(key) {
	case "event_id":
		return fieldID
	case "actor":
		return fieldActor
	case "category":
		return fieldCategory
	case "action":
		return fieldAction
	case "description":
		return fieldDescription
	case "timestamp":
		return fieldTimestamp
	}
	return noField
}

// fieldOf is fieldAt for a text, and whether it names one.
func fieldOf(key string) (int, bool) {
	n := fieldAt([]byte(key))
	return n, n != noField
}

// noField is what a key is that names no field.
const noField = -1

// columnsOf are the fields that columns hold. The actor may stand under
// member, as the table of the feed has it.
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

// owns asks for more than an id, an action and a time, which every log has.
func owns(record *strictjson.Value) bool {
	if !record.Has("action") || !record.Has("event_id") || !record.Has("timestamp") && !record.Has("description") {
		return false
	}
	known := 0
	for _, key := range record.Keys {
		if _, ok := fieldOf(key); ok {
			known++
		}
	}
	return known >= len(fieldNames)-2 && record.Get("actor").Kind != strictjson.Object
}

func ownsHeader(h source.Header) bool {
	_, missing := fieldsOf(h)
	return len(missing) == 0
}

// lacks are the columns that a header lacks which has half of the six or more.
func lacks(h source.Header) []string {
	if known, missing := fieldsOf(h); known >= len(fieldNames)/2 {
		return missing
	}
	return nil
}

// fieldsOf is how many of the six fields have a column, and which lack one.
// The category may: an action key holds it.
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

func events(record *strictjson.Value, r *source.Reader) error {
	var e event.Event
	var when *strictjson.Value
	described, more := false, false
	for i, key := range record.Keys {
		v := &record.Items[i]
		n, ok := fieldOf(key)
		if !ok {
			if source.IsTransport(key) {
				r.Leave(key)
			} else {
				more = true
			}
			continue
		}
		if n == fieldTimestamp {
			when = v
			continue
		}
		if v.Kind == strictjson.Null {
			// A description that is said to be nothing is empty; of the others
			// the event says that they are missing.
			described = described || n == fieldDescription
			continue
		}
		if v.Kind == strictjson.Number && (n == fieldID || n == fieldActor) {
			// Many systems count their events and users. The digits are kept.
			if strings.Trim(v.Text, "0123456789") != "" {
				return fmt.Errorf("%s is the number %s, which is not written in all its digits, as ids are: export it as a text", key, clip.Text(v.Text, 60))
			}
		} else if v.Kind != strictjson.Text {
			return fmt.Errorf("%s is %v where a text should be", key, v.Kind)
		}
		switch s := v.Text; n {
		case fieldID:
			e.ID = strings.Clone(s)
		case fieldActor:
			e.Actor = r.Word([]byte(s))
		case fieldCategory:
			e.Category = r.Word([]byte(s))
		case fieldAction:
			e.Action = r.Word([]byte(s))
		case fieldDescription:
			e.Description, described = strings.Clone(s), true
		}
	}
	if when == nil {
		return times.ErrNoTime
	}
	t, err := r.Read(when)
	if err != nil {
		return err
	}
	if !described {
		return errUndescribed
	}
	e.Time = t.Time
	if details, ok := bundled(record); ok && t.Rule == times.AsWritten {
		if details != "" {
			e.Details = []byte(details)
		}
		return r.Emit(e)
	}
	splitKey(&e, r)
	if more {
		e.Details = r.Details(record.Without(source.IsTransport), t)
	} else if t.Rule != times.AsWritten {
		e.Details = r.Details(nil, t)
	}
	return r.Emit(e)
}

// shortened reports whether an id is a number as spreadsheets show long ones:
// 1.23E+15, of which the digits behind are gone.
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

// An empty description is one; a file without any is cut down, and its events
// would all be in conflict with those of the whole file.
var errUndescribed = errors.New("description is missing (it may be empty, but has to be there)")

// splitKey takes the category off an action key where the file has no category,
// and also where it has one, since the table of the feed shows the whole key
// under Action. It does not in what Daybook exported, which has to come back as
// it was.
func splitKey(e *event.Event, r *source.Reader) {
	if e.Category == "" {
		if category, action, ok := strings.Cut(e.Action, "."); ok && category != "" && action != "" {
			e.Category, e.Action = category, action
		}
		return
	}
	switch {
	case !keyed(e):
	case r.Ours:
		r.Remark(keyKeptNote)
	default:
		r.Remark(keyCutNote)
		e.Action = r.Word([]byte(e.Action[len(e.Category)+1:]))
	}
}

// keyed reports whether the action is an action key of the category. No action
// of the catalogue is: domain.domain_created has no full stop in its action.
func keyed(e *event.Event) bool {
	n := len(e.Category)
	return len(e.Action) > n+1 && e.Action[n] == '.' && e.Action[:n] == e.Category
}

// exported reports whether a text starts exactly as Daybook writes it.
func exported(head []byte) bool {
	return bytes.HasPrefix(head, []byte("[\n{\"event_id\":\"")) ||
		bytes.HasPrefix(head, []byte(strings.Join(fieldNames[:], ",")+"\r\n"))
}

// quick reads a record of exactly the six fields with their texts in one pass
// and without an intermediate tree, about ten times as fast as events. It
// reports false where anything is out of the ordinary, which is then read, and
// judged, the long way.
func quick(data []byte, r *source.Reader) (event.Event, bool) {
	var e event.Event
	var fields [len(fieldNames)][]byte
	if !strictjson.Flat(data, fieldAt, fields[:]) {
		return e, false
	}
	var ok bool
	if e.Time, ok = times.ParseUTC(string(fields[fieldTimestamp])); !ok {
		return e, false
	}
	e.ID = string(fields[fieldID])
	e.Actor = r.Word(fields[fieldActor])
	e.Category = r.Word(fields[fieldCategory])
	e.Action = r.Word(fields[fieldAction])
	e.Description = string(fields[fieldDescription])
	// Validate finds what is not UTF-8, and an empty category.
	return e, !keyed(&e) && e.Validate() == nil
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

// lineKeys are the fields of an event in the lines of an evidence bundle, in their order.
var lineKeys = []string{"number", "event_id", "actor", "category", "action", "description", "timestamp", "details"}

// bundled are the details of an event that Daybook wrote to a bundle: they stand
// there as one text, which is given back as it is.
func bundled(record *strictjson.Value) (details string, ok bool) {
	if !slices.Equal(record.Keys, lineKeys) {
		return "", false
	}
	n, last := &record.Items[0], &record.Items[len(lineKeys)-1]
	return last.Text, n.Kind == strictjson.Number && last.Kind == strictjson.Text
}
