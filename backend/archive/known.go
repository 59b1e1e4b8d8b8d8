package archive

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/keys"
	"daybook/backend/numbers"
)

// Errors of signing for an archive.
var (
	// ErrDoubt: the archive is not, and does not continue, what this computer last
	// knew of it. It reads and verifies; nothing is changed, removed or handed over
	// until somebody agrees to the state that it is in.
	ErrDoubt = errors.New("it is not as this computer last knew it")
	// ErrNoDoubt: there is nothing to agree to.
	ErrNoDoubt = errors.New("the archive is as this computer knows it; there is nothing to agree to")
	// ErrNoKey: the private half of the archive's key is not to be had here.
	ErrNoKey = errors.New("its key cannot be used on this computer")
	// ErrNoReason: what is to be agreed to needs a reason, for the journal.
	ErrNoReason = errors.New("archive: it needs a reason")
)

// A State is how far an archive is: whatever it once was, a later state of the
// same archive continues it.
type State struct {
	Key    string `json:"key"`           // id of the one that signs
	Lines  int64  `json:"journal_lines"` // of the journal
	Line   string `json:"journal_sha256"`
	Leaves int64  `json:"tree_size"`
	Root   string `json:"root"`
}

// A Doubt is how an archive is not what this computer last knew of it: an older
// copy was put in its place, or one that went another way.
type Doubt struct {
	Differs []string // a sentence each, without its end; at least one
	Known   State    // the zero State where what was kept of it cannot be read
	Now     State
}

// Error is all of it in one line.
func (d *Doubt) Error() string {
	return ErrDoubt.Error() + ": " + strings.Join(d.Differs, "; ") + ". It may be an older copy, a backup, or a copy that went on elsewhere"
}

func (d *Doubt) Unwrap() error { return ErrDoubt }

// Doubt is how the archive is not what this computer last knew of it, nil where it
// is. It looks at what is known now: a copy of the archive may have been changed
// since this one was opened.
func (a *Archive) Doubt() *Doubt {
	a.recording.Lock()
	defer a.recording.Unlock()
	return a.lookAgain()
}

// Unknown says why this computer keeps no record of the state of the archive, so
// that it would not notice an older one in its place; nil where it keeps one.
func (a *Archive) Unknown() error {
	a.recording.Lock()
	defer a.recording.Unlock()
	return a.unkept
}

// maySign is an error where a change, or what hands something over, could not be
// signed in the end.
func (a *Archive) maySign() error {
	a.recording.Lock()
	defer a.recording.Unlock()
	_, err := a.signer()
	return err
}

func (a *Archive) doubtful(d *Doubt) error { return fmt.Errorf("archive: sign for %s: %w", a.dir, d) }

// meetKnown compares the archive, as it is being opened, with what this computer
// knows of it. An archive that was never seen here is taken as it is; one that
// continues what is known is known so from then on. It reads some log n hashes of
// the tree, and changes nothing in the archive's folder.
func (a *Archive) meetKnown(s *snapshot) {
	a.recording.Lock()
	defer a.recording.Unlock()
	a.settled = s.Tree
	known, err := keys.ReadKnown(a.identity.ID)
	switch {
	case errors.Is(err, keys.ErrNotFound):
	case errors.Is(err, keys.ErrKnownDamaged):
		a.doubt.Store(&Doubt{Differs: []string{strings.TrimPrefix(err.Error(), "keys: ")}, Now: a.state()})
		return
	case err != nil:
		a.unkept, a.unread = err, true
		return
	default:
		a.known = known
		if d := a.differs(known); d != nil {
			a.doubt.Store(d)
			return
		}
	}
	a.keepKnown()
}

// state is how far the archive is. It is called under recording.
func (a *Archive) state() State {
	return State{a.ident().key().ID(), int64(a.journal.Len()), a.journal.Head().Hash, a.settled.Size, a.settled.Root}
}

func stateOf(k *keys.Known) State {
	return State{integrity.KeyID(k.Keys[len(k.Keys)-1].Verifier), k.Lines, k.Line, k.Leaves, k.Root}
}

// differs says how the archive does not continue what is known of it, nil where it
// does. It is called under recording.
func (a *Archive) differs(k *keys.Known) *Doubt {
	d := &Doubt{Known: stateOf(k), Now: a.state()}
	say := func(format string, args ...any) { d.Differs = append(d.Differs, fmt.Sprintf(format, args...)) }
	seen := fmt.Sprintf("this computer last knew (%s, in %s)", k.Seen.Local().Format("2006-01-02 15:04:05"), k.Folder)
	switch line, err := a.lineHash(k.Lines); {
	case d.Now.Lines < k.Lines:
		say("%s %s of its journal, and the folder has %s", seen, numbers.Plural(k.Lines, "line"), numbers.Grouped(d.Now.Lines))
	case err != nil || line != k.Line:
		say("line %s of its journal is another than the one that %s", numbers.Grouped(k.Lines), seen)
	}
	switch {
	case d.Now.Leaves < k.Leaves:
		say("%s %s in its tree, and the folder has %s", seen, numbers.Plural(k.Leaves, "event"), numbers.Grouped(d.Now.Leaves))
	case !a.treeContinues(k):
		say("the first %s of its tree are others than those that %s", numbers.Plural(k.Leaves, "event"), seen)
	}
	if key := a.ident().key(); key.Verifier != k.Keys[len(k.Keys)-1].Verifier && key.Verifier != k.Next {
		say("it is signed with key %s, which this computer does not know, and was signed with key %s", key.ID(), d.Known.Key)
	}
	if len(d.Differs) == 0 {
		return nil
	}
	return d
}

// lineHash is the SHA-256 of a line of the journal, which counts from 1.
func (a *Archive) lineHash(n int64) (string, error) {
	if n == int64(a.journal.Len()) {
		return a.journal.Head().Hash, nil
	}
	if n < 1 || n > int64(a.journal.Len()) {
		return "", ErrNoLine
	}
	return a.journal.Hash(int(n - 1))
}

// treeContinues reports whether the tree begins with the one that is known. The
// stored hashes need not be trusted for that: they lead to both roots or do not.
func (a *Archive) treeContinues(k *keys.Known) bool {
	then, err := treeRef{k.Leaves, k.Root}.checkpoint()
	now, other := a.settled.checkpoint()
	return err == nil && other == nil && integrity.TreeContinues(filepath.Join(a.dir, "tree"), then, now) == nil
}

func (t treeRef) checkpoint() (integrity.Checkpoint, error) {
	root, err := (&snapshot{Tree: t}).root()
	return integrity.Checkpoint{Size: t.Size, Root: root}, err
}

// treeNow is the tree of the snapshot in use.
func (a *Archive) treeNow() treeRef {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.view == nil { // it is being opened, or closed
		return a.settled
	}
	return a.view.snapshot.Tree
}

// lookAgain is the doubt there is now: another copy of the archive may have been
// changed since this one was opened. It is called under recording.
func (a *Archive) lookAgain() *Doubt {
	if d := a.doubt.Load(); d != nil {
		return d
	}
	known, err := keys.ReadKnown(a.ident().ID)
	if err == nil || errors.Is(err, keys.ErrNotFound) {
		a.unread = false
	}
	if err != nil || a.known != nil && stateOf(known) == stateOf(a.known) {
		return nil // what was forgotten meanwhile is kept again with the next line
	}
	if d := a.differs(known); d != nil {
		a.doubt.Store(d)
	} else {
		a.known = known
	}
	return a.doubt.Load()
}

// keepKnown makes what the archive is now what this computer knows of it. The
// journal has the line by then, and the disk has it: what is known is never ahead
// of the archive. It is called under recording.
func (a *Archive) keepKnown() {
	if a.unread && (a.lookAgain() != nil || a.unread) {
		return
	}
	id, now := a.ident(), a.state()
	k := &keys.Known{
		Archive: id.ID, Name: id.Name, Folder: a.place(), Seen: a.options.Now().UTC().Round(0),
		Lines: now.Lines, Line: now.Line, Leaves: now.Leaves, Root: now.Root,
	}
	own := make(map[string]bool)
	if a.known != nil {
		for _, key := range a.known.Keys {
			own[key.Verifier] = key.Own
		}
		if at := a.original(); at != "" && stateOf(a.known) == now {
			k.Folder = at // that a copy was looked at does not make it the one that is worked with
		}
		if stateOf(a.known) == now && a.known.Folder == k.Folder && (a.key == nil || own[a.key.Verifier()]) {
			return // nothing is new
		}
	}
	if a.key != nil {
		own[a.key.Verifier()] = true
	}
	if a.known != nil && !slices.ContainsFunc(id.Keys, func(key Key) bool { return key.Verifier == a.known.Next }) {
		k.Next = a.known.Next
	}
	for _, key := range id.Keys {
		k.Keys = append(k.Keys, keys.KnownKey{Verifier: key.Verifier, Own: own[key.Verifier]})
	}
	if a.unkept = k.Keep(); a.unkept == nil {
		a.known = k
	}
}

// place is the archive's folder, as it can be named from anywhere.
func (a *Archive) place() string {
	if path, err := filepath.Abs(a.dir); err == nil {
		return folder.Valid(path)
	}
	return folder.Valid(a.dir)
}

// Trusted is the data of a line about a state that was agreed to, though it does
// not continue what the computer knew.
type Trusted struct {
	Known   State    `json:"known"`
	Now     State    `json:"now"`
	Differs []string `json:"differs"`
	Reason  string   `json:"reason"`
}

// Trust makes the state that the archive is in the one that this computer knows,
// on somebody's word: reason, which the journal gets with what was known before.
// What the folder still has of another state is removed. Where the archive's key
// is not here, newKey makes a new one; else the error wraps ErrNoKey. Without a
// doubt it is ErrNoDoubt.
func (a *Archive) Trust(ctx context.Context, reason string, newKey bool) (integrity.Line, error) {
	if reason = folder.Bounded(strings.TrimSpace(reason)); reason == "" {
		return integrity.Line{}, ErrNoReason
	}
	v, done, err := a.begin()
	if err != nil {
		return integrity.Line{}, err
	}
	defer done()
	if err := ctx.Err(); err != nil {
		return integrity.Line{}, err
	}
	a.recording.Lock()
	defer a.recording.Unlock()
	doubt := a.lookAgain()
	if doubt == nil {
		return integrity.Line{}, ErrNoDoubt
	}
	signer, err := a.heldSigner()
	if errors.Is(err, ErrNoKey) && newKey {
		signer, err = a.makeKey(reason, err)
	}
	if err != nil {
		return integrity.Line{}, err
	}
	// Else the next change would meet them where it puts its own.
	if unwritten, err := removeStrays(a.dir, v.snapshot); err != nil {
		return integrity.Line{}, fmt.Errorf("archive: tidy %s: %w", a.dir, err)
	} else if unwritten != "" {
		return integrity.Line{}, fmt.Errorf("archive: tidy %s: %w (%s)", a.dir, ErrReadOnly, unwritten)
	}
	if err := a.tree.Truncate(v.snapshot.Tree.Size); err != nil {
		return integrity.Line{}, fmt.Errorf("archive: tidy %s: %w", a.dir, err)
	}
	l, err := a.append(KindTrusted, Trusted{doubt.Known, doubt.Now, doubt.Differs, reason}, signer)
	if err != nil {
		return integrity.Line{}, err
	}
	a.doubt.Store(nil)
	a.keepKnown()
	if a.unkept != nil {
		a.doubt.Store(doubt)
		return l, a.unkept
	}
	return l, nil
}

// NewKey makes a new key, with which the archive signs from then on, and
// journals why. It is for an archive whose key was lost, or is no secret any more.
func (a *Archive) NewKey(ctx context.Context, reason string) (Key, error) {
	if reason = folder.Bounded(strings.TrimSpace(reason)); reason == "" {
		return Key{}, ErrNoReason
	}
	_, done, err := a.begin()
	if err != nil {
		return Key{}, err
	}
	defer done()
	if err := ctx.Err(); err != nil {
		return Key{}, err
	}
	a.recording.Lock()
	defer a.recording.Unlock()
	if d := a.lookAgain(); d != nil {
		return Key{}, a.doubtful(d)
	}
	_, why := a.heldSigner()
	if _, err := a.makeKey(reason, why); err != nil {
		return Key{}, err
	}
	return a.ident().key(), nil
}

// HasKey is nil where the archive's private key is here. It asks the keychain,
// where it is in one.
func (a *Archive) HasKey() error {
	a.recording.Lock()
	defer a.recording.Unlock()
	_, err := a.heldSigner()
	return err
}
