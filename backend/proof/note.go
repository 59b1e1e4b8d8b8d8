package proof

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
)

// A tree holds the statements of a checkpoint.
type tree struct {
	origin string
	size   int64
	root   event.Hash
	more   []string // lines behind these three
}

// openNote returns the text of a note that has a signature by that key. It may have others,
// of witnesses.
func openNote(signed []byte, key note.Verifier) (string, error) {
	n, err := note.Open(signed, note.VerifierList(key))
	var unknown *note.UnverifiedNoteError
	var wrong *note.InvalidSignatureError
	switch {
	case errors.As(err, &wrong):
		return "", errors.New("its signature is not valid: it was changed, or another key signed it")
	case errors.As(err, &unknown):
		return "", errors.New("it has no signature by that key")
	case err != nil:
		return "", errors.New("it is not a signed note")
	}
	return n.Text, nil
}

// openCheckpoint reads a signed checkpoint: origin, size, root, a line each.
func openCheckpoint(signed []byte, key note.Verifier) (tree, error) {
	text, err := openNote(signed, key)
	if err != nil {
		return tree{}, err
	}
	lines := strings.Split(text, "\n")
	if len(lines) < 4 {
		return tree{}, errors.New("it is no checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, hashErr := tlog.ParseHash(lines[2])
	if err != nil || hashErr != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] || lines[0] != key.Name() {
		return tree{}, errors.New("it is no checkpoint of this archive")
	}
	return tree{lines[0], size, event.Hash(root), lines[3 : len(lines)-1]}, nil
}

// readKey reads a verifier key as text.
func readKey(text string) (note.Verifier, error) {
	key, err := note.NewVerifier(text)
	if err != nil {
		return nil, fmt.Errorf("it is no public key of an archive")
	}
	return key, nil
}
