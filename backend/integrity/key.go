package integrity

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"daybook/backend/failure"
)

// ErrKey reports text that is not a key of the requested kind.
var ErrKey = errors.New("not a key")

// Origin returns the name of an archive in the texts that it signs: the origin of
// its checkpoints and the name of its keys.
func Origin(archiveID string) string { return "daybook/" + archiveID }

// A Signer is a private Ed25519 key with its name, which is the origin of the
// archive that it signs for. It is safe for concurrent use.
type Signer struct {
	note             note.Signer
	secret, verifier string
	marking          []byte // the key of FileMark
}

// NewSigner makes a key from the system's random numbers.
func NewSigner(origin string) (*Signer, error) {
	secret, _, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return nil, failure.New("make key", "", err)
	}
	return ParseSigner(secret)
}

// ParseSigner reads a text that Secret returned.
func ParseSigner(secret string) (*Signer, error) {
	signer, err := note.NewSigner(secret)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err) // which never contains the secret
	}
	// A signer does not reveal its public key. The text is "PRIVATE+KEY", name,
	// hash, and in base64, which has + too, a byte for the kind and the seed.
	encoded := strings.SplitN(secret, "+", 5)[4]
	seed, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return nil, ErrKey
	}
	public := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	verifier, err := note.NewEd25519VerifierKey(signer.Name(), public)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	marking, err := hkdf.Key(sha256.New, seed[1:], nil, "daybook file mark\n"+signer.Name(), sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	return &Signer{signer, secret, verifier, marking}, nil
}

// Secret returns the private key as text. Anybody who has it can sign as the
// archive.
func (s *Signer) Secret() string { return s.secret }

// Verifier returns the public key as text, in the format of
// golang.org/x/mod/sumdb/note: its name, eight hexadecimal digits that distinguish
// it from others, and the key in base64, with + between them.
func (s *Signer) Verifier() string { return s.verifier }

// Sign turns a text, which must end in a line end, into a signed note.
func (s *Signer) Sign(text string) (string, error) {
	signed, err := note.Sign(&note.Note{Text: text}, s.note)
	if err != nil {
		return "", failure.New("sign", "", err)
	}
	return string(signed), nil
}

// KeyName returns the name in a verifier's text: the origin of an archive, or the name of a
// witness.
func KeyName(verifier string) string {
	name, _, _ := strings.Cut(verifier, "+")
	return name
}

// KeyID returns the eight digits of a verifier's text, or "" if it has none.
func KeyID(verifier string) string {
	_, rest, _ := strings.Cut(verifier, "+")
	id, _, _ := strings.Cut(rest, "+")
	return id
}

// Verifiers are the public keys whose signatures are accepted.
type Verifiers struct{ list note.Verifiers }

// NewVerifiers reads public keys, each as Verifier wrote it.
func NewVerifiers(verifiers ...string) (Verifiers, error) {
	list := make([]note.Verifier, 0, len(verifiers))
	for _, text := range verifiers {
		v, err := note.NewVerifier(text)
		if err != nil {
			return Verifiers{}, fmt.Errorf("%w: %w", ErrKey, err)
		}
		list = append(list, v)
	}
	return Verifiers{note.VerifierList(list...)}, nil
}
