package source

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/maphash"
	"math/bits"
	"strconv"
	"strings"

	"daybook/backend/strictjson"
)

// IDs give records their event_id and keep the ids of one file
// apart. It remembers 64 bits a record.
type IDs struct {
	source string
	seed   maphash.Seed
	seen   set
	again  map[uint64]int // how often what seen holds occurred, where more than once
	buf    []byte
}

func newIDs(source string) *IDs {
	return &IDs{source: source, seed: maphash.MakeSeed(), again: make(map[uint64]int)}
}

// Restart counts anew: the next record is in another list, as it would be in
// another file if the lists had been saved separately.
func (n *IDs) Restart() {
	n.seen = set{}
	clear(n.again)
}

// ByContent returns the id of a record that has none of its own: its source and 16
// hex digits of the SHA-256 of its canonical form, and ~n if it is the nth such
// record.
func (n *IDs) ByContent(record *strictjson.Value) string {
	id, key := n.named(record)
	if n.seen.add(key) {
		return id
	}
	return nth(id, n.count(key))
}

// Once is ByContent for records that are equal only if they are the same record.
func (n *IDs) Once(record *strictjson.Value) string {
	id, _ := n.named(record)
	return id
}

func (n *IDs) named(record *strictjson.Value) (id string, key uint64) {
	n.buf = record.AppendJSON(n.buf[:0], true)
	sum := sha256.Sum256(n.buf)
	return n.source + "-" + hex.EncodeToString(sum[:8]), binary.BigEndian.Uint64(sum[:])
}

// ByID returns the id of a record that has its own: that id, and ~n if it is the
// nth record with the id whose content differs from those before. A repeated record
// has the same id again.
func (n *IDs) ByID(id string, record *strictjson.Value) string {
	id = strings.Clone(id) // so that the whole record is not kept in memory
	n.buf = append(append(n.buf[:0], id...), 0)
	key := maphash.Bytes(n.seed, n.buf)
	n.buf = record.AppendJSON(n.buf, true)
	content := maphash.Bytes(n.seed, n.buf)
	first := n.seen.add(key)
	if !n.seen.add(content) {
		return nth(id, max(1, n.again[content]))
	}
	if first {
		return id
	}
	n.again[content] = n.count(key)
	return nth(id, n.again[content])
}

// count returns how often the key has occurred, including this time. It is called
// from the second time on.
func (n *IDs) count(key uint64) int {
	n.again[key] = max(2, n.again[key]+1)
	return n.again[key]
}

func nth(id string, n int) string {
	if n == 1 {
		return id
	}
	return id + "~" + strconv.Itoa(n)
}

// A set holds 64-bit values, in at most 16 bytes each.
type set struct {
	slots []uint64 // 0 is an empty slot; its own place is zero
	count int
	zero  bool
}

// add reports whether x is new.
func (s *set) add(x uint64) bool {
	if x == 0 {
		fresh := !s.zero
		s.zero = true
		return fresh
	}
	if 4*(s.count+1) > 3*len(s.slots) {
		old := s.slots
		s.slots = make([]uint64, max(1024, 2*len(old)))
		for _, y := range old {
			if y != 0 {
				*s.slot(y) = y
			}
		}
	}
	slot := s.slot(x)
	if *slot == x {
		return false
	}
	*slot = x
	s.count++
	return true
}

// slot returns the slot that holds x, or that should hold it.
func (s *set) slot(x uint64) *uint64 {
	mask := uint64(len(s.slots) - 1)
	for i := bits.RotateLeft64(x*0x9E3779B97F4A7C15, 32) & mask; ; i = (i + 1) & mask {
		if y := s.slots[i]; y == 0 || y == x {
			return &s.slots[i]
		}
	}
}
