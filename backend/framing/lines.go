package framing

import (
	"bytes"
	"fmt"

	"daybook/backend/numbers"
	"daybook/backend/strictjson"
)

// lineFrames takes each line for one record.
type lineFrames struct {
	w        *Window
	findings *Findings
	line     int
	size     int // bytes of the line at the front, which is the last frame
}

func (f *lineFrames) Place() string { return fmt.Sprintf("line %d", f.line) }

func (f *lineFrames) Document() int { return 0 }

func (f *lineFrames) List() (string, bool) { return "", false }

func (f *lineFrames) Next() (Frame, bool) {
	for {
		f.w.Pass(f.size)
		n, long := f.w.Line()
		f.size = n
		if n == 0 && long == 0 {
			return Frame{}, false
		}
		f.line++
		if long == 0 {
			data := bytes.TrimPrefix(f.w.Bytes()[:n], []byte(ByteOrderMark)) // the mark of a file that was joined to this one
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
				f.findings.Unended++
			}
			if len(data) <= MaxRecord {
				return Frame{Data: data}, true
			}
			long = int64(len(data))
		}
		return Frame{Fault: tooLong(long)}, true
	}
}

func (f *lineFrames) Doubt(err *strictjson.SyntaxError) string {
	if !err.Cut || !f.open() {
		return ""
	}
	f.findings.Unended, f.findings.Cut = f.findings.Unended-1, f.findings.Cut+1
	return fmt.Sprintf("; the file ends here, at byte %s, perhaps cut", numbers.Grouped(f.w.passed+int64(f.size)))
}

// open reports whether the line at the front has no line feed: it is the last.
func (f *lineFrames) open() bool { return !bytes.HasSuffix(f.w.Bytes()[:f.size], []byte("\n")) }
