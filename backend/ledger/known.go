package ledger

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"daybook/backend/integrity"
	"daybook/backend/keys"
	"daybook/backend/numbers"
)

// Doubt says how the archive differs from the state that this computer last knew,
// or returns nil. It reads the known state again: a copy of the archive may have
// been changed since this one was opened.
func (lg *Standing) Doubt() *Doubt {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	return lg.lookAgain()
}

// Unknown says why this computer keeps no record of the state of the archive, so
// that it would not notice an older state in its place; nil where it keeps a
// record.
func (lg *Standing) Unknown() error {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	return lg.unkept
}

// meetKnown compares an archive that is being opened with the state that this
// computer knows. An archive that was never seen here is accepted as it is; the
// state of an archive that continues the known state becomes the known state. It
// reads some log n hashes of the tree, and changes nothing in the archive's folder.
func (lg *Standing) meetKnown(now Tree) {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	lg.settled = now
	lg.SetTree(now)
	known, err := keys.ReadKnown(lg.identity.ID)
	switch {
	case errors.Is(err, keys.ErrNotFound):
	case errors.Is(err, keys.ErrKnownDamaged):
		lg.doubt.Store(&Doubt{Differs: []string{err.Error()}, Now: lg.state()})
		return
	case err != nil:
		lg.unkept, lg.unread = err, true
		return
	default:
		lg.known = known
		if d := lg.differs(known); d != nil {
			lg.doubt.Store(d)
			return
		}
	}
	lg.keepKnown()
}

// state returns the present state of the archive. It is called under recording.
func (lg *Standing) state() State {
	return State{lg.Identity().Key().ID(), int64(lg.journal.Len()), lg.journal.Head().Hash, lg.settled.Size, lg.settled.Root}
}

func stateOf(k *keys.Known) State {
	return State{integrity.KeyID(k.Keys[len(k.Keys)-1].Verifier), k.Lines, k.Line, k.Leaves, k.Root}
}

// differs says how the archive does not continue its known state, nil where it
// does. It is called under recording.
func (lg *Standing) differs(k *keys.Known) *Doubt {
	d := &Doubt{Known: stateOf(k), Now: lg.state()}
	say := func(format string, args ...any) { d.Differs = append(d.Differs, fmt.Sprintf(format, args...)) }
	seen := fmt.Sprintf("this computer last knew (%s, in %s)", k.Seen.Local().Format("2006-01-02 15:04:05"), k.Folder)
	switch line, err := lg.lineHash(k.Lines); {
	case d.Now.Lines < k.Lines:
		say("%s %s of its journal, and the folder has %s", seen, numbers.Plural(k.Lines, "line"), numbers.Grouped(d.Now.Lines))
	case err != nil || line != k.Line:
		say("line %s of its journal is another than the one that %s", numbers.Grouped(k.Lines), seen)
	}
	switch {
	case d.Now.Leaves < k.Leaves:
		say("%s %s in its tree, and the folder has %s", seen, numbers.Plural(k.Leaves, "event"), numbers.Grouped(d.Now.Leaves))
	case !lg.treeContinues(k):
		say("the first %s of its tree are others than those that %s", numbers.Plural(k.Leaves, "event"), seen)
	}
	if key := lg.Identity().Key(); key.Verifier != k.Keys[len(k.Keys)-1].Verifier && key.Verifier != k.Next {
		say("it is signed with key %s, which this computer does not know, and was signed with key %s", key.ID(), d.Known.Key)
	}
	if len(d.Differs) == 0 {
		return nil
	}
	return d
}

// lineHash returns the SHA-256 of a line of the journal, which counts from 1.
func (lg *History) lineHash(n int64) (string, error) {
	if n == int64(lg.journal.Len()) {
		return lg.journal.Head().Hash, nil
	}
	if n < 1 || n > int64(lg.journal.Len()) {
		return "", ErrNoLine
	}
	return lg.journal.Hash(int(n - 1))
}

// treeContinues reports whether the tree begins with the known tree. The stored
// hashes need not be trusted for that: they either lead to both roots or not.
func (lg *Standing) treeContinues(k *keys.Known) bool {
	then, err := Tree{k.Leaves, k.Root}.checkpoint()
	now, other := lg.settled.checkpoint()
	return err == nil && other == nil && integrity.TreeContinues(filepath.Join(lg.dir, "tree"), then, now) == nil
}

// treeNow returns the tree of the snapshot in use.
func (lg *Standing) treeNow() Tree {
	lg.mu.Lock()
	defer lg.mu.Unlock()
	return lg.current
}

// lookAgain returns the present doubt: another copy of the archive may have been
// changed since this one was opened. It is called under recording.
func (lg *Standing) lookAgain() *Doubt {
	if d := lg.doubt.Load(); d != nil {
		return d
	}
	known, err := keys.ReadKnown(lg.Identity().ID)
	if err == nil || errors.Is(err, keys.ErrNotFound) {
		lg.unread = false
	}
	if err != nil || lg.known != nil && stateOf(known) == stateOf(lg.known) {
		return nil // a state that was forgotten meanwhile is kept again with the next line
	}
	if d := lg.differs(known); d != nil {
		lg.doubt.Store(d)
	} else {
		lg.known = known
	}
	return lg.doubt.Load()
}

// keepKnown makes the present state of the archive its known state. By then the
// line is in the journal and on the disk, so the known state is never ahead of the
// archive. It is called under recording.
func (lg *Standing) keepKnown() {
	if lg.unread && (lg.lookAgain() != nil || lg.unread) {
		return
	}
	id, now := lg.Identity(), lg.state()
	k := &keys.Known{
		Archive: id.ID, Name: id.Name, Folder: lg.Place(), Seen: lg.now().UTC().Round(0),
		Lines: now.Lines, Line: now.Line, Leaves: now.Leaves, Root: now.Root,
	}
	own := make(map[string]bool)
	if lg.known != nil {
		for _, key := range lg.known.Keys {
			own[key.Verifier] = key.Own
		}
		if at := lg.original(); at != "" && stateOf(lg.known) == now {
			k.Folder = at // looking at a copy does not make it the archive in use
		}
		if stateOf(lg.known) == now && lg.known.Folder == k.Folder && (lg.key == nil || own[lg.key.Verifier()]) {
			return // nothing is new
		}
	}
	if lg.key != nil {
		own[lg.key.Verifier()] = true
	}
	if lg.known != nil && !slices.ContainsFunc(id.Keys, func(key Key) bool { return key.Verifier == lg.known.Next }) {
		k.Next = lg.known.Next
	}
	for _, key := range id.Keys {
		k.Keys = append(k.Keys, keys.KnownKey{Verifier: key.Verifier, Own: own[key.Verifier]})
	}
	if lg.unkept = k.Keep(); lg.unkept == nil {
		lg.known = k
	}
}
