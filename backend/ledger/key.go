package ledger

import (
	"errors"
	"fmt"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/keys"
)

// keptSigner returns the private half of the key, if this program can get it. It is
// called under recording.
func (lg *Standing) keptSigner() (*integrity.Signer, error) {
	if lg.key != nil {
		return lg.key, nil
	}
	id := lg.Identity()
	signer, err := findSigner(id.ID, id.Key())
	if err != nil {
		return nil, err
	}
	lg.key = signer
	return signer, nil
}

// findSigner returns the private half of a key of an archive.
func findSigner(archiveID string, k Key) (*integrity.Signer, error) {
	secret, err := keys.Find(k.Name(archiveID), k.Kept)
	if err != nil {
		return nil, err
	}
	signer, err := integrity.ParseSigner(secret)
	if err != nil {
		return nil, err
	}
	if signer.Verifier() != k.Verifier {
		return nil, fmt.Errorf("%w: what is kept is another key", keys.ErrNotFound)
	}
	return signer, nil
}

// A NoKeyError is ErrNoKey with the key that it is about, and why it cannot be used.
type NoKeyError struct {
	ID  string
	Err error
}

func (e *NoKeyError) Error() string { return ErrNoKey.Error() + ": key " + e.ID + ": " + e.Err.Error() }

// Unwrap returns ErrNoKey and the cause.
func (e *NoKeyError) Unwrap() []error { return []error{ErrNoKey, e.Err} }

// heldSigner is keptSigner, and where there is none an error that wraps ErrNoKey
// and says why.
func (lg *Standing) heldSigner() (*integrity.Signer, error) {
	signer, why := lg.keptSigner()
	if why != nil {
		return nil, failure.New("sign for", lg.dir, &NoKeyError{lg.Identity().Key().ID(), why})
	}
	return signer, nil
}

// signer returns the key that signs for the archive, unless the archive is in
// doubt. A missing key is never replaced silently: otherwise nobody who checks a
// signature could tell who made it. It is called under recording.
func (lg *Standing) signer() (*integrity.Signer, error) {
	if d := lg.lookAgain(); d != nil {
		return nil, lg.doubtful(d)
	}
	return lg.heldSigner()
}

// makeKey makes a new key, and journals it with the reason and, if the key before
// could not be used, with why. It is called under recording.
func (lg *Ledger) makeKey(reason string, why error) (*integrity.Signer, error) {
	if lg.readOnly != "" {
		return nil, failure.Newf("make a key for", lg.dir, "%w (%s); copy the folder to where it can be written", ErrReadOnly, lg.readOnly)
	}
	id := lg.Identity()
	changed := KeyChanged{Before: id.Key().ID(), Reason: reason}
	if why != nil {
		if no, ok := errors.AsType[*NoKeyError](why); ok {
			why = no.Err // that there is no key, the line says
		}
		changed.Why = folder.Bounded(why.Error())
	}
	k, signer, err := MakeKey(id.ID, lg.now())
	if err != nil {
		return nil, failure.New("make a key for", lg.dir, err)
	}
	// The program may end between the line and what is known of it.
	if lg.known != nil {
		next := *lg.known
		next.Next = k.Verifier
		if err := next.Keep(); err != nil {
			return nil, errors.Join(err, keys.Forget(k.Name(id.ID), k.Kept))
		}
		lg.known = &next
	}
	folder.Step()
	changed.Key, lg.key = k, signer
	if err := lg.amend(KindKeyChanged, changed, signer); err != nil {
		lg.key = nil
		return nil, errors.Join(err, keys.Forget(k.Name(id.ID), k.Kept))
	}
	if lg.doubt.Load() == nil {
		lg.keepKnown() // with the new key, now that it is in use
	}
	return signer, nil
}

// amend adds a line that changes archive.json, and then changes the file. The
// journal decides: if archive.json cannot be written now, the next opening updates
// it. It is called under recording.
func (lg *Ledger) amend(kind string, data any, by *integrity.Signer) error {
	l, err := lg.append(kind, data, by)
	if err != nil {
		return err
	}
	next := lg.Identity().Clone()
	if err := next.Apply(l); err != nil {
		return failure.New("change", lg.dir, err)
	}
	lg.setIdentity(next)
	folder.Step()
	WriteIdentity(lg.dir, next)
	folder.Step()
	return nil
}

// Identity returns the present identity of the archive. It must not be changed.
func (lg *History) Identity() *Identity {
	lg.mu.Lock()
	defer lg.mu.Unlock()
	return lg.identity
}

func (lg *History) setIdentity(id *Identity) {
	lg.mu.Lock()
	lg.identity = id
	lg.mu.Unlock()
}

// bringUp updates the identity to the journal, where archive.json could not be
// written after a line. Before that it must agree with the lines that it includes.
func (lg *Ledger) bringUp(j *integrity.Journal) (problems []string) {
	was := &Identity{}
	next := lg.identity.Clone()
	for n := range j.Len() {
		if !amends(j.Kind(n)) {
			continue
		}
		l, err := j.Line(n)
		if err == nil && l.N <= lg.identity.Journal {
			err = was.Apply(l)
		} else if err == nil {
			err = next.Apply(l)
		}
		if err != nil {
			return []string{"journal.jsonl: " + err.Error()}
		}
	}
	if how := lg.identity.Differs(was); how != "" {
		problems = append(problems, "archive.json: "+how)
	}
	if next.Journal > lg.identity.Journal && next.Keys != nil {
		lg.identity = next
		// On a full disk the archive is read as the journal says.
		if lg.readOnly == "" {
			WriteIdentity(lg.dir, next)
		}
	}
	return problems
}

// Sign signs a tree with the key in use, and says how long the journal was then: the
// checkpoint of a snapshot may be signed with a key that is no longer kept.
func (lg *Standing) Sign(t Tree) (by *integrity.Signer, checkpoint string, head integrity.Head, err error) {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	if by, err = lg.signer(); err != nil {
		return nil, "", head, err
	}
	checkpoint, err = SignTree(lg.Identity().ID, t, by)
	return by, checkpoint, lg.journal.Head(), err
}
