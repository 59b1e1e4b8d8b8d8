package event

import (
	"crypto/sha256"
	"encoding/hex"
)

// A Hash is a SHA-256.
type Hash [sha256.Size]byte

// String is the hash in lower-case hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Identity is the SHA-256 of the canonical bytes: two events are the same
// event if and only if their identities are equal.
func (e *Event) Identity() Hash { return sha256.Sum256(e.AppendCanonical(nil)) }
