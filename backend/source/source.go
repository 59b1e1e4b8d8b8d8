package source

import (
	"daybook/backend/event"
	"daybook/backend/strictjson"
)

// A Source is one kind of system whose records Daybook reads. It is a value of plain
// fields, so that all statements about sources, in help, in the window, in README,
// are taken from here.
type Source struct {
	// ID is a short name for files: "github". Archives and the ids that are derived from
	// records contain it, so it never changes.
	ID string
	// Name is what people call the system: "GitHub".
	Name string
	// InText is the name inside a sentence, where that is not Name: "the activity feed".
	InText string
	// Title is the kind of file, for the end of a sentence: "a GitHub audit log".
	Title string
	// Reads names the files that can be imported, for a list: "GitHub audit logs".
	Reads string

	// Owns reports whether a record belongs to the source, by signs that it alone
	// writes. It is called with any value.
	Owns func(record *strictjson.Value) bool
	// Events reads a record, an object that may or may not belong to the source, and
	// passes its events to r.Emit: all of them, or none and an error that says in
	// words why there are none.
	Events func(record *strictjson.Value, r *Reader) error
	// Table describes the source's records in CSV. Its zero value is for a source that
	// writes no CSV.
	Table Table

	// Lists are the keys under which the source's exports have their list of records, if
	// the key alone identifies the list even when it is empty: "Records".
	Lists []string
	// Wrappers are the paths of keys at which other programs that pass the source's
	// records on put them into records of their own.
	Wrappers [][]string
	// Follows are the keys beside a list that name the next page: "nextPageToken".
	Follows []string
	// Lookalikes are files that people have beside those of the source and mistake for
	// them.
	Lookalikes []Lookalike

	// Quick reads a plain record without building a Value, or returns false, and then
	// Events reads it. It is nil for sources that are not worth the effort.
	Quick func(data []byte, r *Reader) (event.Event, bool)
	// Exported reports whether Daybook wrote the text that begins with head, which must
	// come back unchanged. It is nil for sources whose files Daybook does not write.
	Exported func(head []byte) bool
}

// A Table describes a source's records in CSV.
type Table struct {
	// Owns reports whether the header may belong to the source; nil means never.
	Owns func(h Header) bool
	// OwnsRows decides by the first rows below such a header, of which there may be
	// none; nil means always. A row has a cell for each column.
	OwnsRows func(h Header, rows [][][]byte) bool
	// Rows returns the reader of the rows below a header, which does for a row what
	// Events does for a record.
	Rows func(h Header) func(cells [][]byte, r *Reader) error
	// Lacks returns the missing columns of a header that has most of them; nil for any
	// other header. A source may lack this function.
	Lacks func(h Header) []string
	// Time is the name of the column with the time; a last row without a line end may be
	// accepted if its time is complete. It is "" if that cannot be determined.
	Time string
}

// A Lookalike is a kind of file that people have but Daybook does not read, recognised
// by its keys. Its name helps people more than a list of its keys.
type Lookalike struct {
	Name string
	Keys []string // all of them must be present; written as column names
	Hint string   // what to do, or ""
	// Beside is set for files that come with those of a source and hold no events by
	// their nature, so that they are not a fault among them: it says how many such
	// files there were.
	Beside *Note
}

// A Note is a remark on how records were read, in the singular and the plural, with # in
// place of the number: "# row has no id". Notes are distinguished by their address.
type Note struct{ One, Many string }

// UnknownActor is the actor of an event whose record names no actor. To say that it was
// the system would be an assertion, which only a record can make.
const UnknownActor = "unknown"
