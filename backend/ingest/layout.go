package ingest

import (
	"daybook/backend/framing"
	"daybook/backend/source"
)

// A layout is the way in which a text holds its records, and their source.
type layout struct {
	form   framing.Form
	source *source.Source
	ours   bool // Daybook wrote it

	// Of CSV:
	framing.Dialect
	header  source.Header
	above   int // lines above the header
	dressed int // the column whose cells are whole records; -1 where each column is a field
}
