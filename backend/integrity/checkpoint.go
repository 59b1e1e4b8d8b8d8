package integrity

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
	"daybook/backend/failure"
)

// Errors of reading a checkpoint.
var (
	// ErrCheckpoint reports text that is not in the format of a checkpoint.
	ErrCheckpoint = errors.New("not a checkpoint")
	// ErrSignature reports text that no accepted key signed.
	ErrSignature = errors.New("not signed by a key of this archive")
	// ErrInconsistent reports a tree that does not continue the other.
	ErrInconsistent = errors.New("not a continuation of what it was")
)

// A Checkpoint records the root of a tree at some size. Its text is that of C2SP's
// tlog-checkpoint: origin, size in decimal and root in base64, a line each. Lines
// after these are extensions; they are kept, and signed with the rest.
type Checkpoint struct {
	Origin     string
	Size       int64
	Root       event.Hash
	Extensions []string
}

// Text returns the text that is signed.
func (c Checkpoint) Text() string {
	lines := append([]string{c.Origin, strconv.FormatInt(c.Size, 10), base64.StdEncoding.EncodeToString(c.Root[:])}, c.Extensions...)
	return strings.Join(lines, "\n") + "\n"
}

// ParseCheckpoint reads the output of Text, and refuses anything that Text would
// write differently.
func ParseCheckpoint(text string) (Checkpoint, error) {
	body, ended := strings.CutSuffix(text, "\n")
	lines := strings.Split(body, "\n")
	if !ended || len(lines) < 3 {
		return Checkpoint{}, fmt.Errorf("%w: it has less than three lines", ErrCheckpoint)
	}
	c := Checkpoint{Origin: lines[0]}
	for i, line := range lines {
		if line == "" {
			return Checkpoint{}, fmt.Errorf("%w: line %d is empty", ErrCheckpoint, i+1)
		}
	}
	if len(lines) > 3 {
		c.Extensions = lines[3:]
	}
	var err error
	if c.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || c.Size < 0 || strconv.FormatInt(c.Size, 10) != lines[1] {
		return Checkpoint{}, fmt.Errorf("%w: %.40q is no size", ErrCheckpoint, lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != hashSize {
		return Checkpoint{}, fmt.Errorf("%w: %.60q is no hash", ErrCheckpoint, lines[2])
	}
	c.Root = event.Hash(root)
	return c, nil
}

// ClaimedCheckpoint reads what a signed checkpoint says, whoever signed it.
func ClaimedCheckpoint(signed string) (Checkpoint, error) {
	text, _, _ := strings.Cut(signed, "\n\n")
	return ParseCheckpoint(text + "\n")
}

// EmptyRoot is the root of the tree without leaves, the SHA-256 of nothing (RFC 6962,
// section 2.1).
var EmptyRoot = event.Hash(sha256.Sum256(nil))

// Sign writes the checkpoint as a signed note.
func (c Checkpoint) Sign(s *Signer) (string, error) { return s.Sign(c.Text()) }

// OpenCheckpoint reads a signed checkpoint, which must be of that origin and signed
// by one of the keys, and returns which key signed: see KeyID. Signatures of other
// keys do no harm.
func OpenCheckpoint(signed, origin string, keys Verifiers) (c Checkpoint, key string, err error) {
	n, err := note.Open([]byte(signed), keys.list)
	var unverified *note.UnverifiedNoteError
	var invalid *note.InvalidSignatureError
	switch {
	case errors.As(err, &unverified):
		// The text could be read, and the origin that it claims is worth
		// reporting.
		if c, parsed := ParseCheckpoint(unverified.Note.Text); parsed == nil && c.Origin != origin {
			return Checkpoint{}, "", fmt.Errorf("%w: it is of %.80q, not of %q", ErrSignature, c.Origin, origin)
		}
		return Checkpoint{}, "", ErrSignature
	case errors.As(err, &invalid):
		return Checkpoint{}, "", ErrSignature
	case err != nil:
		return Checkpoint{}, "", fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	if c, err = ParseCheckpoint(n.Text); err != nil {
		return Checkpoint{}, "", err
	}
	if c.Origin != origin {
		return Checkpoint{}, "", fmt.Errorf("%w: it is of %.80q, not of %q", ErrSignature, c.Origin, origin)
	}
	return c, fmt.Sprintf("%08x", n.Sigs[0].Hash), nil
}

// Consistency is ConsistencyProof from the hashes of t.
func (t *Tree) Consistency(from, to int64) ([]event.Hash, error) {
	return ConsistencyProof(from, to, t)
}

// ConsistencyProof proves that the tree of the first to leaves continues the tree
// of the first from leaves: tlog.ProveTree, which is that of RFC 6962. It reads
// about log to stored hashes. CheckConsistency checks the proof without the tree.
func ConsistencyProof(from, to int64, hashes tlog.HashReader) ([]event.Hash, error) {
	if from == 0 || from == to { // there is nothing to prove; tlog has no empty trees
		return nil, nil
	}
	proof, err := tlog.ProveTree(to, from, hashes)
	if err != nil {
		return nil, failure.New("prove consistency", "", err)
	}
	return ofTlog(proof), nil
}

// CheckConsistency checks that to continues from, by a ConsistencyProof.
func CheckConsistency(proof []event.Hash, from, to Checkpoint) error {
	switch {
	case from.Size > to.Size:
		return fmt.Errorf("%w: it has %d leaves, and had %d", ErrInconsistent, to.Size, from.Size)
	case (from.Size == to.Size || from.Size == 0) && len(proof) > 0:
		return fmt.Errorf("%w: there is nothing to prove, and %d hashes that do", ErrInconsistent, len(proof))
	case from.Size == to.Size && from.Root != to.Root:
		return fmt.Errorf("%w: another root at the same size %d", ErrInconsistent, to.Size)
	case from.Size == to.Size:
		return nil
	case from.Size == 0:
		if root, _ := tlog.TreeHash(0, nil); from.Root != event.Hash(root) {
			return fmt.Errorf("%w: an empty tree has another root", ErrInconsistent)
		}
		return nil
	}
	if tlog.CheckTree(toTlog(proof), to.Size, tlog.Hash(to.Root), from.Size, tlog.Hash(from.Root)) != nil {
		return fmt.Errorf("%w: its first %d leaves are not those of then", ErrInconsistent, from.Size)
	}
	return nil
}

// Inclusion proves that a leaf is in the tree of the first size leaves. It
// reads about log size stored hashes.
func (t *Tree) Inclusion(leaf, size int64) ([]event.Hash, error) {
	proof, err := tlog.ProveRecord(size, leaf, t)
	if err != nil {
		return nil, failure.New("prove inclusion", "", err)
	}
	return ofTlog(proof), nil
}

// CheckInclusion checks that a leaf with that hash is in the tree of c, by a
// proof of Inclusion.
func CheckInclusion(proof []event.Hash, leaf int64, hash event.Hash, c Checkpoint) error {
	if err := tlog.CheckRecord(toTlog(proof), c.Size, tlog.Hash(c.Root), leaf, tlog.Hash(hash)); err != nil {
		return fmt.Errorf("%w: leaf %d: %w", ErrTree, leaf, err)
	}
	return nil
}

func ofTlog(hashes []tlog.Hash) []event.Hash {
	out := make([]event.Hash, len(hashes))
	for i, h := range hashes {
		out[i] = event.Hash(h)
	}
	return out
}

func toTlog(hashes []event.Hash) []tlog.Hash {
	out := make([]tlog.Hash, len(hashes))
	for i, h := range hashes {
		out[i] = tlog.Hash(h)
	}
	return out
}
