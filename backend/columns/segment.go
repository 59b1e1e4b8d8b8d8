package columns

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"daybook/backend/event"
)

const columnsMagic = "daybook columns 1\n"

// The sections of a columns file, in their order.
const (
	secTimes = iota
	secSeqs
	secMemberCodes
	secMembers
	secActionCodes
	secActions
	secRanks
	secConflicts
	sections
)

// An Action is a category and a bare action; its text is the action key.
type Action struct{ Category, Action string }

func (a Action) clone() Action { return Action{strings.Clone(a.Category), strings.Clone(a.Action)} }

// Key is the action key.
func (a Action) Key() string { return a.Category + "." + a.Action }

// A Segment is the columns file of one segment, opened. Its sections are
// unpacked when the first table of it is made, and kept: all tables that have
// the segment share them. It is safe for concurrent use.
type Segment struct {
	n      int // rows
	memory Memory

	mu     sync.Mutex
	packed [sections][]byte // until they are unpacked
	rows   *rows
}

// OpenSegment reads the frame of a columns file. It keeps data. Bytes that Build
// did not write give an error that wraps ErrDamaged, here or when a section is
// read. The unpacked sections are in memory, which must stay valid as long as any
// table has the segment.
func OpenSegment(data []byte, memory Memory) (*Segment, error) {
	rest, ok := bytes.CutPrefix(data, []byte(columnsMagic))
	if !ok {
		return nil, damaged("not a columns file of this version")
	}
	v := varints{rest: rest}
	n := v.next()
	if n > math.MaxUint32 {
		return nil, damaged("number of rows")
	}
	s := &Segment{n: int(n), memory: memory}
	for i := range s.packed {
		s.packed[i] = v.bytes()
	}
	if err := v.done("frame"); err != nil {
		return nil, err
	}
	return s, nil
}

// Rows is the number of events.
func (s *Segment) Rows() int { return s.n }

// An unpacking is the state of reading the sections of a segment. Its buffers are
// used again for the next section.
type unpacking struct {
	*Segment
	raw         []byte
	codes, rows []uint32
	units       []uint64
}

var unpackings = sync.Pool{New: func() any { return new(unpacking) }}

// sized returns buf with n elements, whose values are arbitrary.
func sized[T any](buf *[]T, n int) []T {
	if cap(*buf) < n {
		*buf = make([]T, n)
	}
	return (*buf)[:n]
}

// section returns a section, which is valid until the next call.
func (u *unpacking) section(i int) (v *varints, err error) {
	if u.raw, err = unpack(u.packed[i], u.raw[:0]); err != nil {
		return nil, err
	}
	return &varints{rest: u.raw}, nil
}

// rows are the sections of a segment, unpacked.
type rows struct {
	times times
	seqs  ints // less low
	low   uint64
	high  uint64 // the highest, less low

	members   []string
	actions   []Action
	member    column
	action    column
	text      column // the ranks of descriptions
	conflicts []uint32
}

func (r *rows) seq(row int) uint64 { return r.low + r.seqs.at(row) }

// unpack reads all sections; texts is how many descriptions the segment has.
func (s *Segment) unpack(texts int) (*rows, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rows != nil {
		if s.rows.text.values != texts {
			return nil, damaged("ranks are of other segments")
		}
		return s.rows, nil
	}
	u := unpackings.Get().(*unpacking)
	defer unpackings.Put(u)
	u.Segment = s
	defer func() { u.Segment = nil }()
	r := new(rows)
	for _, read := range []func(*rows) error{u.readTimes, u.readSeqs, u.readMembers, u.readActions, u.readConflicts} {
		if err := read(r); err != nil {
			return nil, err
		}
	}
	if err := u.readColumn(&r.text, secRanks, texts, "description ranks"); err != nil {
		return nil, err
	}
	s.rows, s.packed = r, [sections][]byte{}
	return r, nil
}

func (u *unpacking) readColumn(c *column, section, values int, what string) error {
	v, err := u.section(section)
	if err == nil {
		*c, err = u.column(v, values, what)
	}
	return err
}

func (u *unpacking) readMembers(r *rows) (err error) {
	if r.members, err = u.texts(secMembers, "members"); err != nil {
		return err
	}
	return u.readColumn(&r.member, secMemberCodes, len(r.members), "member codes")
}

func (u *unpacking) readActions(r *rows) error {
	flat, err := u.texts(secActions, "actions")
	if err != nil {
		return err
	}
	if len(flat)%2 != 0 {
		return damaged("actions")
	}
	for i := 0; i < len(flat); i += 2 {
		r.actions = append(r.actions, Action{flat[i], flat[i+1]})
	}
	return u.readColumn(&r.action, secActionCodes, len(r.actions), "action codes")
}

// times are the times of the rows, newest first.
type times struct {
	newest event.Time
	unit   uint64 // in ns
	since  ints   // how many units a row is older than the newest
}

func (t *times) at(row int) event.Time { return t.newest - event.Time(t.since.at(row)*t.unit) }

// before returns the first of the rows from from on whose time is before at.
func (t *times) before(at event.Time, from int) int {
	if at > t.newest || t.unit == 0 {
		return from
	}
	units := (uint64(t.newest) - uint64(at)) / t.unit
	low, high := from, t.since.len()
	for low < high {
		mid := int(uint(low+high) >> 1)
		if t.since.at(mid) > units {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

func (u *unpacking) readTimes(r *rows) error {
	v, err := u.section(secTimes)
	if err != nil || u.n == 0 {
		return err
	}
	unit, newest := v.next(), unzigzag(v.next())
	if unit == 0 || unit > 1e9 || newest > math.MaxInt64/int64(unit) || newest < math.MinInt64/int64(unit) {
		return damaged("times")
	}
	r.times.unit = unit
	r.times.newest = event.Time(newest * int64(unit))
	most := (uint64(r.times.newest) - 1<<63) / unit // units down to the earliest possible time
	if !v.enough(u.n) {
		return damaged("times")
	}
	since := sized(&u.units, u.n)
	at := uint64(0)
	for i := range since {
		d := v.next()
		if d > most-at {
			return damaged("times")
		}
		at += d
		since[i] = at
	}
	if err := v.done("times"); err != nil {
		return err
	}
	r.times.since = pack(u.memory, since, at)
	return nil
}

func appendTimes(dst []byte, times []event.Time) []byte {
	if len(times) == 0 {
		return dst
	}
	unit := int64(1)
	for next := int64(10); next <= 1e9 && allDivide(times, next); next *= 10 {
		unit = next
	}
	dst = binary.AppendUvarint(dst, uint64(unit))
	at := int64(times[0]) / unit
	dst = binary.AppendUvarint(dst, zigzag(at))
	for _, t := range times {
		dst = binary.AppendUvarint(dst, uint64(at-int64(t)/unit))
		at = int64(t) / unit
	}
	return dst
}

func allDivide(times []event.Time, unit int64) bool {
	for _, t := range times {
		if int64(t)%unit != 0 {
			return false
		}
	}
	return true
}

// Seqs returns the rows' sequence numbers.
func (s *Segment) Seqs() ([]uint32, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rows == nil {
		return (&unpacking{Segment: s}).unpackSeqs()
	}
	seqs := make([]uint32, s.n)
	for i := range seqs {
		seqs[i] = uint32(s.rows.seq(i))
	}
	return seqs, nil
}

func (u *unpacking) unpackSeqs() ([]uint32, error) {
	v, err := u.section(secSeqs)
	if err != nil {
		return nil, err
	}
	if !v.enough(u.n) {
		return nil, damaged("sequence numbers")
	}
	seqs := sized(&u.codes, u.n)
	at := int64(0)
	for i := range seqs {
		at += unzigzag(v.next())
		if at < 0 || at > math.MaxUint32 {
			return nil, damaged("sequence numbers")
		}
		seqs[i] = uint32(at)
	}
	return seqs, v.done("sequence numbers")
}

func (u *unpacking) readSeqs(r *rows) error {
	seqs, err := u.unpackSeqs()
	if err != nil || len(seqs) == 0 {
		return err
	}
	r.low = uint64(slices.Min(seqs))
	r.high = uint64(slices.Max(seqs)) - r.low
	for i := range seqs {
		seqs[i] -= uint32(r.low)
	}
	r.seqs = pack(u.memory, seqs, r.high)
	return nil
}

func appendSeqs(dst []byte, seqs []uint32) []byte {
	at := int64(0)
	for _, s := range seqs {
		dst = binary.AppendUvarint(dst, zigzag(int64(s)-at))
		at = int64(s)
	}
	return dst
}

func appendCodes(dst []byte, codes []uint32) []byte {
	for _, c := range codes {
		dst = binary.AppendUvarint(dst, uint64(c))
	}
	return dst
}

// texts unpacks a section of length-prefixed texts.
func (u *unpacking) texts(section int, what string) ([]string, error) {
	v, err := u.section(section)
	if err != nil {
		return nil, err
	}
	var texts []string
	for len(v.rest) > 0 {
		texts = append(texts, string(v.bytes()))
	}
	return texts, v.done(what)
}

// Conflicts returns the rows that are marked as conflicts, rising; not to be
// changed.
func (s *Segment) Conflicts() ([]uint32, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rows != nil {
		return s.rows.conflicts, nil
	}
	r := new(rows)
	err := (&unpacking{Segment: s}).readConflicts(r)
	return r.conflicts, err
}

func (u *unpacking) readConflicts(r *rows) error {
	v, err := u.section(secConflicts)
	if err != nil {
		return err
	}
	at := uint64(0)
	for len(v.rest) > 0 {
		at += v.next()
		if at >= uint64(u.n) {
			return damaged("conflicts")
		}
		r.conflicts = append(r.conflicts, uint32(at))
	}
	return v.done("conflicts")
}

func appendConflicts(dst []byte, rows []uint32) []byte {
	at := uint32(0)
	for _, r := range rows {
		dst = binary.AppendUvarint(dst, uint64(r-at))
		at = r
	}
	return dst
}

// checkRow returns an error for a row that is not in base order after the row
// before: a mistake of the caller, found before it is sealed.
func checkRow(lastTime, t event.Time, lastSeq, seq uint32) error {
	if t > lastTime || t == lastTime && seq <= lastSeq {
		return fmt.Errorf("event %d is out of base order", seq)
	}
	return nil
}
