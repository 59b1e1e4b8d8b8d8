package ingest

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"time"

	"daybook/backend/container"
	"daybook/backend/failure"
	"daybook/backend/source/all"
)

// ErrNotEvents is wrapped by the error of Open for a file that holds no events
// that Daybook reads.
var ErrNotEvents = errors.New("not a file of events")

// ErrUnnamedZone reports Options whose zone is the system's own under the name
// Local. That name would stand in the events for ever and mean another zone on
// another computer.
var ErrUnnamedZone = errors.New("the time zone has no name of its own: give one such as Europe/Paris")

// reads says which files Daybook reads.
var reads = "Daybook reads " + all.Reads() + ", each also gzipped or in a zip"

// Open recognises the file by its content; it reads the beginning of the file, and
// in a zip the beginning of each entry. The error says what the file looks like and
// which files Daybook reads; it wraps ErrNotEvents unless reading failed. r must
// stay readable until the events are read.
func Open(r io.ReaderAt, size int64, name string, o Options) (*File, error) {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if name := o.Zone.String(); name == "Local" || name == "localtime" || strings.HasPrefix(name, "/") {
		return nil, failure.New("open", name, ErrUnnamedZone)
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	f := &File{name: name, r: r, size: size, opt: o, notes: notes{zone: o.Zone}}
	err := f.recognise()
	var not *notEvents
	switch {
	case errors.As(err, &not):
		return nil, failure.Newf("open", name, "%w: %w; %s", ErrNotEvents, not, reads)
	case err != nil:
		return nil, failure.New("open", name, err)
	}
	return f, nil
}

func (f *File) recognise() error {
	head := make([]byte, 8)
	n, err := f.r.ReadAt(head[:min(int64(len(head)), f.size)], 0)
	if err != nil && err != io.EOF {
		return err
	}
	head = head[:n]
	if container.IsZip(head) {
		f.box = zipBox
		return f.recogniseZip()
	}
	p := part{open: func(raw *container.Raw) (io.Reader, error) { return raw, nil }}
	if container.IsGzip(head) {
		f.box = gzipBox
		p.open = func(raw *container.Raw) (io.Reader, error) { return container.Gunzip(raw) }
	}
	p.layout, err = recognise(func() (io.Reader, error) {
		return p.open(f.raw(context.Background(), new(atomic.Int64)))
	})
	f.parts = []part{p}
	return err
}

// Reason returns why Open refused a file, without the file's name and without the
// list of files that Daybook reads; "" for another error.
func Reason(err error) string {
	var not *notEvents
	if errors.As(err, &not) {
		return not.why
	}
	return ""
}
