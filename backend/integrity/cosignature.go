package integrity

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"

	"daybook/backend/failure"
)

// ErrCosignature reports a cosignature by a known witness that is not valid: the
// checkpoint or the cosignature was changed.
var ErrCosignature = errors.New("not cosigned by the witness that it names")

// cosignatureType is the type of the key of an Ed25519 cosigner in C2SP's signed-note.
const cosignatureType = 0x04

// secretPrefix begins the text of a witness's private key. It is not that of a key that
// signs notes: the two kinds of signature are over different bytes, and a key must never
// make both.
const secretPrefix = "PRIVATE+WITNESS+KEY+"

// A Witness is the private Ed25519 key with which somebody cosigns checkpoints of others,
// by C2SP's tlog-cosignature. It is safe for concurrent use.
type Witness struct {
	name string
	key  ed25519.PrivateKey
}

// NewWitness makes a key from the system's random numbers. Errors wrap ErrKey if no key
// can have that name: see IsWitnessName.
func NewWitness(name string) (*Witness, error) {
	if !IsWitnessName(name) {
		return nil, fmt.Errorf("%w: %.80q is no name of a witness", ErrKey, name)
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, failure.New("make key", "", err)
	}
	return &Witness{name, key}, nil
}

// IsWitnessName reports whether a witness can have the name: signatures and keys can
// be written with it, and a line has room for it.
func IsWitnessName(name string) bool {
	return name != "" && len(name) <= maxWitnessName && utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool {
		return r == '+' || unicode.IsSpace(r) || !unicode.IsPrint(r)
	})
}

// maxWitnessName is the most bytes that the name of a witness has; C2SP allows no more in
// the formats that sign it.
const maxWitnessName = 255

// ParseWitness reads a text that Secret returned.
func ParseWitness(secret string) (*Witness, error) {
	rest, ok := strings.CutPrefix(secret, secretPrefix)
	name, encoded, found := strings.Cut(rest, "+")
	seed, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if !ok || !found || err != nil || len(seed) != ed25519.SeedSize || !IsWitnessName(name) {
		return nil, fmt.Errorf("%w: it is no private key of a witness", ErrKey)
	}
	w := &Witness{name, ed25519.NewKeyFromSeed(seed)}
	if w.Secret() != secret { // base64 passes over line ends
		return nil, fmt.Errorf("%w: it is no private key of a witness", ErrKey)
	}
	return w, nil
}

// Secret returns the private key as text. Anybody who has it can cosign as the witness.
func (w *Witness) Secret() string {
	return secretPrefix + w.name + "+" + base64.StdEncoding.EncodeToString(w.key.Seed())
}

// Name returns the name of the witness.
func (w *Witness) Name() string { return w.name }

// Verifier returns the public key as text, in the format of C2SP's signed-note: the
// name, the eight digits of the key, and type and key in base64, with + between them.
func (w *Witness) Verifier() string {
	public := w.key.Public().(ed25519.PublicKey)
	return witnessVerifier{w.name, public}.String()
}

// Cosign adds the cosignature of the witness, made at that time, to a signed note, which
// must be signed by one of keys and stays as it is otherwise. An earlier cosignature of
// the same key is replaced. It does not look at what the note says: see package witness
// for what must be true before.
func (w *Witness) Cosign(signed string, keys Verifiers, at time.Time) (string, error) {
	n, err := note.Open([]byte(signed), keys.list)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrSignature, err)
	}
	if at.Unix() < 0 {
		return "", failure.Newf("cosign", "", "the clock is before 1970")
	}
	cosigned, err := note.Sign(n, &cosigner{w, uint64(at.Unix())})
	if err != nil {
		return "", failure.New("cosign", "", err)
	}
	return string(cosigned), nil
}

// A cosigner is a note.Signer that cosigns at a time.
type cosigner struct {
	*Witness
	at uint64
}

func (c *cosigner) KeyHash() uint32 {
	return witnessKeyHash(c.name, c.key.Public().(ed25519.PublicKey))
}

func (c *cosigner) Sign(text []byte) ([]byte, error) {
	stamp := binary.BigEndian.AppendUint64(nil, c.at)
	return append(stamp, ed25519.Sign(c.key, cosignedMessage(c.at, text))...), nil
}

// cosignedMessage returns the bytes that a cosignature is over.
func cosignedMessage(at uint64, text []byte) []byte {
	return append([]byte("cosignature/v1\ntime "+strconv.FormatUint(at, 10)+"\n"), text...)
}

// witnessKeyHash returns the number that distinguishes a key from others of its name.
func witnessKeyHash(name string, key ed25519.PublicKey) uint32 {
	sum := sha256.Sum256(append([]byte(name+"\n"+string(rune(cosignatureType))), key...))
	return binary.BigEndian.Uint32(sum[:])
}

// A witnessVerifier is the public key of a witness. It is a note.Verifier.
type witnessVerifier struct {
	name string
	key  ed25519.PublicKey
}

func (v witnessVerifier) Name() string    { return v.name }
func (v witnessVerifier) KeyHash() uint32 { return witnessKeyHash(v.name, v.key) }

func (v witnessVerifier) String() string {
	return fmt.Sprintf("%s+%08x+%s", v.name, v.KeyHash(), base64.StdEncoding.EncodeToString(append([]byte{cosignatureType}, v.key...)))
}

// stampSize is the number of bytes of the time in front of a signature.
const stampSize = 8

func (v witnessVerifier) Verify(text, sig []byte) bool {
	if len(sig) != stampSize+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(sig)
	return at <= math.MaxInt64 && ed25519.Verify(v.key, cosignedMessage(at, text), sig[stampSize:])
}

// Witnesses are public keys of witnesses, whose cosignatures count.
type Witnesses struct{ list []note.Verifier }

// NewWitnesses reads public keys of witnesses, each as Verifier wrote it. A key that is
// given twice counts once.
func NewWitnesses(verifiers ...string) (Witnesses, error) {
	var all Witnesses
	known := make(map[string]bool)
	for _, text := range verifiers {
		v, err := parseWitnessVerifier(text)
		if err != nil {
			return Witnesses{}, err
		}
		if !known[text] {
			known[text] = true
			all.list = append(all.list, v)
		}
	}
	return all, nil
}

func parseWitnessVerifier(text string) (witnessVerifier, error) {
	parts := strings.SplitN(text, "+", 3) // base64 has + too
	if len(parts) != 3 || !IsWitnessName(parts[0]) {
		return witnessVerifier{}, fmt.Errorf("%w: %.200q is no key of a witness: it is a name, eight digits and a key, with + between them", ErrKey, text)
	}
	key, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	switch {
	case err == nil && len(key) > 0 && key[0] != cosignatureType:
		return witnessVerifier{}, fmt.Errorf("%w: %.80q is no key for cosignatures with Ed25519, but of type %d", ErrKey, parts[0], key[0])
	case err != nil || len(key) != 1+ed25519.PublicKeySize:
		return witnessVerifier{}, fmt.Errorf("%w: the key of %.80q is not as long as one, or no base64", ErrKey, parts[0])
	}
	v := witnessVerifier{parts[0], key[1:]}
	if v.String() != text {
		return witnessVerifier{}, fmt.Errorf("%w: the digits of %.80q are not those of the key: a character was changed or lost", ErrKey, parts[0])
	}
	return v, nil
}

// A Cosignature says that a witness saw a checkpoint, and that at that time it was the
// largest of its origin that the witness had seen, and continued all before it.
type Cosignature struct {
	Name     string
	Verifier string // the public key
	Time     time.Time
}

// ID returns the eight digits of the witness's key.
func (c Cosignature) ID() string { return KeyID(c.Verifier) }

// A Cosigned is a checkpoint with those who cosigned it.
type Cosigned struct {
	Checkpoint
	Key    string        // id of the archive's key that signed it
	By     []Cosignature // known witnesses, in the order of their lines
	Others []string      // other signatures, which nobody here can check: "NAME, key ID"
	// Note is the signed note without what nobody here can check: the text, the
	// archive's signature, and the cosignatures of By.
	Note string

	note *note.Note
}

// OpenCosigned reads a checkpoint as OpenCheckpoint does, with the cosignatures of the
// known witnesses. A cosignature that is not the one of the known witness that it names
// is an error that wraps ErrCosignature; cosignatures of others do no harm.
func OpenCosigned(signed, origin string, keys Verifiers, known Witnesses) (Cosigned, error) {
	c, key, err := OpenCheckpoint(signed, origin, keys)
	if err != nil {
		return Cosigned{}, err
	}
	out := Cosigned{Checkpoint: c, Key: key}
	own, err := note.Open([]byte(signed), keys.list)
	if err != nil {
		return Cosigned{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	out.note = &note.Note{Text: own.Text, Sigs: slices.Clone(own.Sigs)}
	list := note.VerifierList(known.list...)
	n, err := note.Open([]byte(signed), list)
	var unverified *note.UnverifiedNoteError
	var invalid *note.InvalidSignatureError
	switch {
	case errors.As(err, &unverified):
		n = unverified.Note
	case errors.As(err, &invalid):
		return Cosigned{}, fmt.Errorf("%w: %.80q, key %08x", ErrCosignature, invalid.Name, invalid.Hash)
	case err != nil:
		return Cosigned{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	for _, s := range n.Sigs {
		v, err := list.Verifier(s.Name, s.Hash) // which it was opened with
		if err != nil {
			return Cosigned{}, fmt.Errorf("%w: %w", ErrCosignature, err)
		}
		out.By = append(out.By, Cosignature{s.Name, v.(witnessVerifier).String(), stampOf(s)})
		out.note.Sigs = append(out.note.Sigs, s)
	}
	for _, s := range n.UnverifiedSigs {
		if !has(own.Sigs, s) {
			out.Others = append(out.Others, fmt.Sprintf("%s, key %08x", s.Name, s.Hash))
		}
	}
	err = out.write()
	return out, err
}

// has reports whether one of the signatures is by the key of s.
func has(list []note.Signature, s note.Signature) bool {
	return slices.ContainsFunc(list, func(one note.Signature) bool { return one.Name == s.Name && one.Hash == s.Hash })
}

// stampOf returns the time of a cosignature that is valid.
func stampOf(s note.Signature) time.Time {
	const before = 4 // bytes of the key's hash
	raw, _ := base64.StdEncoding.DecodeString(s.Base64)
	return time.Unix(int64(binary.BigEndian.Uint64(raw[before:])), 0).UTC()
}

// Merge returns c with the cosignatures of another as well, which must be of the same text.
// Of two by one key the later counts.
func (c Cosigned) Merge(other Cosigned) (Cosigned, error) {
	if other.note.Text != c.note.Text {
		return Cosigned{}, failure.Newf("merge", "", "%w: the two are not of one text", ErrCheckpoint)
	}
	out := c
	out.By, out.note = slices.Clone(c.By), &note.Note{Text: c.note.Text, Sigs: slices.Clone(c.note.Sigs)}
	for _, by := range other.By {
		line := other.note.Sigs[slices.IndexFunc(other.note.Sigs, by.of)]
		at := slices.IndexFunc(out.By, func(own Cosignature) bool { return own.Verifier == by.Verifier })
		switch {
		case at < 0:
			out.By, out.note.Sigs = append(out.By, by), append(out.note.Sigs, line)
		case by.Time.After(out.By[at].Time):
			out.By[at], out.note.Sigs[slices.IndexFunc(out.note.Sigs, by.of)] = by, line
		}
	}
	err := out.write()
	return out, err
}

// of reports whether a signature is by the key of c.
func (c Cosignature) of(s note.Signature) bool {
	return s.Name == c.Name && fmt.Sprintf("%08x", s.Hash) == c.ID()
}

// write makes the text of the note.
func (c *Cosigned) write() error {
	text, err := note.Sign(c.note)
	if err != nil {
		return failure.New("write", "checkpoint", err)
	}
	c.Note = string(text)
	return nil
}
