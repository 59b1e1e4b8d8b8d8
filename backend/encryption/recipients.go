package encryption

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"filippo.io/age"
)

// Recipient and Identity are what age calls the public and the private side of a key, and a
// Stanza is what a header has for one.
type (
	Recipient = age.Recipient
	Identity  = age.Identity
	Stanza    = age.Stanza
)

// SSH reads keys of SSH, in the forms that OpenSSH writes.
type SSH interface {
	Recipient(line string) (Recipient, error)
	// Identity reads a private key. ask is called for its passphrase where it has one,
	// and only if the key is one that opens the file.
	Identity(pem []byte, ask func() (string, error)) (Identity, error)
}

// Errors about recipients. They say nothing of what is to be encrypted.
var (
	ErrNotRecipient = errors.New("no public key for which a file can be encrypted: that begins with age1, ssh-ed25519 or ssh-rsa")
	ErrPrivate      = errors.New("a private key, which is for opening a file: give the public key that belongs to it")
	ErrMixed        = errors.New("keys that begin with age1pq1 withstand quantum computers only among themselves: encrypt for them alone, or for none of them")
	ErrTooMany      = fmt.Errorf("a file can be encrypted for at most %d keys", MaxRecipients)
	ErrShort        = fmt.Errorf("a passphrase has at least %d characters: whoever gets the file can try others as long as he likes", MinPassphrase)
	ErrLong         = fmt.Errorf("a passphrase has at most %d bytes", MaxPassphrase)
)

// Bounds of what a file is encrypted for.
const (
	MaxRecipients = 100
	MinPassphrase = 12   // characters
	MaxPassphrase = 1024 // bytes
	maxKey        = 16 << 10
)

// Recipients are those for whom a file is encrypted.
type Recipients struct {
	list  []age.Recipient
	words []string
}

// Words returns the keys as they were typed, or "a passphrase".
func (r *Recipients) Words() []string { return r.words }

// ForKeys returns recipients by their public keys, each in a line as age or SSH writes it.
// The error wraps ErrNotRecipient, ErrPrivate, ErrMixed or ErrTooMany, or is that of ssh.
func ForKeys(keys []string, ssh SSH) (*Recipients, error) {
	r := &Recipients{}
	quantum := 0
	for _, key := range keys {
		key = strings.TrimSpace(key)
		one, err := recipient(key, ssh)
		if err != nil {
			return nil, fmt.Errorf("%q is %w", shortened(key), err)
		}
		if strings.HasPrefix(key, "age1pq1") {
			quantum++
		}
		r.list, r.words = append(r.list, one), append(r.words, key)
	}
	switch {
	case len(r.list) == 0:
		return nil, fmt.Errorf("an empty list has %w", ErrNotRecipient)
	case len(r.list) > MaxRecipients:
		return nil, ErrTooMany
	case quantum > 0 && quantum < len(r.list):
		return nil, ErrMixed
	}
	return r, nil
}

func recipient(key string, ssh SSH) (age.Recipient, error) {
	var one age.Recipient
	err := ErrNotRecipient
	switch {
	case len(key) > maxKey:
	case strings.HasPrefix(key, "AGE-SECRET-KEY-"), strings.Contains(key, "PRIVATE KEY-----"):
		return nil, ErrPrivate
	case strings.HasPrefix(key, "age1pq1"):
		one, err = age.ParseHybridRecipient(key)
	case strings.HasPrefix(key, "age1"):
		one, err = age.ParseX25519Recipient(key)
	case strings.HasPrefix(key, "ssh-") && ssh != nil:
		one, err = ssh.Recipient(key)
	}
	if err != nil {
		return nil, ErrNotRecipient
	}
	return one, nil
}

// shortened cuts a key where it is named in an error, so that no private key stands there as
// a whole.
func shortened(key string) string {
	const most = 24
	if utf8.RuneCountInString(key) <= most {
		return key
	}
	return string([]rune(key)[:most]) + "…"
}

// ForPassphrase returns the recipient who knows the passphrase. The error is ErrShort or
// ErrLong.
func ForPassphrase(passphrase string) (*Recipients, error) {
	switch {
	case utf8.RuneCountInString(passphrase) < MinPassphrase:
		return nil, ErrShort
	case len(passphrase) > MaxPassphrase:
		return nil, ErrLong
	}
	one, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	one.SetWorkFactor(workFactor)
	return &Recipients{list: []age.Recipient{one}, words: []string{"a passphrase"}}, nil
}

// Keys splits a file of public keys into its lines, without those that are empty or begin
// with #.
func Keys(text []byte) []string {
	var keys []string
	for line := range bytes.Lines(text) {
		if line := strings.TrimSpace(string(line)); line != "" && line[0] != '#' {
			keys = append(keys, line)
		}
	}
	return keys
}

// Encrypt returns a writer that encrypts to w, to be closed at the end, and the key of the
// file that it writes.
func (r *Recipients) Encrypt(w io.Writer) (io.WriteCloser, *Key, error) {
	key := &Key{}
	list := make([]age.Recipient, len(r.list))
	for i, one := range r.list {
		list[i] = &witnessed{one, key}
	}
	to, err := age.Encrypt(w, list...)
	return to, key, err
}

// witnessed is a recipient that notes the key of the file.
type witnessed struct {
	of  age.Recipient
	key *Key
}

func (r *witnessed) Wrap(key []byte) ([]*age.Stanza, error) {
	stanzas, _, err := r.WrapWithLabels(key)
	return stanzas, err
}

func (r *witnessed) WrapWithLabels(key []byte) ([]*age.Stanza, []string, error) {
	r.key.file = bytes.Clone(key)
	if labelled, ok := r.of.(age.RecipientWithLabels); ok {
		return labelled.WrapWithLabels(key)
	}
	stanzas, err := r.of.Wrap(key)
	return stanzas, nil, err
}
