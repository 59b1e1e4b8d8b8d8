package columns

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strings"

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

// A Segment is the columns file of one segment, opened. Sections are unpacked
// when they are asked for, so that joining many segments holds one at a time.
type Segment struct {
	rows   int
	packed [sections][]byte
}

// OpenSegment reads the frame of a columns file. It keeps data. Bytes that
// Build did not write give an error that wraps ErrDamaged, here or when a
// section is read.
func OpenSegment(data []byte) (*Segment, error) {
	rest, ok := bytes.CutPrefix(data, []byte(columnsMagic))
	if !ok {
		return nil, damaged("not a columns file of this version")
	}
	v := varints{rest: rest}
	rows := v.next()
	if rows > math.MaxUint32 {
		return nil, damaged("number of rows")
	}
	s := &Segment{rows: int(rows)}
	for i := range s.packed {
		s.packed[i] = v.bytes()
	}
	if err := v.done("frame"); err != nil {
		return nil, err
	}
	return s, nil
}

// Rows is the number of events.
func (s *Segment) Rows() int { return s.rows }

func (s *Segment) section(i int) (*varints, error) {
	raw, err := unpack(s.packed[i])
	if err != nil {
		return nil, err
	}
	return &varints{rest: raw}, nil
}

// Times returns the rows' times, newest first.
func (s *Segment) Times() ([]event.Time, error) {
	v, err := s.section(secTimes)
	if err != nil || s.rows == 0 {
		return nil, err
	}
	unit := int64(v.next())
	at := unzigzag(v.next())
	times := make([]event.Time, s.rows)
	for i := range times {
		at -= int64(v.next())
		times[i] = event.Time(at * unit)
	}
	return times, v.done("times")
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
	v, err := s.section(secSeqs)
	if err != nil {
		return nil, err
	}
	seqs := make([]uint32, s.rows)
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

func appendSeqs(dst []byte, seqs []uint32) []byte {
	at := int64(0)
	for _, s := range seqs {
		dst = binary.AppendUvarint(dst, zigzag(int64(s)-at))
		at = int64(s)
	}
	return dst
}

// codes unpacks a section of one code a row, each below limit.
func (s *Segment) codes(section, limit int, what string) ([]uint32, error) {
	v, err := s.section(section)
	if err != nil {
		return nil, err
	}
	codes := make([]uint32, s.rows)
	for i := range codes {
		c := v.next()
		if c >= uint64(limit) {
			return nil, damaged(what)
		}
		codes[i] = uint32(c)
	}
	return codes, v.done(what)
}

func appendCodes(dst []byte, codes []uint32) []byte {
	for _, c := range codes {
		dst = binary.AppendUvarint(dst, uint64(c))
	}
	return dst
}

// texts unpacks a section of length-prefixed texts.
func (s *Segment) texts(section int, what string) ([]string, error) {
	v, err := s.section(section)
	if err != nil {
		return nil, err
	}
	var texts []string
	for len(v.rest) > 0 {
		texts = append(texts, string(v.bytes()))
	}
	return texts, v.done(what)
}

// Members returns the members in sort order and each row's code among them.
func (s *Segment) Members() (dict []string, codes []uint32, err error) {
	if dict, err = s.texts(secMembers, "members"); err != nil {
		return nil, nil, err
	}
	codes, err = s.codes(secMemberCodes, len(dict), "member codes")
	return dict, codes, err
}

// Actions returns the actions in sort order of their keys and each row's code
// among them.
func (s *Segment) Actions() (dict []Action, codes []uint32, err error) {
	flat, err := s.texts(secActions, "actions")
	if err != nil {
		return nil, nil, err
	}
	if len(flat)%2 != 0 {
		return nil, nil, damaged("actions")
	}
	for i := 0; i < len(flat); i += 2 {
		dict = append(dict, Action{flat[i], flat[i+1]})
	}
	codes, err = s.codes(secActionCodes, len(dict), "action codes")
	return dict, codes, err
}

// Ranks returns each row's description rank in the segment, below limit.
func (s *Segment) Ranks(limit int) ([]uint32, error) {
	return s.codes(secRanks, limit, "description ranks")
}

// Conflicts returns the rows that are marked as conflicts, rising.
func (s *Segment) Conflicts() ([]uint32, error) {
	v, err := s.section(secConflicts)
	if err != nil {
		return nil, err
	}
	var rows []uint32
	at := uint64(0)
	for len(v.rest) > 0 {
		at += v.next()
		if at >= uint64(s.rows) {
			return nil, damaged("conflicts")
		}
		rows = append(rows, uint32(at))
	}
	return rows, v.done("conflicts")
}

func appendConflicts(dst []byte, rows []uint32) []byte {
	at := uint32(0)
	for _, r := range rows {
		dst = binary.AppendUvarint(dst, uint64(r-at))
		at = r
	}
	return dst
}

// checkRow is the error for a row that is not in base order after the one
// before it: a fault of the caller, found before it is sealed.
func checkRow(lastTime, t event.Time, lastSeq, seq uint32) error {
	if t > lastTime || t == lastTime && seq <= lastSeq {
		return fmt.Errorf("columns: event %d is out of base order", seq)
	}
	return nil
}
