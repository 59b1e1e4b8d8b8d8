package proof

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"daybook/backend/event"
	"daybook/backend/integrity"
	"daybook/backend/numbers"
)

// A Kept is a checkpoint that was kept apart from the bundle, and whose tree the
// bundle's tree is shown to equal or to continue.
type Kept struct {
	Size int64
	// Key is the id of the key that signed it; Former reports that the archive had
	// this key before the bundle's.
	Key    string
	Former bool
	// Journal reports that it also covers the archive's journal, which is in no
	// bundle.
	Journal bool
}

// checkKept compares the bundle with a checkpoint that was kept elsewhere: of the
// same tree, or of an earlier tree from which the bundle has a proof.
func (v *verifier) checkKept() {
	if v.expected.Checkpoint == "" || v.key == nil || v.tree.origin == "" {
		return // the bundle's own problems were reported
	}
	kept, then, err := v.openKept([]byte(oneEnd(v.expected.Checkpoint)))
	if err != nil {
		v.verdict.add("the checkpoint that you gave: %v", err)
		return
	}
	at, listed := slices.BinarySearchFunc(v.earlier, then.size, func(c integrity.Checkpoint, size int64) int { return int(c.Size - size) })
	var root event.Hash // of the bundle's tree at that size
	switch {
	case then.size > v.tree.size:
		v.verdict.Undecided = fmt.Sprintf("it is of %s and the bundle of %s, so it was saved later. The archive can show that it continues this bundle, "+
			"and so can a bundle that was made since: compare either with the file checkpoint of this one",
			numbers.Plural(then.size, "event"), numbers.Grouped(v.tree.size))
		return
	case then.size == v.tree.size:
		root = v.tree.root
	case then.size == 0:
		root = integrity.EmptyRoot
	case listed:
		root = v.earlier[at].Root
	default:
		v.verdict.Undecided = fmt.Sprintf("it is of %s, and the bundle has no proof from a checkpoint of so many. "+
			"Compare it with the archive itself, in Daybook: one whose history was not rewritten continues it", numbers.Plural(then.size, "event"))
		return
	}
	if then.root != root {
		v.verdict.add("the checkpoint that you gave has another root for the first %s: the history was rewritten", numbers.Plural(then.size, "event"))
		return
	}
	v.verdict.Kept = kept
	// Only the manifest says that a key is a former key.
	if v.verdict.Signer == SignerUnknown && !kept.Former {
		v.verdict.Signer, v.verdict.Owner = SignerKnown, "which signed the checkpoint that you kept"
	}
}

// oneEnd restores a text as it was saved: mail and editors change its line ends and
// add some.
func oneEnd(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) + "\n"
}

// openKept opens a checkpoint that the key of the bundle signed, or a former key of
// the archive according to the manifest. The person who kept the checkpoint vouches
// for it; its signature only shows that it belongs to this archive.
func (v *verifier) openKept(signed []byte) (*Kept, tree, error) {
	var unknown *note.UnverifiedNoteError
	if _, err := note.Open(signed, note.VerifierList()); errors.As(err, &unknown) {
		if origin, _, _ := strings.Cut(unknown.Note.Text, "\n"); origin != v.key.Name() {
			return nil, tree{}, fmt.Errorf("it is of %s and not of this archive", quoted(origin))
		}
	}
	var first error
	for i, key := range v.keys() {
		then, err := openCheckpoint(signed, key.Verifier)
		if err == nil {
			journal := slices.ContainsFunc(then.more, func(line string) bool { return strings.HasPrefix(line, "journal ") })
			return &Kept{then.size, fmt.Sprintf("%08x", key.KeyHash()), i > 0, journal}, then, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, tree{}, first
}

// An ownKey is a key of the archive, with its text.
type ownKey struct {
	note.Verifier
	text string
}

// keys returns the key of the bundle, and those that the archive had before, according to
// the manifest.
func (v *verifier) keys() []ownKey {
	keys := []ownKey{{v.key, v.verdict.Key}}
	if v.m == nil {
		return keys
	}
	for _, text := range v.m.Archive.FormerKeys {
		if former, err := readKey(text); err == nil && former.Name() == v.key.Name() {
			keys = append(keys, ownKey{former, text})
		}
	}
	return keys
}
