package framing

import (
	"fmt"
	"strconv"

	"daybook/backend/clip"
	"daybook/backend/numbers"
	"daybook/backend/strictjson"
)

// listFrames reads the elements of lists, whether a list is the whole text or the
// value of a key in an object that wraps it; and objects one after another. Several
// such documents may follow each other.
//
// An element that is not valid JSON costs only itself, wherever the start of the
// next element is certain: either a careful scan finds where the element ends (see
// careful), or, where each element starts a line of its own, the next such line
// with the same indentation holds a whole record of the file's source. Otherwise
// the rest of the file is one rejection.
type listFrames struct {
	w        *Window
	wrapped  bool // each object at the top wraps a list
	paged    bool // the lists are elements of an array
	known    *Surroundings
	findings *Findings
	lists    int    // how many lists were opened
	key      string // the key of the last list
	page     page   // the statements of the object around the list
	failed   string // its key that reports an error, or ""
	opened   int    // lists that were opened before it
	ranOut   bool   // the file ended in that object

	state     state
	documents int    // begun so far
	inArray   bool   // of paged
	inObject  bool   // the list stands in an object
	nested    int    // objects around the list inside the one at the top
	strange   int    // the first of them whose key says nothing, or 0
	within    string // that key
	index     int    // of the next element
	size      int    // bytes of the element at the front, which is the last frame
	found     bool   // the next element was found at the front by recovery
	start     int64
	fresh     bool   // the next byte is the first on its line but for indent
	indent    []byte // at most maxIndent
	lined     bool   // elements start lines, the last such one behind margin
	margin    []byte
	effort    int64 // bytes that recovery looked at more than once
}

const maxIndent = 256

type state uint8

const (
	betweenDocuments state = iota
	beforeKey              // in an object that wraps, at its first key or its end
	behindMember           // in it, behind a value
	beforeFirst            // in a list, at its first element or its end
	behindElement          // in it, behind an element
	over                   // nothing more can be read
)

func (f *listFrames) Place() string {
	if f.documents > 1 {
		return fmt.Sprintf("document %d, index %d", f.documents, f.index-1)
	}
	return fmt.Sprintf("index %d", f.index-1)
}

func (f *listFrames) Document() int { return f.documents }

func (f *listFrames) List() (string, bool) { return f.key, f.lists > 0 }

func (f *listFrames) Next() (Frame, bool) {
	f.w.Pass(f.size)
	f.size = 0
	if f.found {
		f.found = false
		f.fresh, f.indent = true, append(f.indent[:0], f.margin...)
		return f.record()
	}
	for f.state != over {
		c, ok := f.blank()
		if !ok {
			return f.end()
		}
		var fr Frame
		switch f.state {
		case betweenDocuments:
			fr, ok = f.top(c)
		case beforeKey, behindMember:
			fr, ok = f.member(c)
		case beforeFirst, behindElement:
			fr, ok = f.element(c)
		}
		if ok {
			return fr, true
		}
	}
	return Frame{}, false
}

// blank passes blanks, and returns the byte after them.
func (f *listFrames) blank() (byte, bool) {
	f.fresh = false
	f.indent = f.indent[:0]
	for {
		b := f.w.Bytes()
		for i, c := range b {
			switch {
			case c == '\n':
				f.fresh = true
				f.indent = f.indent[:0]
			case !strictjson.IsBlank(c):
				f.w.Pass(i)
				return c, true
			case len(f.indent) < maxIndent:
				f.indent = append(f.indent, c)
			}
		}
		f.w.Pass(len(b))
		if !f.w.More() {
			return 0, false
		}
	}
}

// end handles the end of the stream.
func (f *listFrames) end() (Frame, bool) {
	if f.w.Fault() != nil {
		f.state = over
		return Frame{}, false
	}
	if f.state == betweenDocuments && !f.inArray {
		if f.documents == 0 && f.index > 0 && !f.fresh { // objects that nothing encloses
			f.findings.Unended++
		}
		f.state = over
		return Frame{}, false
	}
	if f.state == beforeKey || f.state == behindMember { // what it said so far
		f.findings.turn(f.page)
	}
	f.state = over
	f.index++
	f.findings.Cut++
	return Frame{Fault: fmt.Sprintf("the file ends at byte %s and does not close its list: it was cut", numbers.Grouped(f.w.passed))}, true
}

// astray handles a byte at offset that cannot be there: a bracket may be missing or
// superfluous.
func (f *listFrames) astray(offset int64, why string) (Frame, bool) {
	f.index++
	f.start = offset
	if f.ranOut {
		f.state = over
		f.findings.turn(f.page)
		f.findings.Cut++
		return Frame{Fault: fmt.Sprintf("the file ends at byte %s, inside the object around the list: it was cut", numbers.Grouped(f.w.passed+int64(len(f.w.Bytes()))))}, true
	}
	return Frame{Fault: why + f.recover()}, true
}

// top handles a byte between documents.
func (f *listFrames) top(c byte) (Frame, bool) {
	switch {
	case c == ',' && f.documents == 0 && f.index > 0: // between objects that stand in no list
		f.w.Pass(1)
		f.findings.loose++
		return Frame{}, false
	case f.paged && c == '[' && !f.inArray, f.inArray && (c == ',' || c == ']'):
		f.w.Pass(1)
		f.inArray = c != ']'
		return Frame{}, false
	case c == '[':
		f.documents++
		f.inObject = false
		f.open()
		return Frame{}, false
	case c == '{' && f.wrapped && !f.isRecord():
		f.documents++
		f.inObject = true
		f.page, f.failed, f.opened = page{known: f.known}, "", f.lists
		f.w.Pass(1)
		f.state = beforeKey
		return Frame{}, false
	case c == '{':
		return f.record()
	case c == ByteOrderMark[0] && passMark(f.w):
		return Frame{}, false
	case c == 'H' && passHTTP(f.w):
		f.findings.Respond(f.w.Follows)
		return Frame{}, false
	}
	return f.astray(f.w.passed, quoteByte(c)+" follows where the file should end")
}

func (f *listFrames) open() {
	f.w.Pass(1)
	f.index = 0
	f.lists++
	f.state = beforeFirst
}

// member handles a byte in an object that wraps a list.
func (f *listFrames) member(c byte) (Frame, bool) {
	at := f.w.passed
	switch {
	case c == '}' && f.nested > 0:
		f.w.Pass(1)
		if f.nested--; f.nested < f.strange {
			f.strange = 0
		}
		f.state = behindMember
		return Frame{}, false
	case c == '}':
		f.w.Pass(1)
		f.state = betweenDocuments
		if f.failed != "" && f.lists == f.opened {
			return f.noPage()
		}
		f.findings.turn(f.page)
		return Frame{}, false
	case c == ',' && f.state == behindMember:
		f.w.Pass(1)
		f.state = beforeKey
		var ok bool
		if c, ok = f.blank(); !ok {
			return f.end()
		}
		if c == '}' {
			f.findings.closing++ // no field, but nothing is lost
			return Frame{}, false
		}
	}
	if c != '"' || f.state == behindMember {
		return f.astray(at, f.broken())
	}
	name, ok := f.skip()
	key := name.Text
	if ok {
		if c, ok = f.blank(); !ok {
			return f.end()
		}
		ok = c == ':'
	}
	if !ok {
		return f.astray(at, f.broken())
	}
	f.w.Pass(1)
	if c, ok = f.blank(); !ok {
		return f.end()
	}
	if f.nested == 0 && fails(key) {
		f.failed = key
	}
	switch {
	case c == '[' && (f.strange == 0 && f.known.wraps(key) || f.holdsRecords()):
		f.key = key
		f.open()
		return Frame{}, false
	case c == '{' && f.nested < maxNested && !f.known.tellsWhole(key):
		f.w.Pass(1)
		if f.nested++; f.strange == 0 && !wrapsAgain(key) {
			f.strange, f.within = f.nested, key
		}
		f.state = beforeKey
		return Frame{}, false
	}
	v, ok := f.skip()
	if !ok {
		return f.astray(at, fmt.Sprintf("no valid JSON behind the key %q around the list", clip.Text(key, 60)))
	}
	f.page.around(key, v)
	f.state = behindMember
	return Frame{}, false
}

// skip passes one value around a list and returns it; for a value that is longer
// than a record it returns null.
func (f *listFrames) skip() (*strictjson.Value, bool) {
	var s strictjson.Balance
	scanned, passed := 0, false
	for {
		n, p := s.Scan(f.w.Bytes()[scanned:])
		scanned += n
		if p == strictjson.Astray {
			return strictjson.Nothing, false
		}
		if p == strictjson.Finished {
			break
		}
		if scanned > MaxRecord { // what it says does not matter then
			f.w.Pass(scanned)
			scanned, passed = 0, true
		}
		if !f.w.More() {
			f.ranOut = true
			return strictjson.Nothing, false
		}
	}
	data := f.w.Bytes()[:scanned]
	f.w.Pass(scanned)
	if passed {
		return strictjson.Nothing, true
	}
	v, err := strictjson.Parse(data)
	if err != nil {
		return strictjson.Nothing, false
	}
	return v, true
}

// element handles a byte in a list.
func (f *listFrames) element(c byte) (Frame, bool) {
	if c == ']' {
		f.w.Pass(1)
		f.state = betweenDocuments
		if f.inObject {
			f.state = behindMember
		}
		return Frame{}, false
	}
	if f.state == behindElement {
		if c == '{' {
			f.findings.commas++ // the comma is missing, but no record
			return f.record()
		}
		if c != ',' {
			return f.astray(f.w.passed, quoteByte(c)+" where a comma or ] should be")
		}
		f.w.Pass(1)
		var ok bool
		if c, ok = f.blank(); !ok {
			return f.end()
		}
		if c == ']' {
			f.findings.closing++ // no record, but nothing is lost
			return Frame{}, false
		}
	}
	if c == ',' || c == ']' {
		f.index++
		f.state = behindElement
		return Frame{Fault: "there is no record at this comma"}, true
	}
	return f.record()
}

func quoteByte(c byte) string {
	if 0x20 <= c && c < 0x7f {
		return strconv.QuoteRune(rune(c))
	}
	return fmt.Sprintf("byte 0x%02X", c)
}

// record frames the value at the front.
func (f *listFrames) record() (Frame, bool) {
	f.index++
	f.page.records++
	f.start = f.w.passed
	if f.fresh {
		f.lined, f.margin = true, append(f.margin[:0], f.indent...)
	}
	if f.state == beforeFirst {
		f.state = behindElement
	}
	var s strictjson.Balance
	for scanned := 0; ; {
		n, p := s.Scan(f.w.Bytes()[scanned:])
		scanned += n
		if p == strictjson.Unfinished && scanned <= MaxRecord {
			if f.w.More() {
				continue
			}
			if f.w.Fault() != nil {
				f.state = over
				return Frame{}, false
			}
			if s.Bare { // a number at the end of the file: end reports the rest
				p = strictjson.Finished
			}
		}
		if p != strictjson.Finished || scanned > MaxRecord {
			return f.unframed(scanned)
		}
		f.size = scanned
		return Frame{Data: f.w.Bytes()[:scanned]}, true
	}
}
