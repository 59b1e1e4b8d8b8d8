package proof

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

// ProofsHead is the first line of the file proofs.
const ProofsHead = "daybook proofs 1"

// proofs is the content of the file of that name, as far as it was read.
type proofs struct {
	size    int64
	root    event.Hash
	numbers []int64
	hashes  []event.Hash
	leads   event.Hash // the root that the hashes lead to
}

// readProofs reads the whole file and computes the root to which it leads. Where
// only the nodes are wrong, its statements about the events are returned with the
// error. Memory is 80 bytes an event; it stops when there are freeProofs more than
// the expected number of events.
func readProofs(ctx context.Context, from io.Reader, events int) (*proofs, error) {
	r := &lineReader{ctx: ctx, r: bufio.NewReaderSize(from, readChunk)}
	if line, err := r.next(); err != nil || line != ProofsHead {
		return nil, r.wrong(err)
	}
	line, err := r.next()
	if err != nil {
		return nil, r.wrong(err)
	}
	p := &proofs{numbers: make([]int64, 0, events), hashes: make([]event.Hash, 0, events)}
	var ok bool
	if _, p.size, p.root, ok = proofLine(line, "tree"); !ok {
		return nil, r.wrong(nil)
	}
	var end error // of the file
	for line, end = r.next(); end == nil; line, end = r.next() {
		_, number, hash, ok := proofLine(line, "event")
		if !ok {
			break
		}
		if n := len(p.numbers); number >= p.size || n > 0 && number <= p.numbers[n-1] {
			return nil, fmt.Errorf("line %d: event number %d is out of order, or not in the tree", r.n, number)
		}
		if len(p.numbers) == events+freeProofs {
			return nil, fmt.Errorf("line %d: it has proofs of more events than there are in %s", r.n, EventsName)
		}
		p.numbers, p.hashes = append(p.numbers, number), append(p.hashes, hash)
	}
	if len(p.numbers) == 0 { // then there is nothing to prove: the checkpoint names the root
		if p.leads = p.root; end != io.EOF {
			return p, r.wrong(nil)
		}
		return p, nil
	}
	p.leads, err = integrity.SubsetRoot(p.size, slices.Clone(p.numbers), slices.Clone(p.hashes), func() (integrity.Node, error) {
		if end != nil {
			return integrity.Node{}, r.wrong(end)
		}
		level, index, hash, ok := proofLine(line, "node")
		if !ok {
			return integrity.Node{}, r.wrong(nil)
		}
		line, end = r.next()
		return integrity.Node{Level: level, Index: index, Hash: hash}, nil
	})
	switch {
	case err != nil:
		return p, err
	case end != io.EOF:
		return p, r.wrong(nil)
	}
	return p, nil
}

// proofLine reads a line of that kind in its canonical form.
func proofLine(line, kind string) (level int, number int64, hash event.Hash, ok bool) {
	rest, ok := strings.CutPrefix(line, kind+" ")
	if kind == "node" && ok {
		var n int64
		if n, rest, ok = cutNumber(rest); n >= 64 {
			return 0, 0, hash, false
		}
		level = int(n)
	}
	if ok {
		number, rest, ok = cutNumber(rest)
	}
	ok = ok && decodeHash(&hash, rest)
	return level, number, hash, ok
}

// cutNumber takes a decimal number and a space from the front of s.
func cutNumber(s string) (n int64, rest string, ok bool) {
	number, rest, ok := strings.Cut(s, " ")
	u, err := strconv.ParseUint(number, 10, 62)
	return int64(u), rest, ok && err == nil && strconv.FormatUint(u, 10) == number
}

// A lineReader reads lines that end in LF and are short.
type lineReader struct {
	ctx context.Context
	r   *bufio.Reader
	n   int // of the line read last, from 1
}

// next returns the next line without its end. At the end of the file the error is
// io.EOF.
func (l *lineReader) next() (string, error) {
	if l.n%tellEvery == 0 {
		if err := l.ctx.Err(); err != nil {
			return "", err
		}
	}
	line, err := l.r.ReadSlice('\n')
	if err == io.EOF && len(line) == 0 {
		return "", io.EOF
	}
	l.n++
	if err == io.EOF {
		return "", errUnended
	}
	if err != nil {
		return "", err
	}
	return string(line[:len(line)-1]), nil
}

// errUnended reports that the last line of a file has no line end.
var errUnended = errors.New("the last line does not end")

// wrong says in which line a file is wrong.
func (l *lineReader) wrong(err error) error {
	switch {
	case err == nil || errors.Is(err, bufio.ErrBufferFull):
		return fmt.Errorf("line %d: it is not written as Daybook writes it", l.n)
	case err == io.EOF:
		return fmt.Errorf("it ends after line %d, before all is said", l.n)
	}
	return err
}
