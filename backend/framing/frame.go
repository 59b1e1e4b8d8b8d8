package framing

import (
	"fmt"

	"daybook/backend/numbers"
	"daybook/backend/strictjson"
)

// A Form is how the records of a text stand in it.
type Form uint8

const (
	Lines   Form = iota // one JSON object a line
	Values              // a JSON array, or JSON objects one behind the other
	Wrapped             // objects with an array inside
	Pages               // a JSON array of lists, or of objects with an array inside
	CSV                 // rows of cells, which Rows reads
)

// A Frame is one record as it stands in the file, or the reason why none does.
type Frame struct {
	Data  []byte // valid until the next frame
	Fault string // why there is no record here
}

// Frames cuts a stream into records.
type Frames interface {
	// Next gives the next frame, or false at the end. Whether reading failed
	// there is the window's to say.
	Next() (Frame, bool)
	// Place says where the last frame stands: "line 12", "index 3".
	Place() string
	// Doubt is told that the last frame is not valid JSON and finds where to
	// go on. It says in words, as an addition to err, what is lost besides.
	Doubt(err *strictjson.SyntaxError) string
	// Document counts the documents of lists, from 1, in which the last frame stands;
	// it is 0 where there is no list around it.
	Document() int
	// List is the key of the last list that was opened, "" where it has none, and
	// whether one was.
	List() (key string, opened bool)
}

// tooLong is the fault of a record of n bytes.
func tooLong(n int64) string {
	return fmt.Sprintf("the record is longer than 1 MiB (%s bytes)", numbers.Grouped(n))
}
