package ledger

import (
	"fmt"

	"daybook/backend/failure"
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
