package archive

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/parallel"
	"daybook/backend/segment"
)

// A lot holds the events of an import that are in memory at one time. A file
// of any length is imported lot by lot, so that memory does not grow with it.
type lot struct {
	chunks [][]byte
	free   [][]byte // chunks for reuse
	bytes  int64
	events []lotEvent
	random []byte // for salts
}

// lotEvent is the place of an event in a lot, with what is needed to decide about it.
type lotEvent struct {
	time       event.Time
	seq        uint64
	hash       uint32 // of its event_id
	chunk      uint32
	start, end uint32
	file       uint32 // index of the file in the import
	duplicate  bool
	conflict   bool
}

// These bounds end a lot; they are variables so that tests can fill several lots
// with few events.
var (
	lotBytes  int64 = 48 << 20
	lotEvents       = 300_000
)

// Chunks grow up to lotChunk, so that a small import takes little memory.
const (
	firstChunk = 64 << 10
	lotChunk   = 4 << 20
)

// newLot returns a lot for a file of that size, from which it estimates the number of
// events: few take less than 64 bytes. A lot can exceed its limit by one batch.
func newLot(fileSize int64) *lot {
	return &lot{events: make([]lotEvent, 0, min(fileSize/64, int64(lotEvents+batchEvents)))}
}

// reset empties l but keeps its memory for reuse.
func (l *lot) reset() {
	for _, c := range l.chunks {
		l.free = append(l.free, c[:0])
	}
	l.chunks, l.bytes, l.events = l.chunks[:0], 0, l.events[:0]
}

func (l *lot) full() bool { return l.bytes >= lotBytes || len(l.events) >= lotEvents }

func (l *lot) add(e *event.Event, file uint32) error {
	if err := e.Validate(); err != nil {
		return fmt.Errorf("event %q: %w", e.ID, err) // readers reject such a record before
	}
	last := len(l.chunks) - 1
	// An event has at most six fields of 1 MiB; a chunk grows if an event needs it.
	if last < 0 || len(l.chunks[last]) > cap(l.chunks[last])-8<<10 {
		if n := len(l.free); n > 0 {
			l.chunks, l.free = append(l.chunks, l.free[n-1]), l.free[:n-1]
		} else {
			l.chunks = append(l.chunks, make([]byte, 0, min(firstChunk<<min(len(l.chunks), 6), lotChunk)))
		}
		last++
	}
	start := len(l.chunks[last])
	l.chunks[last] = e.AppendStored(l.chunks[last], l.salt())
	end := len(l.chunks[last])
	l.bytes += int64(end - start)
	l.events = append(l.events, lotEvent{
		time: e.Time, hash: columns.HashID(e.ID),
		chunk: uint32(last), start: uint32(start), end: uint32(end), file: file,
	})
	return nil
}

// salt returns a new salt. The system is asked for many at a time.
func (l *lot) salt() event.Salt {
	const size = len(event.Salt{})
	if len(l.random) == 0 {
		l.random = make([]byte, 256*size)
		rand.Read(l.random) // never fails
	}
	salt := event.Salt(l.random)
	l.random = l.random[size:]
	return salt
}

// stored returns the stored bytes of an event. Its salt is new, even if the archive has
// the same event.
func (l *lot) stored(i int) []byte {
	e := &l.events[i]
	return l.chunks[e.chunk][e.start:e.end]
}

// content returns a hash of everything in an event but its salt.
func (l *lot) content(i int) event.Hash { return contentOf(l.stored(i)) }

func contentOf(stored []byte) event.Hash { return sha256.Sum256(stored[len(event.Salt{}):]) }

// as returns the stored bytes of an event under another salt if that makes it the event
// with that leaf, and nil otherwise.
func (l *lot) as(i int, salt event.Salt, leaf event.Hash) []byte {
	stored := slices.Clone(l.stored(i))
	copy(stored, salt[:])
	if got, err := event.StoredLeaf(stored); err != nil || got != leaf {
		return nil
	}
	return stored
}

// leaves returns the leaf hashes of the events that are not duplicates, in their order.
// It uses all processors.
func (l *lot) leaves() ([]event.Hash, error) {
	var fresh []int
	for i := range l.events {
		if !l.events[i].duplicate {
			fresh = append(fresh, i)
		}
	}
	const batch = 4096
	hashes := make([]event.Hash, len(fresh))
	errs := make([]error, (len(fresh)+batch-1)/batch)
	parallel.Each(len(errs), func(b int) {
		for k := b * batch; k < min((b+1)*batch, len(fresh)); k++ {
			var err error
			if hashes[k], err = event.StoredLeaf(l.stored(fresh[k])); err != nil {
				errs[b] = err
			}
		}
	})
	return hashes, errors.Join(errs...)
}

// A part is a range of a lot in base order.
type part struct {
	lot    *lot
	events []uint32
}

// parts divides the events that are not duplicates, in base order, into n
// parts of nearly equal size.
func (l *lot) parts(n int) []part {
	order := make([]uint32, 0, len(l.events))
	for i := range l.events {
		if !l.events[i].duplicate {
			order = append(order, uint32(i))
		}
	}
	slices.SortFunc(order, func(i, j uint32) int {
		a, b := &l.events[i], &l.events[j]
		switch {
		case a.time > b.time:
			return -1
		case a.time < b.time:
			return 1
		}
		return int(i) - int(j) // sequence numbers rise with the index
	})
	parts := make([]part, n)
	for i := range parts {
		parts[i] = part{l, order[i*len(order)/n : (i+1)*len(order)/n]}
	}
	return parts
}

// bytes returns an upper bound of the size of the part's rows in a store.
func (p part) bytes() (sum int64) {
	for _, i := range p.events {
		e := &p.lot.events[i]
		sum += int64(e.end-e.start) + binary.MaxVarintLen64
	}
	return sum
}

func (p part) rows() iter.Seq2[segment.Row, error] {
	return func(yield func(segment.Row, error) bool) {
		for _, i := range p.events {
			e := &p.lot.events[i]
			if !yield(segment.Row{Seq: e.seq, Conflict: e.conflict, Stored: p.lot.stored(int(i))}, nil) {
				return
			}
		}
	}
}

var batchEvents = 512 // a variable for tests
