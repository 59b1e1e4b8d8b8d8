package event

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// A Part is one of the parts of an event that a copy can leave out.
type Part uint8

// The parts of an event, by the numbers that they have in its leaf.
const (
	What        Part = 1 + iota // event_id, category, action and timestamp
	Member                      // actor
	Description                 // description
	Details                     // details
)

// Parts is the number of parts of an event.
const Parts = int(Details)

// AppendPart appends the bytes of a part to dst.
func (e *Event) AppendPart(dst []byte, p Part) []byte {
	switch p {
	case What:
		dst = appendField(dst, e.ID)
		dst = appendField(dst, e.Category)
		dst = appendField(dst, e.Action)
		return binary.BigEndian.AppendUint64(dst, uint64(e.Time))
	case Member:
		return append(dst, e.Actor...)
	case Description:
		return append(dst, e.Description...)
	}
	return append(dst, e.Details...)
}

// A Salt is 16 random bytes without which the leaf of an event tells nothing about it.
type Salt [16]byte

// NewSalt returns a random salt.
func NewSalt() (s Salt) {
	rand.Read(s[:]) // never fails
	return s
}

// String is the salt in lower-case hexadecimal.
func (s Salt) String() string { return hex.EncodeToString(s[:]) }

// Of returns the salt of a part of the event whose salt s is. It reveals neither s nor the
// salts of other parts.
func (s Salt) Of(p Part) Salt {
	var in [len(s) + 1]byte
	copy(in[:], s[:])
	in[len(s)] = byte(p)
	sum := sha256.Sum256(in[:])
	return Salt(sum[:len(s)])
}

const (
	partDomain = "daybook part 2\n"
	leafDomain = "daybook event 2\n"
)

// Commit returns the commitment of a part by its bytes and its own salt, see Salt.Of. The
// commitment of details that are not there is the zero Hash and is not made by Commit.
func Commit(p Part, salt Salt, part []byte) Hash {
	const head = len(partDomain) + 1 + len(salt)
	var small [head + 256]byte
	n := copy(small[:], partDomain)
	small[n] = byte(p)
	copy(small[n+1:], salt[:])
	if len(part) <= len(small)-head {
		return sha256.Sum256(small[:head+copy(small[head:], part)])
	}
	h := sha256.New()
	h.Write(small[:head])
	h.Write(part)
	var sum Hash
	h.Sum(sum[:0])
	return sum
}

// Commitments are those of the parts of an event, in their order: that of part p has the
// index p-1.
type Commitments [Parts]Hash

// Leaf returns the leaf hash of the event that has these commitments.
func (c *Commitments) Leaf() Hash {
	var leaf [1 + len(leafDomain) + Parts*len(Hash{})]byte // 0x00 and the leaf bytes
	at := 1 + copy(leaf[1:], leafDomain)
	for i := range c {
		at += copy(leaf[at:], c[i][:])
	}
	return sha256.Sum256(leaf[:])
}

// LeafBytes returns what the leaf hash is over, by RFC 6962: it tells nothing of the event.
func (c *Commitments) LeafBytes() []byte {
	leaf := []byte(leafDomain)
	for i := range c {
		leaf = append(leaf, c[i][:]...)
	}
	return leaf
}

// Commitments returns the commitments of the event's parts under its salt.
func (e *Event) Commitments(salt Salt) Commitments {
	var parts [Parts][]byte
	for i := range parts {
		parts[i] = e.AppendPart(nil, Part(i+1))
	}
	return commitments(salt, &parts)
}

// Leaf returns the leaf hash of the event under its salt. It costs eight SHA-256, seven
// without details.
func (e *Event) Leaf(salt Salt) Hash {
	c := e.Commitments(salt)
	return c.Leaf()
}

func commitments(salt Salt, parts *[Parts][]byte) (c Commitments) {
	for i, part := range parts {
		p := Part(i + 1)
		if p == Details && len(part) == 0 {
			continue
		}
		c[i] = Commit(p, salt.Of(p), part)
	}
	return c
}
