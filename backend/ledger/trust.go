package ledger

import (
	"errors"
	"strings"

	"daybook/backend/folder"
	"daybook/backend/integrity"
)

// Trust makes the present state of the archive the known state of this computer, for
// a reason, which the journal gets with the state that was known before. tidy removes
// files of another state from the folder. Where the archive's key is not here, newKey
// allows a new key; otherwise the error wraps ErrNoKey. Without a doubt the error is
// ErrNoDoubt. Nothing else may change the archive meanwhile.
func (lg *Ledger) Trust(reason string, newKey bool, tidy func() error) (integrity.Line, error) {
	if reason = folder.Bounded(strings.TrimSpace(reason)); reason == "" {
		return integrity.Line{}, ErrNoReason
	}
	lg.recording.Lock()
	defer lg.recording.Unlock()
	doubt := lg.lookAgain()
	if doubt == nil {
		return integrity.Line{}, ErrNoDoubt
	}
	signer, err := lg.heldSigner()
	if errors.Is(err, ErrNoKey) && newKey {
		signer, err = lg.makeKey(reason, err)
	}
	if err != nil {
		return integrity.Line{}, err
	}
	if err := tidy(); err != nil {
		return integrity.Line{}, err
	}
	l, err := lg.append(KindTrusted, Trusted{doubt.Known, doubt.Now, doubt.Differs, reason}, signer)
	if err != nil {
		return integrity.Line{}, err
	}
	lg.doubt.Store(nil)
	lg.keepKnown()
	if lg.unkept != nil {
		lg.doubt.Store(doubt)
		return l, lg.unkept
	}
	return l, nil
}

// NewKey makes a new key, with which the archive signs from then on, and
// journals why. Nothing else may change the archive meanwhile.
func (lg *Ledger) NewKey(reason string) (Key, error) {
	if reason = folder.Bounded(strings.TrimSpace(reason)); reason == "" {
		return Key{}, ErrNoReason
	}
	lg.recording.Lock()
	defer lg.recording.Unlock()
	if d := lg.lookAgain(); d != nil {
		return Key{}, lg.doubtful(d)
	}
	_, why := lg.heldSigner()
	if _, err := lg.makeKey(reason, why); err != nil {
		return Key{}, err
	}
	return lg.Identity().Key(), nil
}
