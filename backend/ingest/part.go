package ingest

import (
	"io"

	"daybook/backend/container"
)

// A part is one text of events: the file's own, or an entry of a zip.
type part struct {
	layout
	name string // of the entry, or ""
	open func(*container.Raw) (io.Reader, error)
}
