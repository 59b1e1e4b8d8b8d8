package ledger

import (
	"strings"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

// Mark returns the text that stands in reports and in the journal for the SHA-256 of a file
// of events, see [integrity.Signer.FileMark]. Without the key in use the error wraps
// ErrNoKey.
func (lg *Standing) Mark(sum event.Hash) (string, error) {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	signer, err := lg.heldSigner()
	if err != nil {
		return "", err
	}
	return signer.FileMark(sum), nil
}

// A Tracer recognises one file by its SHA-256, where that stands, or by its mark. It is not
// for concurrent use.
type Tracer struct {
	lg    *Standing
	hash  event.Hash
	sum   string
	marks map[string]string // of the file, by the ID of the key; "" where there is no such key here
	// Untold is the number of files that are known only by the mark of a key that is not on
	// this computer, so that they could not be compared.
	Untold int
}

// Tracer returns a Tracer of the file with that SHA-256.
func (lg *Standing) Tracer(sum event.Hash) *Tracer {
	return &Tracer{lg: lg, hash: sum, sum: sum.String(), marks: make(map[string]string)}
}

// Is reports whether a file is the traced one. sum is its SHA-256 in hexadecimal, or "" where
// only its mark is known.
func (t *Tracer) Is(sum, mark string) bool {
	if sum != "" || mark == "" {
		return sum == t.sum
	}
	id, _, _ := strings.Cut(mark, "-")
	own, ok := t.marks[id]
	if !ok {
		if signer := t.lg.signerOf(id); signer != nil {
			own = signer.FileMark(t.hash)
		}
		t.marks[id] = own
	}
	if own == "" {
		t.Untold++
		return false
	}
	return own == mark
}

// signerOf returns the key of the archive with that ID, or nil if this program cannot have
// it. A former key is sought once.
func (lg *Standing) signerOf(id string) *integrity.Signer {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	all := lg.Identity()
	if all.Key().ID() == id {
		signer, err := lg.keptSigner()
		if err != nil {
			return nil
		}
		return signer
	}
	if signer, sought := lg.former[id]; sought {
		return signer
	}
	if lg.former == nil {
		lg.former = make(map[string]*integrity.Signer)
	}
	lg.former[id] = nil
	for _, k := range all.Keys {
		if k.ID() == id {
			lg.former[id], _ = findSigner(all.ID, k)
		}
	}
	return lg.former[id]
}
