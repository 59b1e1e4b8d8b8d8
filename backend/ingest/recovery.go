package ingest

import (
	"fmt"
	"unicode/utf8"
)

// unframed is for a value that is too long, cut, or broken, which shows in its
// first n bytes.
func (f *listFrames) unframed(n int) (frame, bool) {
	why := ""
	b := f.w.bytes()
	b = b[:min(len(b), n+1, maxRecord)]
	for range utf8.UTFMax - 1 { // not to take half a character for a fault
		if r, size := utf8.DecodeLastRune(b); r == utf8.RuneError && size == 1 {
			b = b[:len(b)-1]
		}
	}
	if _, err := parse(b); err != nil && !err.cut {
		why = err.Error()
	}
	length, p := f.measure()
	switch {
	case f.w.fault() != nil:
		f.state = over
		return frame{}, false
	case p == finished:
		return frame{fault: tooLong(length)}, true
	case p == unfinished:
		f.state = over
		f.w.drain()
		if why != "" {
			why = ", and before that it is " + why
		}
		return frame{fault: fmt.Sprintf("the file ends at byte %s, inside this record: it was cut%s", grouped(f.w.passed), why)}, true
	}
	if why == "" {
		why = fmt.Sprintf("no valid JSON near byte %s of the file", grouped(f.start+length))
	}
	return frame{fault: why + f.recover()}, true
}

// measure finds the end of the value at the front with care. A value longer
// than maxRecord is passed; all else stays at the front.
func (f *listFrames) measure() (length int64, p progress) {
	var s careful
	for scanned := 0; ; {
		n, p := s.scan(f.w.bytes()[scanned:])
		scanned += n
		length += int64(n)
		if length > maxRecord {
			f.w.pass(scanned)
			scanned = 0
		}
		if p != unfinished || !f.w.more() {
			return length, p
		}
	}
}

// doubt checks that the last frame ends where the value does.
func (f *listFrames) doubt(*syntaxError) string {
	data := f.w.bytes()[:f.size]
	certain := true // of a number or word: nothing in it could mislead
	if c := data[0]; c == '{' || c == '[' || c == '"' {
		var s careful
		n, p := s.scan(data)
		certain = p == finished && n == f.size
	}
	if certain && f.continues() {
		return ""
	}
	return f.recover()
}

// continues reports whether what stands behind the last frame is what stands
// behind an element. The end of the file is not: one bracket too many inside
// the element would have taken the end of the list for its own.
func (f *listFrames) continues() bool {
	const farthest = 64 << 10 // blanks
	for i := f.size; i < f.size+farthest; i++ {
		if i >= len(f.w.bytes()) && !f.w.more() {
			return f.state == betweenDocuments
		}
		if c := f.w.bytes()[i]; !isBlank(c) {
			if f.state == betweenDocuments {
				return c == '{' || c == '['
			}
			return c == ',' || c == ']'
		}
	}
	return false
}

// recover looks for the next element where the end of the one at the front
// cannot be told, and says what is lost.
func (f *listFrames) recover() string {
	f.size = 0
	want := byte('}')
	if f.document > 0 { // a stray bracket may have seemed to end the list
		f.state = behindElement
		want = ','
	}
	if !f.lined || len(f.margin) == maxIndent || !f.search(want, string(f.margin)) {
		f.state = over
		f.w.drain()
		return fmt.Sprintf("; nothing could be read from byte %s to the end at byte %s", grouped(f.start), grouped(f.w.passed))
	}
	f.found = true
	return fmt.Sprintf("; reading went on at byte %s", grouped(f.w.passed))
}

// search brings to the front the next whole record that starts a line behind
// indent, when the text before that line ends in want. The number of places
// that it tries in one file is bounded, since each may cost maxRecord bytes.
func (f *listFrames) search(want byte, indent string) bool {
	var last byte
	for f.tries < 1000 {
		b := f.w.bytes()
		n := len(b)
		for i, c := range b {
			if c == '\n' {
				n = i + 1
				break
			}
			if !isBlank(c) {
				last = c
			}
		}
		lineEnds := n > 0 && b[n-1] == '\n'
		f.w.pass(n)
		if !lineEnds {
			if !f.w.more() {
				return false
			}
			continue
		}
		if last != want {
			continue
		}
		for len(f.w.bytes()) <= len(indent) && f.w.more() {
		}
		if b = f.w.bytes(); len(b) <= len(indent) || string(b[:len(indent)]) != indent || b[len(indent)] != '{' {
			continue
		}
		f.w.pass(len(indent))
		f.tries++
		if f.whole() {
			return true
		}
	}
	return false
}

// whole reports whether a record of the source stands at the front.
func (f *listFrames) whole() bool {
	var s balance
	for scanned := 0; ; {
		n, p := s.scan(f.w.bytes()[scanned:])
		scanned += n
		if p == finished {
			v, err := parse(f.w.bytes()[:scanned])
			return err == nil && f.owns(v)
		}
		if p == astray || scanned > maxRecord || !f.w.more() {
			return false
		}
	}
}
