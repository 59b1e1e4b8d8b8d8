package integrity

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/event"
)

// A checkpoint that is saved apart has extension lines, as C2SP's tlog-checkpoint allows
// them; they are signed with the rest, and whoever does not know them passes over them.
// Each is a word, and what it says of that:
//
//	journal LINES HASH     the journal had that many lines, the last of that SHA-256
//	key VERIFIER           the public key that signed, for whoever meets the archive first
//	since SIZE HASH...     a ConsistencyProof from the tree of the first SIZE leaves, which
//	                       a witness cosigned; there may be several
const (
	extensionKey   = "key"
	extensionSince = "since"
)

// maxProof is the most hashes that a proof in a tree can have.
const maxProof = 63

// KeyLine returns the extension line that names the public key of a checkpoint.
func KeyLine(verifier string) string { return extensionKey + " " + verifier }

// SinceLine returns the extension line with the proof from a tree of that size.
func SinceLine(size int64, proof []event.Hash) string {
	words := []string{extensionSince, strconv.FormatInt(size, 10)}
	for _, h := range proof {
		words = append(words, base64.StdEncoding.EncodeToString(h[:]))
	}
	return strings.Join(words, " ")
}

// ClaimedKey returns the public key that the checkpoint names as its own, "" for none. It
// proves nothing: anybody can name a key and sign with it.
func (c Checkpoint) ClaimedKey() string {
	for _, line := range c.Extensions {
		if key, ok := strings.CutPrefix(line, extensionKey+" "); ok {
			return key
		}
	}
	return ""
}

// Since returns the proof of the checkpoint from a tree of that size, and whether it has
// one. Errors wrap ErrCheckpoint.
func (c Checkpoint) Since(size int64) (proof []event.Hash, has bool, err error) {
	for _, line := range c.Extensions {
		words := strings.Split(line, " ")
		if words[0] != extensionSince || len(words) < 2 || words[1] != strconv.FormatInt(size, 10) {
			continue
		}
		proof, err := hashesOfWords(words[2:])
		if err != nil {
			return nil, false, fmt.Errorf("%w: its proof from %d leaves: %w", ErrCheckpoint, size, err)
		}
		return proof, true, nil
	}
	return nil, false, nil
}

// SinceSizes returns the sizes from which the checkpoint has proofs, rising.
func (c Checkpoint) SinceSizes() (sizes []int64) {
	for _, line := range c.Extensions {
		words := strings.Split(line, " ")
		if words[0] != extensionSince || len(words) < 2 {
			continue
		}
		if n, err := strconv.ParseInt(words[1], 10, 64); err == nil && n >= 0 {
			sizes = append(sizes, n)
		}
	}
	slices.Sort(sizes)
	return slices.Compact(sizes)
}

// hashesOfWords reads hashes in base64, at most as many as a proof can have.
func hashesOfWords(words []string) ([]event.Hash, error) {
	if len(words) > maxProof {
		return nil, fmt.Errorf("%d hashes are more than a proof has", len(words))
	}
	hashes := make([]event.Hash, len(words))
	for i, word := range words {
		h, err := base64.StdEncoding.Strict().DecodeString(word)
		if err != nil || len(h) != hashSize {
			return nil, fmt.Errorf("%.60q is no hash", word)
		}
		hashes[i] = event.Hash(h)
	}
	return hashes, nil
}
