package ingest

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// A layout is how the records of a text stand in it, and whose they are.
type layout struct {
	form   form
	source source
	sep    byte   // of CSV
	header header // of CSV
}

type form uint8

const (
	lines   form = iota // one JSON object a line
	values              // a JSON array, or JSON objects one behind the other
	wrapped             // objects with an array inside
	rows                // CSV
)

// A notEvents is why a text holds no events that Daybook reads.
type notEvents struct{ why string }

func (e *notEvents) Error() string { return e.why }

func notEventsf(format string, args ...any) error {
	return &notEvents{fmt.Sprintf(format, args...)}
}

// How far the first look at a text goes to find a record that a source owns.
const (
	lookRecords = 1000
	lookBytes   = 1 << 30
)

// recognise finds the layout of a text. It may open it several times. Its
// error is a *notEvents, or else the text could not be read.
func recognise(open func() (io.Reader, error)) (layout, error) {
	w, err := openText(open)
	if err != nil {
		return layout{}, err
	}
	head := w.bytes()
	if err := foreign(head); err != nil {
		return layout{}, err
	}
	var skipped int
	first, ok := w.next(&skipped)
	switch {
	case w.fault() != nil:
		return layout{}, w.fault()
	case !ok:
		return layout{}, notEventsf("it is empty")
	case first == '[':
		return firstOf(open, values)
	case first == '{':
		if f, ok := firstObject(w); ok {
			return firstOf(open, f)
		}
		return firstOf(open, wrapped, lines, values)
	}
	return recogniseRows(w)
}

// openText opens a text behind its byte order mark.
func openText(open func() (io.Reader, error)) (*window, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	w := newWindow(r)
	for len(w.bytes()) < 512 && w.more() {
	}
	if w.fault() != nil {
		return nil, w.fault()
	}
	if bytes.HasPrefix(w.bytes(), []byte("\xEF\xBB\xBF")) {
		w.pass(3)
	}
	return w, nil
}

// firstObject tells lines from values where the object at the front of w is a
// record.
func firstObject(w *window) (form, bool) {
	f := listFrames{w: w, state: betweenDocuments, notes: new(notes)}
	fr, ok := f.next()
	if !ok || fr.fault != "" {
		return 0, false
	}
	v, err := parse(fr.data)
	if err != nil || anyOwner(v) == nil {
		return 0, false
	}
	if bytes.IndexByte(fr.data, '\n') >= 0 {
		return values, true
	}
	for i := len(fr.data); ; i++ {
		if i == len(w.bytes()) && !w.more() {
			return lines, true
		}
		if c := w.bytes()[i]; c == '\n' {
			return lines, true
		} else if !isBlank(c) {
			return values, true
		}
	}
}

// firstOf is the first of the forms in which a source owns a record.
func firstOf(open func() (io.Reader, error), forms ...form) (layout, error) {
	why := ""
	for _, form := range forms {
		w, err := openText(open)
		if err != nil {
			return layout{}, err
		}
		src, problem := look(w, form)
		if w.fault() != nil {
			return layout{}, w.fault()
		}
		if src != nil {
			return layout{form: form, source: src}, nil
		}
		if problem != "" && why == "" || form == lines && problem != "" {
			why = problem
		}
	}
	return layout{}, notEventsf("it is JSON, but no record in it is an event that Daybook knows: %s", why)
}

// look reads records until a source owns one. Without any, a list that is
// empty and whole is the feed's, unless its key is one that another source
// has for it.
func look(w *window, form form) (src source, problem string) {
	var n notes
	f := newFrames(w, form, &n, func(v *value) bool { return anyOwner(v) != nil })
	for i := 0; i < lookRecords && w.passed < lookBytes; i++ {
		fr, ok := f.next()
		if !ok {
			if l, isList := f.(*listFrames); isList && i == 0 && l.lists > 0 {
				return ownerOfKey(l.key), ""
			}
			break
		}
		why := fr.fault
		if why == "" {
			v, err := parse(fr.data)
			if err == nil {
				if s := anyOwner(v); s != nil {
					return s, ""
				}
				why = unknown(v)
			} else {
				why = err.Error() + f.doubt(err)
			}
		}
		if problem == "" {
			problem = f.place() + ": " + why
		}
	}
	if problem == "" {
		problem = "it holds no list of records"
	}
	return nil, problem
}

// ownerOfKey is whose list of records stands under the key.
func ownerOfKey(key string) source {
	switch key {
	case "Records", "Events":
		return cloudTrail{}
	case "items":
		return googleWorkspace{}
	}
	return feed{}
}

// unknown says what a record looks like that nobody owns.
func unknown(v *value) string {
	if v.kind != object {
		return fmt.Sprintf("%v where an object should be", v.kind)
	}
	if len(v.keys) == 0 {
		return "an object without any field"
	}
	var names []string
	for _, key := range v.keys[:min(len(v.keys), 6)] {
		names = append(names, clip(key, 40))
	}
	s := strings.Join(names, ", ")
	if len(v.keys) > 6 {
		s += ", …"
	}
	return "an object with the fields " + s
}

// newFrames cuts w by the form, which is one of JSON.
func newFrames(w *window, form form, n *notes, owns func(*value) bool) frames {
	if form == lines {
		return &lineFrames{w: w}
	}
	return &listFrames{w: w, wrapped: form == wrapped, notes: n, owns: owns}
}

// recogniseRows finds the separator of CSV by its header.
func recogniseRows(w *window) (layout, error) {
	passSep(w)
	var titles []string
	for _, sep := range []byte(",;\t") {
		f := rowFrames{w: w, sep: sep}
		n, err := f.front()
		if err != nil || n == 0 {
			continue
		}
		if len(f.cells) > maxColumns {
			return layout{}, notEventsf("it looks like CSV with %s columns", grouped(int64(len(f.cells))))
		}
		h := newHeader(f.cells)
		for _, s := range sources {
			if s.ownsHeader(h) {
				if err := h.fault(); err != nil {
					return layout{}, notEventsf("it looks like CSV, but %v", err)
				}
				return layout{form: rows, source: s, sep: sep, header: h}, nil
			}
		}
		if len(h.titles) > 1 && titles == nil {
			titles = h.titles
		}
	}
	if titles != nil {
		for i := range titles {
			titles[i] = clip(titles[i], 40)
		}
		return layout{}, notEventsf("it looks like CSV, but its header names no columns of events that Daybook knows: %q",
			clip(strings.Join(titles[:min(len(titles), 8)], ", "), 200))
	}
	return layout{}, notEventsf("it is neither JSON nor CSV with a header")
}

const maxColumns = 1000

// passSep passes a first line that tells spreadsheets the separator.
func passSep(w *window) bool {
	if !bytes.HasPrefix(w.bytes(), []byte("sep=")) {
		return false
	}
	n, _ := w.line()
	if n > len("sep=;\r\n") {
		return false
	}
	w.pass(n)
	return true
}
