package ingest

import (
	"bytes"
	"fmt"

	"daybook/backend/numbers"
	"daybook/backend/strictjson"
)

// A form is how the records of a text stand in it.
type form uint8

const (
	lines   form = iota // one JSON object a line
	values              // a JSON array, or JSON objects one behind the other
	wrapped             // objects with an array inside
	pages               // a JSON array of lists, or of objects with an array inside
	rows                // CSV
)

// A frame is one record as it stands in the file, or the reason why none does.
type frame struct {
	data  []byte // valid until the next frame
	fault string // why there is no record here
}

// Frames cuts a stream into records.
type frames interface {
	// next gives the next frame, or false at the end. Whether reading failed
	// there is the window's to say.
	next() (frame, bool)
	// place says where the last frame stands: "line 12", "index 3".
	place() string
	// doubt is told that the last frame is not valid JSON and finds where to
	// go on. It says in words, as an addition to err, what else is lost.
	doubt(err *strictjson.SyntaxError) string
	// document counts the documents of lists, from 1, in which the last frame stands;
	// it is 0 where there is no list around it.
	document() int
	// list is the key of the last list that was opened, "" where it has none, and
	// whether one was.
	list() (key string, opened bool)
}

// newFrames cuts w by the form, which is one of JSON.
func newFrames(w *window, form form, n *findings, known *surroundings) frames {
	if form == lines {
		return &lineFrames{w: w, findings: n}
	}
	return &listFrames{w: w, wrapped: form == wrapped || form == pages, paged: form == pages, findings: n, known: known}
}

// tooLong is the fault of a record of n bytes.
func tooLong(n int64) string {
	return fmt.Sprintf("the record is longer than 1 MiB (%s bytes)", numbers.Grouped(n))
}

// lineFrames takes each line for one record.
type lineFrames struct {
	w        *window
	findings *findings
	line     int
	size     int // of the line at the front, which the last frame shows
}

func (f *lineFrames) place() string { return fmt.Sprintf("line %d", f.line) }

func (f *lineFrames) document() int { return 0 }

func (f *lineFrames) list() (string, bool) { return "", false }

func (f *lineFrames) next() (frame, bool) {
	for {
		f.w.pass(f.size)
		n, long := f.w.line()
		f.size = n
		if n == 0 && long == 0 {
			return frame{}, false
		}
		f.line++
		if long == 0 {
			data := bytes.TrimPrefix(f.w.bytes()[:n], []byte(byteOrderMark)) // of a file that was joined to this one
			for len(data) > 0 && strictjson.IsBlank(data[0]) {
				data = data[1:]
			}
			for len(data) > 0 && strictjson.IsBlank(data[len(data)-1]) {
				data = data[:len(data)-1]
			}
			if len(data) == 0 {
				continue
			}
			if f.open() {
				f.findings.unended++
			}
			if len(data) <= maxRecord {
				return frame{data: data}, true
			}
			long = int64(len(data))
		}
		return frame{fault: tooLong(long)}, true
	}
}

func (f *lineFrames) doubt(err *strictjson.SyntaxError) string {
	if !err.Cut || !f.open() {
		return ""
	}
	f.findings.unended, f.findings.cut = f.findings.unended-1, f.findings.cut+1
	return fmt.Sprintf("; the file ends here, at byte %s, perhaps cut", numbers.Grouped(f.w.passed+int64(f.size)))
}

// open reports whether the line at the front has no line feed: it is the last.
func (f *lineFrames) open() bool { return !bytes.HasSuffix(f.w.bytes()[:f.size], []byte("\n")) }
