package framing

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"daybook/backend/numbers"
	"daybook/backend/strictjson"
)

// unframed handles a value whose first n bytes show that it is too long, cut, or
// broken.
func (f *listFrames) unframed(n int) (Frame, bool) {
	f.effort += int64(n)
	why := ""
	if err := f.fault(n); err != nil {
		why = err.Error()
	}
	end, length := f.seek(new(strictjson.Careful))
	switch {
	case f.w.Fault() != nil:
		f.state = over
		return Frame{}, false
	case end == atItsEnd:
		return Frame{Fault: tooLong(length)}, true
	case end == atTheEnd:
		f.state = over
		f.findings.Cut++
		if why != "" {
			why = ", and before that it is " + why
		}
		return Frame{Fault: fmt.Sprintf("the file ends at byte %s, inside this record: it was cut%s", numbers.Grouped(f.w.passed), why)}, true
	}
	if why == "" {
		why = "no valid JSON: it does not end"
	}
	return Frame{Fault: why + f.ended(end)}, true
}

// fault returns what is wrong with the first n bytes of the value at the front,
// except that they do not end it.
func (f *listFrames) fault(n int) *strictjson.SyntaxError {
	b := f.w.Bytes()
	b = b[:min(len(b), n+1, MaxRecord)]
	for range utf8.UTFMax - 1 { // so that half a character is not taken for a fault
		if r, size := utf8.DecodeLastRune(b); r == utf8.RuneError && size == 1 {
			b = b[:len(b)-1]
		}
	}
	if _, err := strictjson.Parse(b); err != nil && !err.Cut {
		return err
	}
	return nil
}

// Doubt checks that the last frame ends where the value does.
func (f *listFrames) Doubt(*strictjson.SyntaxError) string {
	data := f.w.Bytes()[:f.size]
	certain := true // a number or word has nothing that could mislead
	if c := data[0]; c == '{' || c == '[' || c == '"' {
		var s strictjson.Careful
		n, p := s.Scan(data)
		certain = p == strictjson.Finished && n == f.size
	}
	if certain && f.continues() {
		return ""
	}
	return f.recover()
}

// continues reports whether the bytes after the last frame can follow an element.
// The end of the file cannot: one bracket too many inside the element would have
// taken the end of the list for its own.
func (f *listFrames) continues() bool {
	const farthest = 64 << 10 // blanks
	for i := f.size; i < f.size+farthest; i++ {
		if i >= len(f.w.Bytes()) && !f.w.More() {
			return f.state == betweenDocuments
		}
		if c := f.w.Bytes()[i]; !strictjson.IsBlank(c) {
			if f.state == betweenDocuments {
				return c == '{' || c == '['
			}
			return c == ',' || c == ']'
		}
	}
	return false
}

// recover looks for the next element where the end of the present element cannot be
// determined, and says what is lost.
func (f *listFrames) recover() string {
	f.size = 0
	end, _ := f.seek(nil)
	return f.ended(end)
}

// ended says in words where a search left the file.
func (f *listFrames) ended(end ending) string {
	if end != atARecord {
		f.state = over
		return fmt.Sprintf("; nothing could be read from byte %s to the end at byte %s", numbers.Grouped(f.start), numbers.Grouped(f.w.passed))
	}
	f.found = true
	return fmt.Sprintf("; reading went on at byte %s", numbers.Grouped(f.w.passed))
}

// An ending is a place where a search can leave the file.
type ending uint8

const (
	atARecord ending = iota // the next record is at the front
	atItsEnd                // behind the value
	atTheEnd                // at the end of the file, inside a value that was sound so far
	astrayEnd               // at the end of the file
)

// seek passes the value at the front until s, which may be nil, finds its end, or
// until a line after a comma starts, after the margin, with a whole record of the
// source. It returns the number of bytes that it passed.
func (f *listFrames) seek(s *strictjson.Careful) (end ending, length int64) {
	want := byte('}')
	if f.documents > 0 { // a stray bracket may have seemed to end the list
		f.state = behindElement
		want = ','
	}
	var last byte
	for {
		b := f.w.Bytes()
		n := len(b)
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			n = i + 1
		}
		if s != nil {
			m, p := s.Scan(b[:n])
			if p == strictjson.Finished {
				f.w.Pass(m)
				return atItsEnd, length + int64(m)
			}
			if p == strictjson.Astray {
				s = nil
			}
		}
		if text := bytes.TrimRight(b[:n], " \t\r\n"); len(text) > 0 {
			last = text[len(text)-1]
		}
		lineEnds := n > 0 && b[n-1] == '\n'
		f.w.Pass(n)
		length += int64(n)
		if lineEnds {
			if last == want && f.startsRecord() {
				return atARecord, length
			}
		} else if !f.w.More() {
			if s != nil {
				return atTheEnd, length
			}
			return astrayEnd, length
		}
	}
}

// startsRecord reports whether the line at the front starts, after the margin, with
// a whole record of the source, to which it then advances. All these checks
// together may cost only a small multiple of the file.
func (f *listFrames) startsRecord() bool {
	const (
		first = 64 << 20
		times = 4
	)
	if !f.lined || len(f.margin) == maxIndent || f.effort > first+times*f.w.passed {
		return false
	}
	for len(f.w.Bytes()) <= len(f.margin) && f.w.More() {
	}
	b := f.w.Bytes()
	if len(b) <= len(f.margin) || !bytes.HasPrefix(b, f.margin) || b[len(f.margin)] != '{' || !f.whole(len(f.margin)) {
		return false
	}
	f.w.Pass(len(f.margin))
	return true
}

// whole reports whether a record of the source is skip bytes after the front.
func (f *listFrames) whole(skip int) bool {
	var s strictjson.Balance
	for scanned := 0; ; {
		n, p := s.Scan(f.w.Bytes()[skip+scanned:])
		scanned += n
		f.effort += int64(n)
		if p == strictjson.Finished {
			v, err := strictjson.Parse(f.w.Bytes()[skip : skip+scanned])
			return err == nil && f.known.ofFile(v)
		}
		if p == strictjson.Astray || scanned > MaxRecord || !f.w.More() {
			return false
		}
	}
}
