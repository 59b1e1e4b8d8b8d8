package framing

import (
	"bytes"
	"io"
	"strings"
)

// OpenText opens a text as UTF-8, after anything that transport put before it: byte
// order marks, of which joined files have several, and the header fields of HTTP,
// as some programs save them with a page.
func OpenText(open func() (io.Reader, error)) (*Window, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	head := make([]byte, 64)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	head = head[:n]
	text := wideTextOf(head)
	r = io.MultiReader(bytes.NewReader(head[text.mark:]), r)
	if text.width > 0 {
		r = newNarrowing(r, text)
	}
	w := newWindow(r)
	for len(w.Bytes()) < 512 && w.More() {
	}
	if w.Fault() != nil {
		return nil, w.Fault()
	}
	for passMark(w) || passHTTP(w) {
	}
	return w, nil
}

// ByteOrderMark is the byte order mark of UTF-8.
const ByteOrderMark = "\xEF\xBB\xBF"

// failed reports whether the status line at the front reports an error, which does
// not change the statements of the response before it.
func failed(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	words := bytes.Fields(line)
	return len(words) > 1 && (words[1][0] == '4' || words[1][0] == '5')
}

// passMark passes a byte order mark, and reports whether there was one.
func passMark(w *Window) bool {
	for len(w.Bytes()) < len(ByteOrderMark) && w.More() {
	}
	if !bytes.HasPrefix(w.Bytes(), []byte(ByteOrderMark)) {
		return false
	}
	w.Pass(len(ByteOrderMark))
	return true
}

// passHTTP passes a status line and the header fields after it, and records in the
// window whether they say that a further page follows.
func passHTTP(w *Window) bool {
	const longest, opening = 64 << 10, "HTTP/"
	for len(w.Bytes()) < len(opening) && w.More() {
	}
	if !bytes.HasPrefix(w.Bytes(), []byte(opening)) {
		return false
	}
	for len(w.Bytes()) < longest && w.More() {
	}
	head := w.Bytes()[:min(len(w.Bytes()), longest)]
	at, follows := 0, w.Follows && failed(head)
	for {
		i := bytes.IndexByte(head[at:], '\n')
		if i < 0 {
			return false
		}
		line := strings.TrimRight(string(head[at:at+i]), "\r")
		at += i + 1
		if line == "" {
			break
		}
		name, value, _ := strings.Cut(line, ":")
		if strings.EqualFold(name, "Link") {
			follows = follows || linksOn(value)
		}
	}
	w.Pass(at)
	w.Follows = follows // of several responses, the last counts
	return true
}
