package ingest

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"

	"daybook/backend/clip"
	"daybook/backend/container"
	"daybook/backend/event"
	"daybook/backend/numbers"
)

func (f *File) recogniseZip() error {
	z, err := container.OpenZip(f.r, f.size)
	switch {
	case errors.Is(err, container.ErrManyEntries), errors.Is(err, container.ErrNoZip):
		return notEventsf("%v", err)
	case err != nil:
		return err
	}
	f.zip = z
	entries := z.Entries()
	if err := packedKind(entries); err != nil {
		return err
	}
	has := make(map[string]bool, len(entries))
	for _, e := range entries {
		has[e.Name] = true
	}
	for _, e := range entries {
		if e.FileInfo().IsDir() || Leftover(e.Name) {
			continue
		}
		if RepeatsBundle(e.Name, func(name string) bool { return has[name] }) {
			f.notes.repeated++
			continue
		}
		name := clip.Text(strings.ToValidUTF8(e.Name, "\uFFFD"), 200)
		p := part{name: name, open: func(raw *container.Raw) (io.Reader, error) { return z.Open(e, raw) }}
		var err error
		p.layout, err = f.recogniseEntry(e, p)
		var not *notEvents
		switch {
		case err == nil:
			f.parts = append(f.parts, p)
		case errors.As(err, &not) && not.beside != nil:
			f.notes.beside.Add(not.beside, 1)
			f.beside = append(f.beside, &event.Rejection{At: name, Reason: not.why})
		case errors.As(err, &not):
			f.refused = append(f.refused, &event.Rejection{At: name, Reason: not.why})
		default:
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if len(f.parts) > 0 {
		return nil
	}
	if f.refused = append(f.refused, f.beside...); len(f.refused) == 0 {
		return notEventsf("it is a zip without any file")
	}
	why := make([]string, 0, 4)
	for _, r := range f.refused[:min(len(f.refused), 3)] {
		why = append(why, r.At+": "+r.Reason)
	}
	if more := len(f.refused) - len(why); more > 0 {
		why = append(why, fmt.Sprintf("and %s more", numbers.Grouped(int64(more))))
	}
	return notEventsf("it is a zip without any file of events (%s)", strings.Join(why, "; "))
}

// packedKind recognises a document that is a zip of its parts.
func packedKind(entries []*zip.File) error {
	names := make(map[string]bool, len(entries))
	for _, e := range entries {
		names[e.Name] = true
	}
	for _, k := range packedKinds {
		if names[k.entry] && (k.entry != "content.xml" || names["mimetype"]) {
			return notEventsf("it is %s", k.name)
		}
	}
	return nil
}

func (f *File) recogniseEntry(e *zip.File, p part) (layout, error) {
	switch {
	case !e.Mode().IsRegular():
		return layout{}, notEventsf("it is no ordinary file")
	case e.Flags&1 != 0:
		return layout{}, notEventsf("it is encrypted: unpack it with its password first")
	case e.Method != zip.Store && e.Method != zip.Deflate:
		return layout{}, notEventsf("it is packed by method %d, which is not read here: unpack it first", e.Method)
	}
	return recognise(func() (io.Reader, error) {
		return p.open(f.raw(context.Background(), new(atomic.Int64)))
	})
}
