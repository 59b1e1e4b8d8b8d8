package event

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// AppendStored appends the stored bytes of an event with its salt to dst.
func (e *Event) AppendStored(dst []byte, salt Salt) []byte {
	dst = append(dst, salt[:]...)
	dst = e.AppendPart(dst, What)
	dst = appendField(dst, e.Actor)
	dst = appendField(dst, e.Description)
	dst = binary.AppendUvarint(dst, uint64(len(e.Details)))
	return append(dst, e.Details...)
}

// ErrNotStored reports bytes that are not the stored bytes of an event.
var ErrNotStored = errors.New("not the bytes of an event")

// stored points into stored bytes.
type stored struct {
	id, category, action []byte
	time                 Time
	parts                [Parts][]byte // details are nil where there are none
}

func parseStored(b []byte) (s stored, err error) {
	if len(b) < len(Salt{}) {
		return s, fmt.Errorf("%w: cut short in the salt", ErrNotStored)
	}
	what := b[len(Salt{}):]
	rest, ok := what, false
	for _, field := range [...]*[]byte{&s.id, &s.category, &s.action} {
		if *field, rest, ok = cutField(rest); !ok {
			return s, fmt.Errorf("%w: cut short in a field", ErrNotStored)
		}
	}
	if len(rest) < 8 {
		return s, fmt.Errorf("%w: cut short in the time", ErrNotStored)
	}
	s.time = Time(binary.BigEndian.Uint64(rest))
	rest = rest[8:]
	s.parts[What-1] = what[:len(what)-len(rest)]
	for p := Member; p <= Details; p++ {
		if s.parts[p-1], rest, ok = cutField(rest); !ok {
			return s, fmt.Errorf("%w: cut short in a field", ErrNotStored)
		}
	}
	if len(rest) > 0 {
		return s, fmt.Errorf("%w: more follows", ErrNotStored)
	}
	if len(s.parts[Details-1]) == 0 {
		s.parts[Details-1] = nil
	}
	return s, nil
}

// DecodeStored reads the bytes that AppendStored wrote. The event shares no memory with
// them. Bytes that AppendStored cannot have written give an error that wraps
// ErrNotStored.
func DecodeStored(b []byte) (Event, Salt, error) {
	s, err := parseStored(b)
	if err != nil {
		return Event{}, Salt{}, err
	}
	text := string(b) // all fields share one allocation; a field begins where its capacity says
	field := func(f []byte) string {
		if len(f) == 0 {
			return ""
		}
		start := cap(b) - cap(f)
		return text[start : start+len(f)]
	}
	e := Event{
		ID: field(s.id), Actor: field(s.parts[Member-1]), Category: field(s.category), Action: field(s.action),
		Description: field(s.parts[Description-1]), Time: s.time,
	}
	if details := s.parts[Details-1]; details != nil {
		e.Details = append([]byte(nil), details...)
	}
	return e, Salt(b), nil
}

// StoredLeaf returns the leaf hash of an event by its stored bytes, with the error of
// DecodeStored.
func StoredLeaf(b []byte) (Hash, error) {
	s, err := parseStored(b)
	if err != nil {
		return Hash{}, err
	}
	c := commitments(Salt(b), &s.parts)
	return c.Leaf(), nil
}

// cutField takes one length-prefixed field from the front of b. A length in more bytes
// than it needs is refused, so that every event has one encoding.
func cutField(b []byte) (field, rest []byte, ok bool) {
	var n uint64
	for i := 0; i < len(b) && i < binary.MaxVarintLen32; i++ {
		c := b[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			if c == 0 && i > 0 || n > uint64(len(b)-i-1) {
				return nil, b, false
			}
			return b[i+1 : i+1+int(n)], b[i+1+int(n):], true
		}
	}
	return nil, b, false
}
