package framing

import (
	"fmt"

	"daybook/backend/numbers"
	"daybook/backend/strictjson"
)

// A Form is the way in which a text holds its records.
type Form uint8

const (
	Lines   Form = iota // one JSON object a line
	Values              // a JSON array, or JSON objects one after another
	Wrapped             // objects with an array inside
	Pages               // a JSON array of lists, or of objects with an array inside
	CSV                 // rows of cells, which Rows reads
)

// A Frame is one record as it is in the file, or the reason why there is none.
type Frame struct {
	Data  []byte // valid until the next frame
	Fault string // why there is no record here
}

// Frames cuts a stream into records.
type Frames interface {
	// Next returns the next frame, or false at the end. The window's Fault says
	// whether reading failed there.
	Next() (Frame, bool)
	// Place says where the last frame is: "line 12", "index 3".
	Place() string
	// Doubt is told that the last frame is not valid JSON and finds where to go on.
	// It returns, in words that follow err, what else is lost.
	Doubt(err *strictjson.SyntaxError) string
	// Document returns the number, from 1, of the document whose list holds the last
	// frame, or 0 where there is no list around it.
	Document() int
	// List returns the key of the last list that was opened, "" where it has none,
	// and whether any was.
	List() (key string, opened bool)
}

// tooLong is the fault of a record of n bytes.
func tooLong(n int64) string {
	return fmt.Sprintf("the record is longer than 1 MiB (%s bytes)", numbers.Grouped(n))
}
