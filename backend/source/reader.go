package source

import (
	"bytes"

	"daybook/backend/event"
	"daybook/backend/strictjson"
	"daybook/backend/times"
)

// A Reader holds everything that a source needs besides the record: the clock, which
// reads times by the rules of the import, the ids, and the results. It is for the
// records of one text, in their order, and for one goroutine.
type Reader struct {
	times.Clock
	IDs  *IDs
	Ours bool // Daybook wrote the text, which must be left as it is

	Log   string
	words map[string]string
	buf   []byte

	// Of the record that is read:
	events []event.Event
	notes  []*Note // one for each time
	left   []string

	Remarks *Remarks
}

// NewReader returns a Reader for records of the source. It adds to the remarks, whose
// counts of times come from the clock.
func NewReader(s *Source, c times.Clock, remarks *Remarks) *Reader {
	c.Counts = &remarks.Times
	return &Reader{Clock: c, IDs: newIDs(s.ID), words: make(map[string]string), Remarks: remarks}
}

// Take returns the events of one record, which read passes to Emit; they are valid
// until the next call. For a record without events, the only remark that is kept is
// that no clock ever showed its time.
func (r *Reader) Take(read func() error) ([]event.Event, error) {
	r.events, r.notes, r.left = r.events[:0], r.notes[:0], r.left[:0]
	times, log := r.Remarks.Times, r.Log
	if err := read(); err != nil {
		times.Never = r.Remarks.Times.Never
		r.Remarks.Times, r.Log = times, log
		return nil, err
	}
	for _, note := range r.notes {
		r.Remarks.Notes.Add(note, 1)
	}
	for _, name := range r.left {
		r.Remarks.leave(name)
	}
	return r.events, nil
}

// Emit adds an event to those of the record. The error says what the event lacks.
func (r *Reader) Emit(e event.Event) error {
	if err := e.Validate(); err != nil {
		return err
	}
	r.events = append(r.events, e)
	return nil
}

// Remark counts a note once, if the record gives events.
func (r *Reader) Remark(note *Note) { r.notes = append(r.notes, note) }

// Leave says in the report that the value under a name was left out of the details,
// since it belongs to the export and not to the event.
func (r *Reader) Leave(name string) { r.left = append(r.left, name) }

// OfLog says to which of several logs the record belongs, such as those of several
// applications: each log has its own pages, the last of which says whether more
// follows.
func (r *Reader) OfLog(name string) { r.Log = name }

// Word returns s as an interned string: few actors, categories and actions make up most
// of a file, so many events share one string.
func (r *Reader) Word(s []byte) string {
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

// Details returns the details of an event: the record, if it has more than the event,
// and how its time was read.
func (r *Reader) Details(record *strictjson.Value, t times.Reading) []byte {
	b := append(r.buf[:0], '{')
	if record != nil {
		b = append(b, `"record":`...)
		b = record.AppendJSON(b, false)
		b = append(b, ',')
	}
	b = append(b, `"time":`...)
	b = strictjson.AppendText(b, t.Written)
	b = append(b, `,"zone":`...)
	b = strictjson.AppendText(b, t.Rule)
	r.buf = append(b, '}')
	return bytes.Clone(r.buf)
}
