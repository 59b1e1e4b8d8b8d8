package ingest

import (
	"context"
	"io"
	"sync/atomic"

	"daybook/backend/container"
)

// A part is one text of events: the file's own, or an entry of a zip.
type part struct {
	layout
	name string // of the entry, or ""
	open func(*container.Raw) (io.Reader, error)
}

// raw returns a reader of the file's bytes from the start.
func (f *File) raw(ctx context.Context, count *atomic.Int64) *container.Raw {
	return container.NewRaw(ctx, io.NewSectionReader(f.r, 0, f.size), count)
}
