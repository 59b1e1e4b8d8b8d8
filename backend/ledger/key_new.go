package ledger

import (
	"time"

	"daybook/backend/integrity"
	"daybook/backend/keys"
)

// A Key is a public key of an archive, and where its private half was kept.
type Key struct {
	Verifier string     `json:"verifier"` // as package integrity writes it
	Kept     keys.Place `json:"kept"`
	Since    time.Time  `json:"since"`
}

// ID returns the eight digits that distinguish a key from the others of its archive.
func (k Key) ID() string { return integrity.KeyID(k.Verifier) }

// Name returns the name under which the private half is kept.
func (k Key) Name(archiveID string) string { return archiveID + "-" + k.ID() }

// MakeKey makes a key and keeps its private half.
func MakeKey(archiveID string, now time.Time) (Key, *integrity.Signer, error) {
	signer, err := integrity.NewSigner(integrity.Origin(archiveID))
	if err != nil {
		return Key{}, nil, err
	}
	k := Key{Verifier: signer.Verifier(), Since: now.UTC().Truncate(time.Millisecond)}
	k.Kept, err = keys.Keep(k.Name(archiveID), signer.Secret())
	return k, signer, err
}
