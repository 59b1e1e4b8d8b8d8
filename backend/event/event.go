// Package event defines the event, the only thing that Daybook keeps, and the bytes
// that stand for it in hashes.
//
// # Identity
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
// The encoding is injective: every field is delimited, so two events have the same
// bytes only if they have the same fields. An identity finds duplicates and is in no
// tree and in no file that is handed out: who can guess an event could confirm it.
//
// # Leaf
//
// What is proved is the event in four parts, so that a copy can leave parts out and
// is proved all the same:
//
//	1 what           event_id, category, action, timestamp, each as in the canonical bytes
//	2 member         the bytes of actor
//	3 description    its bytes
//	4 details        its bytes
//
// An event has a salt, 16 random bytes that are made when it is imported. Each part has a
// salt of its own, derived from it, and a commitment:
//
//	salt_p       = SHA-256(salt || p)[:16]                                  p is one byte
//	commitment_p = SHA-256("daybook part 2\n" || p || salt_p || the part)   32 zero bytes where there are no details
//	leaf bytes   = "daybook event 2\n" || commitment_1 || ... || commitment_4
//
// and the leaf hash of the Merkle tree is SHA-256(0x00 || leaf bytes) as in RFC 6962,
// section 2.1. Whoever is shown a part gets its bytes and salt_p; whoever is not gets
// commitment_p, which tells nothing: without the salt, no guess can be confirmed.
//
// # Stored bytes
//
// The archive stores an event with its salt as
//
//	salt                                16 bytes
//	event_id, category, action          as in the canonical bytes
//	timestamp
//	actor, description, details         length as an unsigned varint, then the bytes
//
// Decode accepts exactly the bytes that AppendStored writes and nothing else.
package event

import (
	"encoding/binary"
	"errors"
	"fmt"
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

const identityDomain = "daybook event 1\n"

// AppendCanonical appends the canonical bytes of the six fields to dst.
func (e *Event) AppendCanonical(dst []byte) []byte {
	dst = append(dst, identityDomain...)
	for _, field := range [...]string{e.ID, e.Actor, e.Category, e.Action, e.Description} {
		dst = appendField(dst, field)
	}
	return binary.BigEndian.AppendUint64(dst, uint64(e.Time))
}

func appendField(dst []byte, field string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(field))), field...)
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
