package ingest

import (
	"bytes"

	"daybook/backend/event"
	"daybook/backend/strictjson"
)

// A source reads the records of one kind of system.
type source interface {
	// name is short and for files: "github".
	name() string
	// title is for people: "a GitHub audit log".
	title() string
	// owns recognises a record.
	owns(record *strictjson.Value) bool
	// ownsHeader reports whether the header of a CSV file may be one of the
	// source's. Where its columns are words of others, too, rowOwner decides.
	ownsHeader(h header) bool
	// events reads a record that is an object. Its error says in words why
	// the record holds no events; a record gives all of its events or none.
	events(record *strictjson.Value, r *reader) error
	// row reads a record of a CSV file that has a cell for each column.
	row(h header, cells [][]byte, r *reader) error
}

// A rowOwner is a source that looks at the first rows of a CSV file as well, of
// which there may be none.
type rowOwner interface {
	ownsRows(h header, rows [][][]byte) bool
}

// sourceOf is the source that recognises a CSV file by its header and its first
// rows, or nil. Where one of the columns holds whole records, it is that column,
// else -1.
func sourceOf(h header, rows [][][]byte) (s source, dressed int) {
	for _, s := range sources {
		if !s.ownsHeader(h) {
			continue
		}
		if o, ok := s.(rowOwner); !ok || o.ownsRows(h, rows) {
			return s, -1
		}
	}
	return dressedColumn(h, rows)
}

// sources in the order in which they are asked.
var sources = []source{feed{}, googleWorkspace{}, cloudTrail{}, gitHub{}}

// What stands for an actor that a record does not name. That it was the system
// is an assertion of its own, which only a record can make.
const (
	unknownActor = "unknown"
	unknownWho   = "unknown actor"
)

// anyOwner is the source that recognises the record, whatever wraps it, or nil.
func anyOwner(record *strictjson.Value) source {
	s, _ := ownerOf(record)
	return s
}

// A reader holds what sources need besides the record.
type reader struct {
	clock
	ids   *numbering
	ours  bool          // the text is one that Daybook wrote
	batch []event.Event // the events of the record
	words map[string]string
	buf   []byte
}

func newReader(source string, o Options, n *notes) *reader {
	return &reader{
		clock: clock{zone: n.zone, order: o.DateOrder, now: importTime(o), notes: n},
		ids:   newNumbering(source),
		words: make(map[string]string),
	}
}

// emit adds an event to those of the record.
func (r *reader) emit(e event.Event) error {
	if err := e.Validate(); err != nil {
		return err
	}
	r.batch = append(r.batch, e)
	return nil
}

// word is s as a string of its own. Few actors, categories and actions make up
// most of a file, so that those of many events are the same string.
func (r *reader) word(s []byte) string {
	if w, ok := r.words[string(s)]; ok {
		return w
	}
	w := string(s)
	if len(w) <= 128 {
		if len(r.words) >= 4096 {
			clear(r.words)
		}
		r.words[w] = w
	}
	return w
}

// details are the details of an event: the record, if there is more to it than
// the event, and how its time was read.
func (r *reader) details(record *strictjson.Value, t reading) []byte {
	b := append(r.buf[:0], '{')
	if record != nil {
		b = append(b, `"record":`...)
		b = record.AppendJSON(b, false)
		b = append(b, ',')
	}
	b = append(b, `"time":`...)
	b = strictjson.AppendText(b, t.written)
	b = append(b, `,"zone":`...)
	b = strictjson.AppendText(b, t.rule)
	r.buf = append(b, '}')
	return bytes.Clone(r.buf)
}
