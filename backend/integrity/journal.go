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
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
)

// A Line is one line of a journal: what was done, by whom and when.
type Line struct {
	N    int64  `json:"n"`    // from 1
	Prev string `json:"prev"` // SHA-256 of the line before, without its line end
	Kind string `json:"kind"` // in lower-case words
	Entry
	Data json.RawMessage `json:"data"`
}

// An Entry is what every line says.
type Entry struct {
	Time    time.Time `json:"time"`  // in UTC
	Local   string    `json:"local"` // the same with the computer's offset and zone
	User    string    `json:"user"`  // of the operating system
	Program string    `json:"program"`
}

// NewEntry is an entry for now in the zone of now.
func NewEntry(now time.Time, user, program string) Entry {
	return Entry{now.UTC().Truncate(time.Millisecond), now.Format("2006-01-02T15:04:05-07:00 MST"), user, program}
}

// A Head stands for a whole journal: how many lines it has and the SHA-256 of
// the last one, which has that of the one before in it, and so on.
type Head struct {
	Lines int64  `json:"lines"`
	Hash  string `json:"sha256"`
}

// noLine stands in the place of the hash of a line before the first.
var noLine = event.Hash{}.String()

// A Journal is the record of an archive, open. It is safe for concurrent use.
type Journal struct {
	dir, origin string
	readOnly    bool

	mu     sync.Mutex
	file   *os.File
	places []place
	size   int64 // of what is in lines
	head   Head
	lags   bool   // the head on disk is that of the line before
	torn   bool   // a line could not be written, nor what there is of it be cut off
	tail   int64  // bytes of no line, found when the journal was opened
	behind string // SHA-256 of these
}

// A place is where a line lies in the file.
type place struct {
	offset int64
	kind   string
}

func (j *Journal) linesPath() string { return filepath.Join(j.dir, "journal.jsonl") }
func (j *Journal) headPath() string  { return filepath.Join(j.dir, "journal.head") }

// nextHeadPath is of the head that is signed for a line before the line is written,
// and that takes the place of the head once it is. So a line that the head does not
// count yet is known for one that whoever has the key meant to write.
func (j *Journal) nextHeadPath() string { return j.headPath() + ".new" }

// headOrigin is the first line of what is signed in a head. It tells a head
// from a checkpoint, which otherwise reads the same.
func headOrigin(origin string) string { return origin + "/journal" }

// OpenJournal opens the journal in dir, or an empty one if it has none, and
// says what is wrong with it: a chain that is broken, a head that is not signed
// by one of the keys, lines that the head counts and that are not there. What is
// left of a line whose writing was interrupted is cut off, where the head shows
// that the line was never finished; one that was finished before its head was in
// place, and that the next head is signed for, is taken. keysOf is called when the lines can be read
// and tells the keys. It reads the whole file once.
func OpenJournal(ctx context.Context, dir, origin string, keysOf func(*Journal) (Verifiers, error)) (j *Journal, problems []string, err error) {
	return (&Journal{dir: dir, origin: origin}).open(ctx, keysOf)
}

// ReadJournal is OpenJournal of a journal that is only read: nothing is cut off or put
// in its place, and Append is an error.
func ReadJournal(ctx context.Context, dir, origin string, keysOf func(*Journal) (Verifiers, error)) (j *Journal, problems []string, err error) {
	return (&Journal{dir: dir, origin: origin, readOnly: true}).open(ctx, keysOf)
}

func (j *Journal) open(ctx context.Context, keysOf func(*Journal) (Verifiers, error)) (_ *Journal, problems []string, err error) {
	open := durable.OpenToWrite
	if j.readOnly {
		open = durable.Open
	}
	if j.file, err = open(j.linesPath()); err != nil {
		return nil, nil, failure.New("open", "journal", err)
	}
	file := j.file
	defer func() {
		if err != nil {
			file.Close()
		}
	}()
	w, err := walkLines(&stoppable{ctx, j.file}, false, func(at walked) {
		j.places = append(j.places, place{at.offset, at.kind})
	})
	if err != nil {
		return nil, nil, err
	}
	j.size, j.head = w.size, w.head
	problems = w.problems
	keys, err := keysOf(j)
	if err != nil {
		return nil, nil, err
	}
	var head Head
	if w.lines > 0 || w.tail > 0 || exists(j.headPath()) {
		var problem string
		if head, problem, err = readHead(j.headPath(), j.origin, keys); err != nil {
			return nil, nil, err
		}
		if problem != "" {
			problems = append(problems, problem)
		}
	}
	switch {
	case len(problems) > 0: // the head is of no help, or the lines are not
	case head == w.head && w.tail > 0:
		// Every line that was ever reported as written is there.
		if !j.readOnly {
			if err := j.untear(); err != nil {
				return nil, nil, failure.New("cut journal", "", err)
			}
		}
		w.tail = 0
	case head == w.head:
	case head == w.before && w.tail == 0 && j.meant(w.head, keys):
		// The program ended between the line and its head.
		j.lags = j.readOnly || durable.Rename(j.nextHeadPath(), j.headPath()) != nil
	default:
		problems = append(problems, headDiffers(head, w))
	}
	if j.tail, j.behind = w.tail, w.behind; j.tail > 0 {
		problems = append(problems, fmt.Sprintf("journal.jsonl: there are %d bytes behind the last line", j.tail))
	}
	return j, problems, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func headDiffers(head Head, w *walk) string {
	switch {
	case w.head.Lines < head.Lines:
		return fmt.Sprintf("journal.jsonl: it ends at line %d, and its head says %d: lines were cut off", w.head.Lines, head.Lines)
	case w.head.Lines > head.Lines:
		return fmt.Sprintf("journal.head: it says %d lines, and there are %d: it was replaced by an older one, or lines were added without the key", head.Lines, w.head.Lines)
	}
	return fmt.Sprintf("journal.jsonl: its last line, %d, is not the one that its head was made for", w.head.Lines)
}

// meant reports whether the next head is signed, and for a journal that ends so.
func (j *Journal) meant(end Head, keys Verifiers) bool {
	next, problem, err := readHead(j.nextHeadPath(), j.origin, keys)
	return err == nil && problem == "" && next == end
}

// maxHead is more bytes than a signed head can have.
const maxHead = 64 << 10

// readHead reads a head, or says what is wrong with it. The error is that it cannot be
// read at present.
func readHead(path, origin string, keys Verifiers) (_ Head, problem string, _ error) {
	data, err := durable.Read(path, maxHead)
	if errors.Is(err, os.ErrNotExist) {
		return Head{}, "journal.head: it is missing", nil
	}
	if durable.Passing(err) {
		return Head{}, "", failure.New("open", "journal", err)
	}
	if err != nil {
		return Head{}, fmt.Sprintf("journal.head: %v", err), nil
	}
	c, _, err := OpenCheckpoint(string(data), headOrigin(origin), keys)
	if err != nil {
		return Head{}, fmt.Sprintf("journal.head: %v", err), nil
	}
	return Head{c.Size, c.Root.String()}, "", nil
}

// Close closes the file.
func (j *Journal) Close() error { return j.file.Close() }

// Head is the head of the journal as it stands.
func (j *Journal) Head() Head {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.head
}

// Len is the number of lines. Where nothing is damaged, line i has N i+1.
func (j *Journal) Len() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return len(j.places)
}

// Kind is the kind of line i, from 0; "" if the line cannot be read.
func (j *Journal) Kind(i int) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.places[i].kind
}

// Raw is line i as it stands in the file, without its line end.
func (j *Journal) Raw(i int) ([]byte, error) {
	j.mu.Lock()
	from, to := j.places[i].offset, j.size
	if i+1 < len(j.places) {
		to = j.places[i+1].offset
	}
	j.mu.Unlock()
	if to-from > maxLine {
		return nil, failure.Newf("read", "journal", "line %d: %w", i+1, errLong)
	}
	line := make([]byte, to-from-1)
	if _, err := j.file.ReadAt(line, from); err != nil {
		return nil, failure.New("read", "journal", err)
	}
	return line, nil
}

// Line is line i.
func (j *Journal) Line(i int) (Line, error) {
	raw, err := j.Raw(i)
	if err != nil {
		return Line{}, err
	}
	var l Line
	if err := json.Unmarshal(raw, &l); err != nil {
		return Line{}, failure.Newf("read", "journal", "line %d: %w", i+1, err)
	}
	return l, nil
}

// Last is the last line of a kind, from 0; -1 where there is none.
func (j *Journal) Last(kind string) int {
	j.mu.Lock()
	defer j.mu.Unlock()
	for i, p := range slices.Backward(j.places) {
		if p.kind == kind {
			return i
		}
	}
	return -1
}

// Hash is the SHA-256 of line i.
func (j *Journal) Hash(i int) (string, error) {
	raw, err := j.Raw(i)
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), err
}

// Append adds a line. When it returns without an error, the line and a head that
// has it are durable; after an error the line is not part of the journal. It
// costs two files' syncs and two of the folder, however long the journal is.
func (j *Journal) Append(kind string, e Entry, data any, by *Signer) (Line, error) {
	encoded, err := encode(data)
	if err != nil {
		return Line{}, failure.New("write", "journal", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.readOnly {
		return Line{}, errors.New("write journal: it is only read")
	}
	if err := j.tidy(by); err != nil {
		return Line{}, failure.New("write", "journal", err)
	}
	l := Line{N: j.head.Lines + 1, Prev: j.head.Hash, Kind: kind, Entry: e, Data: encoded}
	if len(j.places) == 0 {
		l.Prev = noLine
	}
	raw, err := encode(l)
	if err != nil {
		return Line{}, failure.New("write", "journal", err)
	}
	if err := readable(raw, &l); err != nil {
		return Line{}, failure.New("write", "journal", err)
	}
	if err := j.announce(headAfter(raw, l.N), by); err != nil {
		return Line{}, failure.New("write", "journal", err)
	}
	j.torn = true
	if err = j.write(raw); err == nil {
		err = durable.Rename(j.nextHeadPath(), j.headPath())
	}
	if err != nil {
		j.untear() // if it cannot be now, it is before the next line
		os.Remove(j.nextHeadPath())
		return Line{}, failure.New("write", "journal", err)
	}
	j.extend(raw, l.N, kind)
	j.torn = false
	// Where the folder cannot be synced, a power cut may undo that the head is in its
	// place; the next head is then there still, and signing once more will do.
	j.lags = durable.SyncFolder(j.dir) != nil
	return l, nil
}

// readable is an error where a line would not be read back as what it is.
func readable(raw []byte, l *Line) error {
	if len(raw) >= maxLine {
		return errLong
	}
	var back Line
	n, prev, kind, ok := fixedPart(raw)
	if err := json.Unmarshal(raw, &back); err != nil {
		return err
	}
	if !ok || n != l.N || prev != l.Prev || kind != l.Kind || back.N != n || back.Kind != kind || !bytes.Equal(back.Data, l.Data) {
		return errors.New("it could not be read back")
	}
	return nil
}

// announce signs for the line that comes next, before it is written.
func (j *Journal) announce(next Head, by *Signer) error {
	signed, err := j.sign(next, by)
	if err == nil {
		err = durable.Write(j.nextHeadPath(), 0o600, func(w io.Writer) error {
			_, err := io.WriteString(w, signed)
			return err
		})
	}
	if err == nil {
		err = durable.SyncFolder(j.dir)
	}
	return err
}

// tidy makes the file end with its last line and the head be that of this line.
func (j *Journal) tidy(by *Signer) error {
	if j.torn {
		if err := j.untear(); err != nil {
			return err
		}
	}
	if j.tail > 0 {
		// What was found there, and reported, stays: as a line that cannot be read.
		if err := j.writeAt([]byte("\n"), j.size+j.tail); err != nil {
			return err
		}
		j.places = append(j.places, place{j.size, ""})
		j.size += j.tail + 1
		j.head = Head{j.head.Lines + 1, j.behind}
		j.tail = 0
	}
	if j.lags {
		signed, err := j.sign(j.head, by)
		if err == nil {
			_, err = durable.Replace(j.headPath(), []byte(signed))
		}
		if err != nil {
			return err
		}
		j.lags = false
	}
	return nil
}

// write writes a line behind the last one.
func (j *Journal) write(raw []byte) error {
	return j.writeAt(append(raw[:len(raw):len(raw)], '\n'), j.size)
}

func (j *Journal) writeAt(raw []byte, at int64) error {
	if _, err := j.file.WriteAt(raw, at); err != nil {
		return err
	}
	return j.file.Sync()
}

// extend counts a line that was written.
func (j *Journal) extend(raw []byte, n int64, kind string) {
	j.places = append(j.places, place{j.size, kind})
	j.size += int64(len(raw)) + 1
	j.head = headAfter(raw, n)
}

// headAfter is the head of a journal that ends with that line.
func headAfter(raw []byte, n int64) Head {
	sum := sha256.Sum256(raw)
	return Head{n, hex.EncodeToString(sum[:])}
}

// untear cuts off what is left of a line that was not written whole.
func (j *Journal) untear() error {
	err := j.file.Truncate(j.size)
	j.torn = err != nil
	return err
}

// sign makes a head what stands in a file.
func (j *Journal) sign(h Head, by *Signer) (string, error) {
	hash, err := hex.DecodeString(h.Hash)
	if err != nil {
		return "", err
	}
	return Checkpoint{Origin: headOrigin(j.origin), Size: h.Lines, Root: event.Hash(hash)}.Sign(by)
}

// encode is v as JSON, with < and & as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// Check reads the journal again from the disk and says what is wrong with it,
// as OpenJournal does. visit is called with each line that can be read, in
// order, and with its hash.
func (j *Journal) Check(ctx context.Context, keys Verifiers, visit func(l Line, hash string)) (problems []string, err error) {
	j.mu.Lock()
	head, problem, err := readHead(j.headPath(), j.origin, keys)
	held, lags := j.size+j.tail, j.lags
	j.mu.Unlock()
	if err != nil {
		return nil, err
	}
	f, err := durable.Open(j.linesPath()) // which may no longer be the file that was opened
	if durable.Passing(err) {
		return nil, failure.New("check journal", "", err)
	}
	if err != nil {
		return []string{fmt.Sprintf("journal.jsonl: %v", err)}, nil
	}
	defer f.Close()
	w, err := walkLines(&stoppable{ctx, io.LimitReader(f, held)}, true, func(at walked) {
		if at.line.N > 0 && ctx.Err() == nil {
			visit(at.line, at.hash)
		}
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	} else if err != nil {
		return nil, err
	}
	if problems = w.problems; problem != "" && (held > 0 || exists(j.headPath())) {
		problems = append(problems, problem)
	}
	if len(problems) == 0 && head != w.head && !(lags && head == w.before) {
		problems = append(problems, headDiffers(head, w))
	}
	if w.tail > 0 {
		problems = append(problems, fmt.Sprintf("journal.jsonl: there are %d bytes behind the last line", w.tail))
	}
	return problems, nil
}

// maxLine is more bytes than a line can have: the largest is of a purge, with some
// twenty bytes for each stretch of events that went. It bounds what is read at once
// of a file that is no journal.
const maxLine = 256 << 20

var errLong = fmt.Errorf("it has more than %d bytes", maxLine)

// stoppable is a reader that ends with its context: what is in the place of a
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

// A walk is what reading all lines found.
type walk struct {
	lines        int    // whole ones
	size         int64  // of them, in bytes
	tail         int64  // bytes behind them
	behind       string // SHA-256 of these
	head, before Head   // after the last line, and after the one before it
	problems     []string
}

type walked struct {
	offset int64
	kind   string
	hash   string
	line   Line // if all of it is asked for; its N is 0 if it cannot be read
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
		// Of what cannot be a line no more is kept than is in the buffer.
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

// fixedPart reads what every line begins with, at a small part of the cost of
// reading the JSON of all of it: {"n":1,"prev":"…","kind":"…".
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
