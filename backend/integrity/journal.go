package integrity

import (
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
	"sync"
	"time"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
)

// A Line is one line of a journal: an action, who did it, and when.
type Line struct {
	N    int64  `json:"n"`    // from 1
	Prev string `json:"prev"` // SHA-256 of the line before, without its line end
	Kind string `json:"kind"` // in lower-case words
	Entry
	Data json.RawMessage `json:"data"`
}

// An Entry holds the fields that every line has.
type Entry struct {
	Time    time.Time `json:"time"`  // in UTC
	Local   string    `json:"local"` // the same with the computer's offset and zone
	User    string    `json:"user"`  // of the operating system
	Program string    `json:"program"`
}

// NewEntry returns an entry for the moment and the zone of now.
func NewEntry(now time.Time, user, program string) Entry {
	return Entry{now.UTC().Truncate(time.Millisecond), now.Format("2006-01-02T15:04:05-07:00 MST"), user, program}
}

// A Head stands for a whole journal: how many lines it has and the SHA-256 of the last line,
// which contains the hash of the line before, and so on.
type Head struct {
	Lines int64  `json:"lines"`
	Hash  string `json:"sha256"`
}

// noLine stands in the first line for the hash of the line before.
var noLine = event.Hash{}.String()

// A Journal is the record of an archive, open. It is safe for concurrent use.
type Journal struct {
	dir, origin string
	readOnly    bool

	mu     sync.Mutex
	file   *os.File
	places []place
	size   int64 // of the whole lines, in bytes
	head   Head
	lags   bool   // the head on disk is still that of the line before
	torn   bool   // a line could not be written completely, and its part could not be cut off
	tail   int64  // bytes that are part of no line, found when the journal was opened
	behind string // SHA-256 of these
}

// A place is where a line lies in the file.
type place struct {
	offset int64
	kind   string
}

func (j *Journal) linesPath() string { return filepath.Join(j.dir, "journal.jsonl") }
func (j *Journal) headPath() string  { return filepath.Join(j.dir, "journal.head") }

// nextHeadPath is the path of the head that is signed for a line before the line is
// written, and that replaces the head afterwards. So a line that the head does not
// count yet is known to have been written by a holder of the key.
func (j *Journal) nextHeadPath() string { return j.headPath() + ".new" }

// headOrigin is the first line of the signed text of a head. It distinguishes a head from a
// checkpoint, which otherwise has the same form.
func headOrigin(origin string) string { return origin + "/journal" }

// OpenJournal opens the journal in dir, or an empty journal if there is none, and says what is wrong
// with it: a chain that is broken, a head that is not signed by one of the keys, lines that the head
// counts but that are missing. The rest of a line whose writing was interrupted is cut off where the
// head shows that the line was never finished; a line that was finished before its head was in
// place, and for which the next head is signed, is accepted. keysOf is called when the lines can be
// read and returns the keys. It reads the whole file once.
func OpenJournal(ctx context.Context, dir, origin string, keysOf func(*Journal) (Verifiers, error)) (j *Journal, problems []string, err error) {
	return (&Journal{dir: dir, origin: origin}).open(ctx, keysOf)
}

// ReadJournal is OpenJournal for reading alone: nothing is cut off or replaced, and Append is
// an error.
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
	case len(problems) > 0: // the head or the lines cannot be used
	case head == w.head && w.tail > 0:
		// Every line that was ever reported as written is present.
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

// meant reports whether the next head is signed, and is the head of a journal that ends with
// end.
func (j *Journal) meant(end Head, keys Verifiers) bool {
	next, problem, err := readHead(j.nextHeadPath(), j.origin, keys)
	return err == nil && problem == "" && next == end
}

// maxHead is more bytes than a signed head can have.
const maxHead = 64 << 10

// readHead reads a head, or says what is wrong with it. The error reports a head that cannot
// be read at present.
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

// Head returns the present head of the journal.
func (j *Journal) Head() Head {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.head
}

// Len returns the number of lines. Where nothing is damaged, line i has N i+1.
func (j *Journal) Len() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return len(j.places)
}

// Kind returns the kind of line i, from 0; "" if the line cannot be read.
func (j *Journal) Kind(i int) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.places[i].kind
}

// Raw returns line i as it is in the file, without its line end.
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

// Line returns line i.
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

// Last returns the index of the last line of a kind, from 0, or -1 where there is none.
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

// Hash returns the SHA-256 of line i.
func (j *Journal) Hash(i int) (string, error) {
	raw, err := j.Raw(i)
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), err
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
