// Package framing cuts a text into the records that it holds. It knows JSON and CSV,
// what people and programs make of them, and how a text shows that it is not all there.
// What a record means, and whose it is, it is told by its caller.
//
// # Texts
//
// OpenText gives any text as a Window of UTF-8: with or without a byte order mark, and
// from UTF-16 or UTF-32. Header fields of HTTP in front of a text are passed, and so
// they are in front of a further page that was joined to it.
//
// # JSON
//
// New gives the Frames of a text of JSON. A broken record costs itself only, wherever it
// is certain where the next one starts; otherwise the rest of the text is one fault that
// says from which byte on. Records may stand one a line, one behind the other, in a
// list, or in an object that wraps a list. A few keys are known to wrap one; under any
// other a list is read if one of its elements is a record, which Surroundings tell.
//
// # CSV
//
// Rows reads RFC 4180 with any separator, and texts that quote nothing. Which of the two
// a text is, Dialect finds by its lines: two dialects look alike, and read in the wrong
// one rows run into each other and quotes vanish without a fault.
//
// # Findings
//
// What ends where its kind cannot end was cut, or is still being written. What stands
// beside records may say that more follows: a key of the next page, a total, a number of
// pages. Findings keep both.
//
// Memory is bounded whatever a text holds: a record has at most MaxRecord bytes.
package framing

// New cuts w by the form, which is one of JSON.
func New(w *Window, form Form, n *Findings, known *Surroundings) Frames {
	if form == Lines {
		return &lineFrames{w: w, findings: n}
	}
	return &listFrames{w: w, wrapped: form == Wrapped || form == Pages, paged: form == Pages, findings: n, known: known}
}
