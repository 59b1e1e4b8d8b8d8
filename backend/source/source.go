package source

import (
	"daybook/backend/event"
	"daybook/backend/strictjson"
)

// A Source is one kind of system whose records Daybook reads. It is a value of plain
// fields, so that all that is said of sources, in help, in the window, in README, is
// taken from here.
type Source struct {
	// ID is short and for files: "github". It stands in archives and in the ids that
	// are made of records, and never changes.
	ID string
	// Name is what people call the system: "GitHub".
	Name string
	// InText is the name inside a sentence, where that is not Name: "the activity feed".
	InText string
	// Title is the kind of file as the end of a sentence has it: "a GitHub audit log".
	Title string
	// Reads is what can be imported, as a list has it: "GitHub audit logs".
	Reads string

	// Owns reports whether a record is one of the source's, by what it alone writes.
	// It is given any value.
	Owns func(record *strictjson.Value) bool
	// Events reads a record, an object that may be one of the source's or not, and
	// gives its events to r.Emit: all of them, or none and an error that says in words
	// why there are none.
	Events func(record *strictjson.Value, r *Reader) error
	// Table is how the source's records stand in CSV. Its zero value is for a source
	// that writes none.
	Table Table

	// Lists are the keys under which the source's exports have their list of records,
	// where that is told by the key even if the list is empty: "Records".
	Lists []string
	// Wrappers are paths of keys at which what hands the source's records on puts them
	// into a record of its own.
	Wrappers [][]string
	// Follows are the keys beside a list that name the next page: "nextPageToken".
	Follows []string
	// Lookalikes are files that people have beside those of the source and take for
	// them.
	Lookalikes []Lookalike

	// Quick reads a plain record without a value for it, where a source is worth the
	// trouble, or reports false, and Events reads it. It is nil for others.
	Quick func(data []byte, r *Reader) (event.Event, bool)
	// Exported reports whether a text, whose beginning it is given, is one that Daybook
	// wrote, which is to come back as it was. It is nil for what Daybook does not write.
	Exported func(head []byte) bool
}

// A Table is how a source's records stand in CSV.
type Table struct {
	// Owns reports whether the header may be one of the source's; nil is never.
	Owns func(h Header) bool
	// OwnsRows decides by the first rows below such a header, of which there may be
	// none; nil is always. A row has a cell for each column.
	OwnsRows func(h Header, rows [][][]byte) bool
	// Rows gives the reader of the rows below a header, which is Events for a row.
	Rows func(h Header) func(cells [][]byte, r *Reader) error
	// Lacks are the columns that a header lacks which has most of them; nil for any
	// other header, and for a source that does not tell.
	Lacks func(h Header) []string
	// Time is the name of the column with the time, where a last row without a line end
	// may be taken if that is whole; "" if that cannot be told.
	Time string
}

// A Lookalike is something that people have and Daybook does not read, which its own
// words give away. Knowing what it is, is worth more to them than a list of its keys.
type Lookalike struct {
	Name string
	Keys []string // all of which it has, named as columns are
	Hint string   // what to do, or ""
	// Beside is for what comes with the files of a source and holds no events by its
	// nature, so that it is nothing to complain about among them: it says how many such
	// files there were.
	Beside *Note
}

// A Note is a remark on how records were read, for one of them and for many, with # in
// place of how many: "# row has no id". Notes are told apart by their address.
type Note struct{ One, Many string }

// UnknownActor is the actor of an event whose record does not name any. That it was the
// system is an assertion of its own, which only a record can make.
const UnknownActor = "unknown"
