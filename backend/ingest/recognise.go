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
	ours   bool   // Daybook wrote it
	sep    byte   // of CSV
	header header // of CSV
	// dressed is the column of CSV whose cells are whole records; -1 where each
	// column is a field.
	dressed int
}

type form uint8

const (
	lines   form = iota // one JSON object a line
	values              // a JSON array, or JSON objects one behind the other
	wrapped             // objects with an array inside
	pages               // a JSON array of lists, or of objects with an array inside
	rows                // CSV
)

// A notEvents is why a text holds no events that Daybook reads.
type notEvents struct {
	why    string
	beside bool // it comes with files of events, as nothing to complain about
}

func (e *notEvents) Error() string { return e.why }

func notEventsf(format string, args ...any) error {
	return &notEvents{why: fmt.Sprintf(format, args...)}
}

// How far the first look at a text goes to find a record that a source owns: so
// many bytes of records, some 100,000 of them, and of all that is read.
const (
	lookParsed = 32 << 20
	lookBytes  = 1 << 30
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
	ours := ours(head)
	l, err := recogniseText(open, w)
	l.ours = ours
	return l, err
}

// recogniseText is recognise for a text that is open in w.
func recogniseText(open func() (io.Reader, error), w *window) (layout, error) {
	var skipped int
	first, ok := w.next(&skipped)
	switch {
	case w.fault() != nil:
		return layout{}, w.fault()
	case !ok:
		return layout{}, notEventsf("it is empty")
	case first == '[':
		return firstOf(open, values, pages)
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
	var most sight
	for _, form := range forms {
		var limit io.LimitedReader
		w, err := openText(func() (io.Reader, error) {
			r, err := open()
			limit = io.LimitedReader{R: r, N: lookBytes}
			return &limit, err
		})
		if err != nil {
			return layout{}, err
		}
		seen := look(w, form)
		if w.fault() != nil {
			return layout{}, w.fault()
		}
		if seen.source != nil {
			return layout{form: form, source: seen.source}, nil
		}
		seen.cut = seen.cut || limit.N == 0
		if most.problem == "" || !most.whole && (seen.whole || form == lines) {
			most = seen
		}
	}
	return layout{}, most.refusal()
}

// A sight is what a look at a text found.
type sight struct {
	source  source // of the first record that has one
	records int    // that were looked at
	whole   bool   // some of them is JSON
	cut     bool   // the look ended before the text
	problem string // with the first of them: "line 1: …"
	like    *lookalike
}

func (s sight) refusal() error {
	kind, which := "it starts like JSON", "none of its "+grouped(int64(s.records))+" records is"
	if s.whole {
		kind = "it is JSON"
	}
	switch {
	case s.like != nil:
		return s.like.refusal(s.problem)
	case s.cut:
		which = "none of its first " + grouped(int64(s.records)) + " records is"
	case s.records == 0:
		return notEventsf("%s, but %s", kind, s.problem)
	case s.records == 1:
		which = "its one record is not"
	}
	return notEventsf("%s, but %s an event that Daybook knows: %s", kind, which, s.problem)
}

// look reads records until a source owns one. Without any, a list that is
// empty and whole is the feed's, unless its key is one that another source
// has for it.
func look(w *window, form form) (seen sight) {
	var n notes
	f := newFrames(w, form, &n, func(v *value) bool { return anyOwner(v) != nil })
	for parsed := 0; ; {
		if parsed > lookParsed {
			seen.cut = true
			break
		}
		fr, ok := f.next()
		if !ok {
			if l, isList := f.(*listFrames); isList && seen.records == 0 && l.lists > 0 {
				seen.source = ownerOfKey(l.key)
			}
			break
		}
		seen.records++
		why := fr.fault
		if why == "" {
			parsed += len(fr.data)
			v, err := parse(fr.data)
			if err == nil {
				seen.whole = true
				if seen.source = anyOwner(v); seen.source != nil {
					return seen
				}
				why = unknown(v)
				if seen.like == nil {
					seen.like = looksLike(v.keys)
				}
			} else {
				why = err.Error() + f.doubt(err)
			}
		}
		if seen.problem == "" {
			seen.problem = f.place() + ": " + why
		}
	}
	if seen.problem == "" {
		seen.problem = "it holds no list of records"
	}
	return seen
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
	return &listFrames{w: w, wrapped: form == wrapped || form == pages, paged: form == pages, notes: n, owns: owns}
}

// recogniseRows finds the separator of CSV by its header.
func recogniseRows(w *window) (layout, error) {
	passSep(w)
	var titles []string
	var lacking []string // columns, where most of the feed's are there
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
		top := f.peek(n, len(h.names))
		if s, dressed := sourceOf(h, top); s != nil {
			if err := h.fault(); err != nil {
				return layout{}, notEventsf("it looks like CSV, but %v", err)
			}
			return layout{form: rows, source: s, sep: sep, header: h, dressed: dressed}, nil
		}
		if known, missing := feedFields(h); known >= len(fieldNames)/2 {
			lacking = missing
		}
		if len(h.titles) > 1 && titles == nil {
			titles = h.titles
		}
	}
	if lacking != nil {
		return layout{}, notEventsf("it looks like CSV of events, but its header has no column %s", strings.Join(lacking, ", and no column "))
	}
	if titles != nil {
		like := looksLike(titles)
		for i := range titles {
			titles[i] = clip(titles[i], 40)
		}
		if like != nil {
			return layout{}, like.refusal("its columns are " + clip(strings.Join(titles[:min(len(titles), 8)], ", "), 200))
		}
		return layout{}, notEventsf("it looks like CSV, but its header names no columns of events that Daybook knows: %q",
			clip(strings.Join(titles[:min(len(titles), 8)], ", "), 200))
	}
	return layout{}, notEventsf("it is neither JSON nor CSV with a header")
}

const maxColumns = 1000

// peek gives the first rows behind the n bytes of the header, as far as they
// are of its width and stand in what is read already. It passes nothing.
func (f *rowFrames) peek(n, width int) [][][]byte {
	const most = 50
	var rows [][][]byte
	for len(f.w.bytes()) < 64<<10 && f.w.more() {
	}
	look := rowFrames{w: f.w, sep: f.sep}
	for rest := f.w.bytes()[n:]; len(rows) < most && len(rest) > 0; rest = rest[n:] {
		var err error
		if n, err = look.row(rest, true); err != nil || n == 0 {
			break
		}
		if len(look.cells) == width && !(width == 1 && len(look.cells[0]) == 0) {
			cells := make([][]byte, width)
			for i, cell := range look.cells {
				cells[i] = bytes.Clone(cell)
			}
			rows = append(rows, cells)
		}
	}
	return rows
}

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
