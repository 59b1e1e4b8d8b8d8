package ingest

import (
	"context"
	"errors"
	"fmt"

	"daybook/backend/clip"
	"daybook/backend/event"
	"daybook/backend/numbers"
	"daybook/backend/strictjson"
)

// An intake reads the records of one part.
type intake struct {
	part
	w     *window
	r     *reader
	ctx   context.Context
	yield yielder
	count int
}

// pulse looks now and then whether the import was cancelled.
func (in *intake) pulse() error {
	if in.count++; in.count%64 == 0 {
		return in.ctx.Err()
	}
	return nil
}

func (in *intake) json() error {
	f := newFrames(in.w, in.form, in.r.notes, func(v *strictjson.Value) bool { return anyOwner(v) == in.source })
	_, isFeed := in.source.(feed)
	list, _ := f.(*listFrames)
	document := 0
	for {
		fr, ok := f.next()
		if !ok {
			return nil
		}
		if err := in.pulse(); err != nil {
			return err
		}
		if list != nil && list.document != document {
			document = list.document
			in.r.ids.restart()
		}
		if fr.fault == "" && isFeed {
			if e, ok := (feed{}).quick(fr.data, in.r); ok {
				in.r.notes.age(e.Time, in.r.now)
				if !in.yield(e, nil) {
					return errStopped
				}
				continue
			}
		}
		why := fr.fault
		if why == "" {
			v, err := strictjson.Parse(fr.data)
			if err != nil {
				why = err.Error() + f.doubt(err)
			} else if err := in.record(v); err == errStopped {
				return err
			} else if err != nil {
				why = err.Error()
			}
		}
		if why != "" && !in.reject(f.place(), why) {
			return errStopped
		}
	}
}

// record yields the events of a record.
func (in *intake) record(v *strictjson.Value) error {
	if v.Kind != strictjson.Object {
		return fmt.Errorf("%v where an object should be", v.Kind)
	}
	s, record := ownerOf(v)
	if s != nil && s != in.source {
		return fmt.Errorf("it is a record of %s in a file of %s", s.title(), in.source.title())
	}
	return in.take(func() error { return in.source.events(record, in.r) })
}

// take yields the events that read makes of a record. Of a record that gives
// none, nothing is noted.
func (in *intake) take(read func() error) error {
	in.r.batch = in.r.batch[:0]
	before := *in.r.notes
	if err := read(); err != nil {
		before.never = in.r.notes.never
		*in.r.notes = before
		return err
	}
	for _, e := range in.r.batch {
		in.r.notes.age(e.Time, in.r.now)
		if !in.yield(e, nil) {
			return errStopped
		}
	}
	return nil
}

func (in *intake) reject(at, why string) bool {
	if in.name != "" {
		at = in.name + ", " + at
	}
	return in.yield(event.Event{}, &event.Rejection{At: at, Reason: why})
}

// behind tells of what stands behind packed data. Padding means nothing; what
// else it may be, it is part of the file.
func (in *intake) behind(t tail) error {
	switch {
	case t.bytes == 0:
	case t.zeros:
		in.r.notes.padding += t.bytes
	case !in.reject("behind the packed data", fmt.Sprintf("what follows is not packed and was not read (%s bytes): was something appended to the file?", numbers.Grouped(t.bytes))):
		return errStopped
	}
	return nil
}

// read yields the events of a row under a header, or of the record that one of its
// cells holds.
func (in *intake) read(h header, cells [][]byte, r *reader) error {
	if in.dressed < 0 {
		return in.source.row(h, cells, r)
	}
	v, err := strictjson.Parse(cells[in.dressed])
	if err != nil {
		return fmt.Errorf("column %s: %w", clip.Text(h.titles[in.dressed], 60), err)
	}
	s, record := ownerOf(v)
	switch {
	case v.Kind != strictjson.Object:
		return fmt.Errorf("%v where an object should be", v.Kind)
	case s != nil && s != in.source:
		return fmt.Errorf("it is a record of %s in a file of %s", s.title(), in.source.title())
	}
	return in.source.events(record, r)
}

var errChanged = errors.New("it changed while it was read")
