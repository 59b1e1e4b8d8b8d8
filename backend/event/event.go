// Package event defines the event, the only thing that Daybook keeps, and the bytes
// that stand for it in hashes.
//
// # Canonical bytes
//
// The identity of an event is the SHA-256 of its canonical bytes, which cover
// the six fields that every export has:
//
//	"daybook event 1\n"                     16 bytes, the domain
//	event_id, actor, category, action,      each: length as an unsigned varint
//	description                             (encoding/binary), then the bytes
//	timestamp                               8 bytes, big endian, two's
//	                                        complement nanoseconds since
//	                                        1970-01-01T00:00:00Z
//
// The leaf bytes are the canonical bytes followed by the details: their length as
// an unsigned varint, then the bytes; an event without details ends in one zero
// byte. The archive stores leaf bytes as they are, and the Merkle tree's leaf hash
// is SHA-256(0x00 || leaf bytes) as in RFC 6962, section 2.1, so the bytes that are
// stored are exactly those that are proved.
//
// Both encodings are injective: every field is delimited, so two events have
// the same bytes only if they have the same fields. Decode accepts exactly the
// bytes that AppendLeaf writes and nothing else.
package event

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxFieldBytes bounds one field, and the details, of an event: 1 MiB.
const MaxFieldBytes = 1 << 20

// System is the actor of events that no member caused.
const System = "system"

// An Event is one recorded activity. It never changes.
type Event struct {
	ID          string // event_id: unique where the source's ids are
	Actor       string // a user identity, or System
	Category    string // "api_key"
	Action      string // "created", bare
	Description string // human-readable, any length up to MaxFieldBytes
	Time        Time   // when it happened
	// Details is the source's own record as one JSON object, or nil where the
	// file had no more than the six fields.
	Details []byte
}

// Key is the action key, "api_key.created".
func (e *Event) Key() string { return e.Category + "." + e.Action }

const domain = "daybook event 1\n"

// AppendCanonical appends the canonical bytes of the six fields to dst.
func (e *Event) AppendCanonical(dst []byte) []byte {
	dst = append(dst, domain...)
	for _, field := range [...]string{e.ID, e.Actor, e.Category, e.Action, e.Description} {
		dst = binary.AppendUvarint(dst, uint64(len(field)))
		dst = append(dst, field...)
	}
	return binary.BigEndian.AppendUint64(dst, uint64(e.Time))
}

// AppendLeaf appends the leaf bytes to dst: the canonical bytes, then the
// details.
func (e *Event) AppendLeaf(dst []byte) []byte {
	dst = e.AppendCanonical(dst)
	dst = binary.AppendUvarint(dst, uint64(len(e.Details)))
	return append(dst, e.Details...)
}

// ErrNotLeaf reports bytes that are not a leaf of this version.
var ErrNotLeaf = errors.New("not the bytes of an event")

// DecodeLeaf reads the bytes that AppendLeaf wrote. The event shares no memory with
// leaf. Bytes that AppendLeaf cannot have written give an error that wraps
// ErrNotLeaf.
func DecodeLeaf(leaf []byte) (Event, error) {
	var e Event
	rest, ok := strings.CutPrefix(string(leaf), domain)
	if !ok {
		return e, fmt.Errorf("%w: unknown domain", ErrNotLeaf)
	}
	for _, field := range [...]*string{&e.ID, &e.Actor, &e.Category, &e.Action, &e.Description} {
		if *field, rest, ok = cutField(rest); !ok {
			return e, fmt.Errorf("%w: cut short in a field", ErrNotLeaf)
		}
	}
	if len(rest) < 8 {
		return e, fmt.Errorf("%w: cut short in the time", ErrNotLeaf)
	}
	e.Time = Time(binary.BigEndian.Uint64([]byte(rest[:8])))
	details, rest, ok := cutField(rest[8:])
	if !ok || rest != "" {
		return e, fmt.Errorf("%w: wrong length of details", ErrNotLeaf)
	}
	if details != "" {
		e.Details = []byte(details)
	}
	return e, nil
}

// cutField takes one length-prefixed field from the front of s. A length in
// more bytes than it needs is refused, so that every event has one encoding.
func cutField(s string) (field, rest string, ok bool) {
	var n uint64
	for i := 0; i < len(s) && i < binary.MaxVarintLen32; i++ {
		b := s[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			if b == 0 && i > 0 || n > uint64(len(s)-i-1) {
				return "", s, false
			}
			return s[i+1 : i+1+int(n)], s[i+1+int(n):], true
		}
	}
	return "", s, false
}

// Validate reports why e cannot be kept, in words for an officer, or nil. An
// event needs an event_id, an actor, a category and an action; texts are valid UTF-8
// of at most MaxFieldBytes.
func (e *Event) Validate() error {
	for _, f := range [...]struct {
		name, text string
		needed     bool
	}{
		{"event_id", e.ID, true},
		{"actor", e.Actor, true},
		{"category", e.Category, true},
		{"action", e.Action, true},
		{"description", e.Description, false},
	} {
		switch {
		case f.needed && f.text == "":
			return fmt.Errorf("%s is missing or empty", f.name)
		case len(f.text) > MaxFieldBytes:
			return fmt.Errorf("%s is longer than 1 MiB", f.name)
		case !utf8.ValidString(f.text):
			return fmt.Errorf("%s is not valid UTF-8", f.name)
		}
	}
	if len(e.Details) > MaxFieldBytes {
		return errors.New("details are longer than 1 MiB")
	}
	return nil
}

// A Rejection is the error for a record that cannot become an event. It never ends
// an import: a stream of events yields it in the record's place.
type Rejection struct {
	At     string // "line 12", "index 3", "part.json, line 12"
	Reason string // in words for an officer
}

func (r *Rejection) Error() string { return r.At + ": " + r.Reason }

// A NextFile marks the start of a file in a stream of the events of several files.
// The stream yields it as an error without an event; everything after it is from
// the file with that index, counted from 0. It stands for no record.
type NextFile struct{ Index int }

func (n *NextFile) Error() string { return fmt.Sprintf("the file with index %d begins", n.Index) }
