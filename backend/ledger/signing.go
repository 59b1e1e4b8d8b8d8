package ledger

import (
	"errors"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/keys"
)

// MaySign returns an error where a change or a handover could not be signed in the
// end.
func (lg *Standing) MaySign() error {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	_, err := lg.signer()
	return err
}

// HasKey returns nil where the archive's private key is here. It asks the keychain
// if the key is kept there.
func (lg *Standing) HasKey() error {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	_, err := lg.heldSigner()
	return err
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

func (lg *Standing) doubtful(d *Doubt) error { return failure.New("sign for", lg.dir, d) }

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

func (lg *Ledger) record(kind string, data any) (integrity.Line, error) {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	signer, err := lg.signer()
	if err != nil {
		return integrity.Line{}, err
	}
	return lg.append(kind, data, signer)
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
