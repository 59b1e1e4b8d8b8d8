package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"daybook/backend/clip"
	"daybook/backend/framing"
	"daybook/backend/numbers"
	"daybook/backend/source"
	"daybook/backend/strictjson"
)

// How far the first look at a text goes to find a record that a source owns: in
// bytes of records, some 100,000 of them, and in bytes of the whole text.
const (
	lookParsed = 32 << 20
	lookBytes  = 1 << 30
)

// recognise finds the layout of a text. It may open it several times. Its
// error is a *notEvents unless the text could not be read.
func recognise(open func() (io.Reader, error)) (layout, error) {
	w, err := framing.OpenText(open)
	if err != nil {
		return layout{}, err
	}
	head := w.Bytes()
	if err := foreign(head); err != nil {
		return layout{}, err
	}
	ours := ours(head)
	l, err := recogniseText(open, w)
	l.ours = ours
	l.Torn = l.Torn && !ours // Daybook quotes by RFC 4180
	return l, err
}

// recogniseText is recognise for a text that is already open in w.
func recogniseText(open func() (io.Reader, error), w *framing.Window) (layout, error) {
	var skipped int
	first, ok := w.Next(&skipped)
	switch {
	case w.Fault() != nil:
		return layout{}, w.Fault()
	case !ok:
		return layout{}, notEventsf("it is empty")
	case first == '[':
		l, err := firstOf(open, framing.Values, framing.Pages)
		return orRows(l, err, open)
	case first == '{':
		if f, ok := firstObject(w); ok {
			return firstOf(open, f)
		}
		return firstOf(open, framing.Wrapped, framing.Lines, framing.Values)
	}
	return recogniseRows(open)
}

// orRows tries a text that starts like JSON, but holds no JSON that Daybook knows,
// as CSV below a title such as "[Activity export]".
func orRows(l layout, err error, open func() (io.Reader, error)) (layout, error) {
	var not *notEvents
	if !errors.As(err, &not) {
		return l, err
	}
	if table, no := recogniseRows(open); no == nil {
		return table, nil
	}
	return l, err
}

// firstObject decides between lines and values where the object at the front of w
// is a record.
func firstObject(w *framing.Window) (framing.Form, bool) {
	f := framing.New(w, framing.Values, new(framing.Findings), anySource)
	fr, ok := f.Next()
	if !ok || fr.Fault != "" {
		return 0, false
	}
	v, err := strictjson.Parse(fr.Data)
	if err != nil || anyOwner(v) == nil {
		return 0, false
	}
	if bytes.IndexByte(fr.Data, '\n') >= 0 {
		return framing.Values, true
	}
	for i := len(fr.Data); ; i++ {
		if i == len(w.Bytes()) && !w.More() {
			return framing.Lines, true
		}
		if c := w.Bytes()[i]; c == '\n' {
			return framing.Lines, true
		} else if !strictjson.IsBlank(c) {
			return framing.Values, true
		}
	}
}

// firstOf returns the first of the forms in which a source owns a record.
func firstOf(open func() (io.Reader, error), forms ...framing.Form) (layout, error) {
	var most sight
	for _, form := range forms {
		var limit io.LimitedReader
		w, err := framing.OpenText(func() (io.Reader, error) {
			r, err := open()
			limit = io.LimitedReader{R: r, N: lookBytes}
			return &limit, err
		})
		if err != nil {
			return layout{}, err
		}
		seen := look(w, form)
		if w.Fault() != nil {
			return layout{}, w.Fault()
		}
		if seen.source != nil {
			return layout{form: form, source: seen.source}, nil
		}
		seen.cut = seen.cut || limit.N == 0
		if most.problem == "" || !most.whole && (seen.whole || form == framing.Lines) {
			most = seen
		}
	}
	return layout{}, most.refusal()
}

// A sight is the result of a look at a text.
type sight struct {
	source  *source.Source // of the first record that has one
	records int            // that were looked at
	whole   bool           // at least one of them is JSON
	cut     bool           // the look ended before the text
	problem string         // with the first record: "line 1: …"
	like    *source.Lookalike
}

func (s sight) refusal() error {
	kind, which := "it starts like JSON", "none of its "+numbers.Grouped(int64(s.records))+" records is"
	if s.whole {
		kind = "it is JSON"
	}
	switch {
	case s.like != nil:
		return refusalOf(s.like, s.problem)
	case s.cut:
		which = "none of its first " + numbers.Grouped(int64(s.records)) + " records is"
	case s.records == 0:
		return notEventsf("%s, but %s", kind, s.problem)
	case s.records == 1:
		which = "its one record is not"
	}
	return notEventsf("%s, but %s an event that Daybook knows: %s", kind, which, s.problem)
}

// look reads records until a source owns one. If there are no records, a complete
// empty list is the feed's, unless its key belongs to another source.
func look(w *framing.Window, form framing.Form) (seen sight) {
	f := framing.New(w, form, new(framing.Findings), anySource)
	for parsed := 0; ; {
		if parsed > lookParsed {
			seen.cut = true
			break
		}
		fr, ok := f.Next()
		if !ok {
			if key, isList := f.List(); isList && seen.records == 0 {
				seen.source = ownerOfKey(key)
			}
			break
		}
		seen.records++
		why := fr.Fault
		if why == "" {
			parsed += len(fr.Data)
			v, err := strictjson.Parse(fr.Data)
			if err == nil {
				seen.whole = true
				if seen.source = anyOwner(v); seen.source != nil {
					return seen
				}
				why = unknown(v)
				if seen.like == nil {
					seen.like = looksLike(v.Keys)
				}
			} else {
				why = err.Error() + f.Doubt(err)
			}
		}
		if seen.problem == "" {
			seen.problem = f.Place() + ": " + why
		}
	}
	if seen.problem == "" {
		seen.problem = "it holds no list of records"
	}
	return seen
}

// ownerOfKey returns the source whose list of records is under the key, which is
// the feed unless the key belongs to another source.
func ownerOfKey(key string) *source.Source {
	for _, s := range sources {
		if slices.Contains(s.Lists, key) {
			return s
		}
	}
	return sources[0]
}

// unknown says what a record looks like that no source owns.
func unknown(v *strictjson.Value) string {
	if v.Kind != strictjson.Object {
		return fmt.Sprintf("%v where an object should be", v.Kind)
	}
	if len(v.Keys) == 0 {
		return "an object without any field"
	}
	var names []string
	for _, key := range v.Keys[:min(len(v.Keys), 6)] {
		names = append(names, clip.Text(key, 40))
	}
	s := strings.Join(names, ", ")
	if len(v.Keys) > 6 {
		s += ", …"
	}
	return "an object with the fields " + s
}
