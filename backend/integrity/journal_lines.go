package integrity

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"daybook/backend/failure"
)

// maxLine is more bytes than a line can have: the largest is that of a purge, with
// some twenty bytes for each stretch of removed events. It bounds how much is read
// at once from a file that is not a journal.
const maxLine = 256 << 20

var errLong = fmt.Errorf("it has more than %d bytes", maxLine)

// stoppable is a reader that ends with its context, since a file in the place of a
// journal may be of any length.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

// A walk is the result of reading all lines.
type walk struct {
	lines        int    // whole ones
	size         int64  // of them, in bytes
	tail         int64  // bytes behind them
	behind       string // SHA-256 of these
	head, before Head   // after the last line, and after the line before it
	problems     []string
}

type walked struct {
	offset int64
	kind   string
	hash   string
	line   Line // if the whole line is asked for; its N is 0 if it cannot be read
}

// walkLines reads lines and follows their chain.
func walkLines(r io.Reader, whole bool, visit func(walked)) (*walk, error) {
	w := &walk{}
	in := bufio.NewReaderSize(r, 256<<10)
	var long []byte
	hash, size := sha256.New(), int64(0) // of the line that is being read
	for {
		raw, err := in.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, failure.New("read", "journal", err)
		}
		ended := err == nil
		size += int64(len(raw))
		if ended {
			raw = raw[:len(raw)-1]
		}
		hash.Write(raw)
		// Of bytes that cannot be a line no more is kept than the buffer holds.
		if size <= maxLine && (len(long) > 0 || !ended && bytes.HasPrefix(raw, lineStart)) {
			long = append(long, raw...)
			raw = long
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		sum := hex.EncodeToString(hash.Sum(nil))
		if !ended {
			w.tail, w.behind = size, sum
			return w, nil
		}
		at := walked{offset: w.size, hash: sum}
		n, prev, kind, ok := fixedPart(raw)
		ok = ok && size <= maxLine
		if whole && ok {
			ok = json.Unmarshal(raw, &at.line) == nil && at.line.N == n && at.line.Kind == kind
			if !ok {
				at.line = Line{}
			}
		}
		want := w.head.Hash
		if w.lines == 0 {
			want = noLine
		}
		switch {
		case !ok:
			w.problem("line %d cannot be read", w.lines+1)
			n, kind = w.head.Lines+1, ""
		case prev != want && w.lines == 0:
			w.problem("line 1 is not a first line: lines before it were removed")
		case prev != want:
			w.problem("line %d does not follow from line %d: one of the two was changed, or lines between them removed", w.lines+1, w.lines)
		case n != w.head.Lines+1:
			w.problem("line %d says that it is line %d", w.lines+1, n)
		}
		at.kind = kind
		w.before = w.head
		w.head = Head{n, at.hash}
		w.lines++
		w.size += size
		visit(at)
		long, size = long[:0], 0
		hash.Reset()
	}
}

func (w *walk) problem(format string, args ...any) {
	w.problems = append(w.problems, "journal.jsonl: "+fmt.Sprintf(format, args...))
}

var lineStart = []byte(`{"n":`)

// fixedPart reads the beginning that every line has, at a fraction of the cost of
// parsing the whole line: {"n":1,"prev":"…","kind":"…".
func fixedPart(raw []byte) (n int64, prev, kind string, ok bool) {
	rest, ok := bytes.CutPrefix(raw, lineStart)
	if !ok {
		return 0, "", "", false
	}
	digits, rest, ok := bytes.Cut(rest, []byte(`,"prev":"`))
	if !ok || len(rest) < 2*hashSize {
		return 0, "", "", false
	}
	n, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil || n < 1 {
		return 0, "", "", false
	}
	prev = string(rest[:2*hashSize])
	if rest, ok = bytes.CutPrefix(rest[2*hashSize:], []byte(`","kind":"`)); !ok {
		return 0, "", "", false
	}
	name, _, ok := bytes.Cut(rest, []byte(`"`))
	return n, prev, string(name), ok
}
