package ingest

import (
	"bytes"
	"io"
	"strings"
)

// openText opens a text as UTF-8, behind what transport put in front of it:
// byte order marks, of which joined files have several, and the header fields of
// HTTP, as some programs save them with a page.
func openText(open func() (io.Reader, error)) (*window, error) {
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
	for len(w.bytes()) < 512 && w.more() {
	}
	if w.fault() != nil {
		return nil, w.fault()
	}
	for passMark(w) || passHTTP(w) {
	}
	return w, nil
}

const byteOrderMark = "\xEF\xBB\xBF"

// failed reports whether the status line at the front tells of an error, which
// unsays nothing of what the response before it said.
func failed(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	words := bytes.Fields(line)
	return len(words) > 1 && (words[1][0] == '4' || words[1][0] == '5')
}

// passMark passes a byte order mark, and reports whether there was one.
func passMark(w *window) bool {
	for len(w.bytes()) < len(byteOrderMark) && w.more() {
	}
	if !bytes.HasPrefix(w.bytes(), []byte(byteOrderMark)) {
		return false
	}
	w.pass(len(byteOrderMark))
	return true
}

// passHTTP passes a status line and the header fields behind it, and keeps in
// the window whether they say that a further page follows.
func passHTTP(w *window) bool {
	const longest, opening = 64 << 10, "HTTP/"
	for len(w.bytes()) < len(opening) && w.more() {
	}
	if !bytes.HasPrefix(w.bytes(), []byte(opening)) {
		return false
	}
	for len(w.bytes()) < longest && w.more() {
	}
	head := w.bytes()[:min(len(w.bytes()), longest)]
	at, follows := 0, w.follows && failed(head)
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
	w.pass(at)
	w.follows = follows // of several responses, the last one counts
	return true
}
