// Package export writes events to files that other programs, and Daybook
// itself, read: CSV for spreadsheets and JSON for programs.
//
// # JSON
//
// One array of objects, each on a line of its own, with the six fields in this
// order and no others:
//
//	[
//	{"event_id":"…","actor":"…","category":"api_key","action":"created","description":"…","timestamp":"2026-08-02T17:39:42.5Z"},
//	{…}
//	]
//
// Without events it is "[]". Strings are UTF-8 as they are, < and & too. Escaped
// are the quote and the backslash, control characters (Unicode Cc, so also DEL
// and U+0080 to U+009F, which some terminals obey) and the line separators
// U+2028 and U+2029, so that a line is a line for every program. Lines end in
// LF.
//
// # CSV
//
// RFC 4180: a header with the six names, CRLF after each record, quotes around a
// cell that needs them, and in it the bytes of the field, line ends included. A
// cell that a spreadsheet could take for a formula gets a ' in front; so does one
// that begins with ', so that an import can take it away again. The header never
// gets a guard. JSON is not guarded.
//
// A file begins with a byte order mark if and only if a character outside ASCII
// occurs in it, which is when Excel needs one. Standard output and the clipboard
// never get a mark: the reader of a stream would find it in the first name of the
// header.
//
// # Invariants
//
// Exported and imported again, an event has the same six fields, byte for byte.
// An exported file is complete or absent. Memory does not grow with the number
// of events.
package export

import (
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"daybook/backend/event"
	"daybook/backend/proof"
)

// chunk is about how many bytes are written at once.
const chunk = 256 << 10

// A format appends the parts of a file of its kind.
type format interface {
	begin(dst []byte) []byte
	// event appends e, after n events. ok is false if a text is not UTF-8.
	event(dst []byte, e *event.Event, n int) (result []byte, ok bool)
	end(dst []byte, n int) []byte
}

// write writes all events and counts them. An error of w or of events is
// returned as it is.
func write(w io.Writer, events iter.Seq2[event.Event, error], f format) (n int, err error) {
	buf := f.begin(make([]byte, 0, chunk+chunk/8))
	var held event.Event // so that not every event is allocated
	for e, err := range events {
		if err != nil {
			return n, err
		}
		held = e
		var ok bool
		if buf, ok = f.event(buf, &held, n); !ok {
			return n, notText(&held)
		}
		n++
		if len(buf) >= chunk {
			if _, err := w.Write(buf); err != nil {
				return n, err
			}
			buf = buf[:0]
		}
	}
	_, err = w.Write(f.end(buf, n))
	return n, err
}

// notText names the text of e that is not UTF-8. No archive has such an event;
// writing it would change it silently.
func notText(e *event.Event) error {
	for i, text := range [...]string{e.ID, e.Actor, e.Category, e.Action, e.Description} {
		if !utf8.ValidString(text) {
			return fmt.Errorf("%s of event %q is not valid UTF-8", proof.Names[i], e.ID)
		}
	}
	return fmt.Errorf("event %q is not valid UTF-8", e.ID)
}
