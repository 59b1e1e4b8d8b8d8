// Package framing cuts a text into the records that it holds. It knows JSON and CSV,
// the variants that people and programs make of them, and the signs of an incomplete
// text. The meaning of a record, and the source to which it belongs, are known to its
// caller alone.
//
// # Texts
//
// OpenText returns any text as a Window of UTF-8: with or without a byte order mark,
// and from UTF-16 or UTF-32. HTTP header fields before a text are skipped, also before
// a further page that was joined to it.
//
// # JSON
//
// New returns the Frames of a text of JSON. Only the broken record itself is lost
// wherever the start of the next record is certain; otherwise the rest of the text is
// one fault that says from which byte on. Records may be on lines of their own, one
// after another, in a list, or in an object that wraps a list. A few keys are known to
// wrap a list; under any other key a list is read if one of its elements is a record,
// which Surroundings decide.
//
// # CSV
//
// Rows reads RFC 4180 with any separator, and texts that quote nothing. Dialect finds by
// its lines which of the two a text is: the dialects look alike, and in the wrong
// dialect rows run into each other and quotes vanish without an error.
//
// # Findings
//
// A text that ends where its kind cannot end was cut, or is still being written. The
// fields beside records may say that more follows: a key of the next page, a total, a
// number of pages. Findings record both.
//
// Memory is bounded whatever a text holds: a record has at most MaxRecord bytes.
package framing

// New cuts w into records of a form, which must be one of those of JSON.
func New(w *Window, form Form, n *Findings, known *Surroundings) Frames {
	if form == Lines {
		return &lineFrames{w: w, findings: n}
	}
	return &listFrames{w: w, wrapped: form == Wrapped || form == Pages, paged: form == Pages, findings: n, known: known}
}
