package ingest

import (
	"context"
	"errors"
	"fmt"

	"daybook/backend/clip"
	"daybook/backend/container"
	"daybook/backend/event"
	"daybook/backend/framing"
	"daybook/backend/numbers"
	"daybook/backend/source"
	"daybook/backend/strictjson"
)

// An intake reads the records of one part.
type intake struct {
	part
	w     *framing.Window
	r     *source.Reader
	notes *notes
	ctx   context.Context
	yield yielder
	count int
}

type yielder = func(event.Event, error) bool

// pulse checks now and then whether the import was cancelled.
func (in *intake) pulse() error {
	if in.count++; in.count%64 == 0 {
		return in.ctx.Err()
	}
	return nil
}

func (in *intake) json() error {
	f := framing.New(in.w, in.form, &in.notes.findings, surroundingsOf(in.source))
	quick := in.source.Quick
	document := 0
	for {
		fr, ok := f.Next()
		if !ok {
			return nil
		}
		if err := in.pulse(); err != nil {
			return err
		}
		if at := f.Document(); at != document {
			document = at
			in.r.IDs.Restart()
		}
		if fr.Fault == "" && quick != nil {
			if e, ok := quick(fr.Data, in.r); ok {
				in.notes.age(e.Time, in.r.Now)
				if !in.yield(e, nil) {
					return errStopped
				}
				continue
			}
		}
		why := fr.Fault
		if why == "" {
			v, err := strictjson.Parse(fr.Data)
			if err != nil {
				why = err.Error() + f.Doubt(err)
			} else if err := in.record(v); err == errStopped {
				return err
			} else if err != nil {
				why = err.Error()
			}
		}
		if why != "" && !in.reject(f.Place(), why) {
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
		return fmt.Errorf("it is a record of %s in a file of %s", s.Title, in.source.Title)
	}
	return in.take(func() error { return in.source.Events(record, in.r) })
}

// take yields the events that read makes of a record. Nothing is noted for a record
// without events.
func (in *intake) take(read func() error) error {
	events, err := in.r.Take(read)
	if err != nil {
		return err
	}
	in.notes.findings.Log = in.log()
	for _, e := range events {
		in.notes.age(e.Time, in.r.Now)
		if !in.yield(e, nil) {
			return errStopped
		}
	}
	return nil
}

// log names the log to which the present page belongs. Logs of two sources are two
// logs, whatever these call theirs.
func (in *intake) log() string { return in.source.ID + " " + in.r.Log }

func (in *intake) reject(at, why string) bool {
	if in.name != "" {
		at = in.name + ", " + at
	}
	return in.yield(event.Event{}, &event.Rejection{At: at, Reason: why})
}

// behind reports the bytes after packed data. Padding means nothing; any other
// bytes are part of the file.
func (in *intake) behind(t container.Tail) error {
	switch {
	case t.Bytes == 0:
	case t.Zeros:
		in.notes.padding += t.Bytes
	case !in.reject("behind the packed data", fmt.Sprintf("what follows is not packed and was not read (%s bytes): was something appended to the file?", numbers.Grouped(t.Bytes))):
		return errStopped
	}
	return nil
}

// rowsOf reads rows under a header, or the record that one of their cells holds.
func (in *intake) rowsOf(h source.Header) func(cells [][]byte, r *source.Reader) error {
	if in.dressed < 0 {
		return in.source.Table.Rows(h)
	}
	return func(cells [][]byte, r *source.Reader) error { return in.dressedRow(h, cells, r) }
}

func (in *intake) dressedRow(h source.Header, cells [][]byte, r *source.Reader) error {
	v, err := strictjson.Parse(cells[in.dressed])
	if err != nil {
		return fmt.Errorf("column %s: %w", clip.Text(h.Titles[in.dressed], 60), err)
	}
	s, record := ownerOf(v)
	switch {
	case v.Kind != strictjson.Object:
		return fmt.Errorf("%v where an object should be", v.Kind)
	case s != nil && s != in.source:
		return fmt.Errorf("it is a record of %s in a file of %s", s.Title, in.source.Title)
	}
	return in.source.Events(record, r)
}

var (
	errChanged = errors.New("it changed while it was read")
	errStopped = errors.New("the caller wants no more")
)
