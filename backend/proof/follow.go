package proof

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"

	"daybook/backend/event"
)

// A follower compares activity.json or activity.csv with the events of
// events.jsonl, record by record. Where a record differs, it reads one record
// further to find out what happened, and goes on where it can.
type follower struct {
	s       *summed
	lines   *recordReader
	records interface{ next() ([]byte, error) }
	say     func(problem string)
	n       int  // records that were read
	lost    bool // nothing more can be determined
	buf     []byte

	// An event whose record is not in its place, and the two records that are
	// there instead.
	missing []byte
	label   string
	instead [2][]byte
	ahead   []byte // it was read and must still be compared
}

func newFollower(s *summed, say func(string)) *follower {
	r := &recordReader{r: bufio.NewReaderSize(s, readChunk), most: maxCompared}
	f := &follower{s: s, lines: r, say: say}
	if s.name == JSONName {
		f.records = &jsonRecords{r: r}
	} else {
		f.records = &csvRecords{r: r}
	}
	return f
}

// record returns the required record of an event.
func (f *follower) record(e *event.Event) []byte {
	if f.s.name == JSONName {
		f.buf, _ = AppendFields(append(f.buf[:0], '{'), e)
		f.buf = append(f.buf, '}')
	} else {
		f.buf, _, _ = AppendRow(f.buf[:0], e)
	}
	return f.buf
}

// next returns the next record, nil at the end.
func (f *follower) next() []byte {
	if f.ahead != nil {
		record := f.ahead
		f.ahead = nil
		return record
	}
	if f.lost {
		return nil
	}
	record, err := f.records.next()
	if err != nil {
		if err != io.EOF {
			f.lost = true
			if !errors.Is(err, errUnpack) { // this is reported when the file ends
				f.say(err.Error())
			}
		}
		return nil
	}
	f.n++
	return record
}

// event compares the next record with the next event.
func (f *follower) event(number int64, e *event.Event) {
	if f.lost {
		return
	}
	want := f.record(e)
	f.lines.most = max(maxCompared, len(want)+len(",\n"))
	if f.missing != nil && f.resolve(want) || f.lost {
		return
	}
	got := f.next()
	if f.lost || got != nil && bytes.Equal(got, want) {
		return
	}
	f.missing, f.label = bytes.Clone(want), named(number, e.ID)
	f.instead[0] = bytes.Clone(got)
	f.instead[1] = bytes.Clone(f.next())
}

// resolve reports what happened to the missing event, now that the record of the
// event after it is known, which is nil if there is none. It returns true if it
// also dealt with that event.
func (f *follower) resolve(after []byte) bool {
	missing, first, second := f.missing, f.instead[0], f.instead[1]
	f.missing = nil
	is := func(record, want []byte) bool { return record != nil && want != nil && bytes.Equal(record, want) }
	switch {
	case is(second, missing) && is(first, after):
		f.say(f.label + " and the event after it were exchanged")
		return true
	case is(second, missing):
		f.say("an event " + f.id(first) + "was added before " + f.label)
		return false
	case is(first, after):
		f.say(f.label + " was removed")
		f.ahead = second
		return true
	case first == nil:
		f.say(f.label + " was removed, or the file ends before it")
		f.lost = true
		return true
	case is(second, after):
		f.say(f.label + " was changed")
		return true
	}
	f.say(f.label + " was changed")
	f.lost = after != nil
	f.ahead = second
	return true
}

// end is called after the last event; wide says that one of them has a character outside
// ASCII.
func (f *follower) end(wide bool) {
	if f.missing != nil {
		f.resolve(nil)
	}
	if extra := f.next(); extra != nil && !f.lost {
		f.say("an event " + f.id(extra) + "was added at its end")
	}
	if c, ok := f.records.(*csvRecords); ok && !f.lost && c.marked != wide {
		f.say("it begins with a byte order mark where it must not, or without one where it must")
	}
}

// id is the event_id of a record in parentheses, or nothing.
func (f *follower) id(record []byte) string {
	var id string
	if f.s.name == JSONName {
		var fields struct {
			ID string `json:"event_id"`
		}
		if json.Unmarshal(record, &fields) == nil {
			id = fields.ID
		}
	} else if cells, err := csv.NewReader(bytes.NewReader(record)).Read(); err == nil {
		id = cells[0]
	}
	if id == "" {
		return ""
	}
	return "(" + quoted(id) + ") "
}

// A recordReader reads lines of bounded length.
type recordReader struct {
	r    *bufio.Reader
	most int
	long []byte
	n    int
}

var (
	errRecord = errors.New("a line is longer than that of the event can be")
	errForm   = errors.New("it is not written as Daybook writes it")
)

// line returns the next line without its LF, valid until the next call. At the end
// of the file the error is io.EOF.
func (l *recordReader) line() ([]byte, error) {
	line, err := l.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		l.long = l.long[:0]
		for err == bufio.ErrBufferFull && len(l.long) <= l.most {
			l.long = append(l.long, line...)
			line, err = l.r.ReadSlice('\n')
		}
		if len(l.long)+len(line) > l.most {
			return nil, errRecord
		}
		l.long = append(l.long, line...)
		line = l.long
	}
	switch {
	case err == io.EOF && len(line) == 0:
		return nil, io.EOF
	case err == io.EOF:
		return nil, errUnended
	case err != nil:
		return nil, err
	}
	l.n++
	return line[:len(line)-1], nil
}

// jsonRecords reads activity.json: one object a line.
type jsonRecords struct {
	r     *recordReader
	ended bool
	more  bool // the record before ended in a comma
}

func (j *jsonRecords) next() ([]byte, error) {
	if j.ended {
		return nil, io.EOF
	}
	if j.r.n == 0 {
		line, err := j.r.line()
		if err == nil && string(line) == "[]" {
			return nil, j.close()
		}
		if err != nil || string(line) != "[" {
			return nil, j.wrong(err)
		}
		j.more = true
	}
	line, err := j.r.line()
	if err != nil {
		return nil, j.wrong(err)
	}
	if !j.more {
		if string(line) != "]" {
			return nil, errForm
		}
		return nil, j.close()
	}
	line, j.more = bytes.CutSuffix(line, []byte(","))
	return line, nil
}

// close returns io.EOF if nothing follows.
func (j *jsonRecords) close() error {
	if _, err := j.r.line(); err != io.EOF {
		return j.wrong(err)
	}
	j.ended = true
	return io.EOF
}

// wrong returns the error for a file that ends too soon or has a wrong start.
func (j *jsonRecords) wrong(err error) error {
	if err == nil || err == io.EOF {
		return errForm
	}
	return err
}

// csvRecords reads activity.csv: a record with its CRLF, line ends inside quotes
// included.
type csvRecords struct {
	r      *recordReader
	long   []byte
	marked bool // it begins with a byte order mark
}

func (c *csvRecords) next() ([]byte, error) {
	if c.r.n == 0 {
		line, err := c.r.line()
		if err == io.EOF {
			err = errForm
		}
		if err != nil {
			return nil, err
		}
		var rest []byte
		rest, c.marked = bytes.CutPrefix(line, []byte(Mark))
		if string(rest)+"\n" != string(AppendHeader(nil)) {
			return nil, errors.New("its header was changed")
		}
	}
	c.long = c.long[:0]
	for quotes := 0; ; {
		line, err := c.r.line()
		if err == io.EOF && len(c.long) > 0 {
			err = errUnended
		}
		if err != nil {
			return nil, err
		}
		if len(c.long)+len(line) > c.r.most {
			return nil, errRecord
		}
		c.long = append(append(c.long, line...), '\n')
		if quotes += bytes.Count(line, []byte{'"'}); quotes%2 == 0 {
			return c.long, nil
		}
	}
}
