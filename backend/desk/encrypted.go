package desk

import (
	"errors"
	"fmt"
	"os"

	"daybook/backend/encryption"
	"daybook/backend/encryption/sshkeys"
	"daybook/backend/ingest"
	"daybook/backend/proof"
)

// ErrEncrypted reports an encrypted file where only a plain one can be used.
var ErrEncrypted = errors.New("it is encrypted")

// mostKeys bounds a file of keys, in bytes.
const mostKeys = 1 << 20

// Recipients returns those for whom a bundle is to be encrypted: each of given is a public
// key, or the name of a file with one in each line.
func Recipients(given []string) (*encryption.Recipients, error) {
	var keys []string
	for _, one := range given {
		if _, err := encryption.ForKeys([]string{one}, sshkeys.Keys{}); err == nil || errors.Is(err, encryption.ErrPrivate) {
			keys = append(keys, one)
			continue
		}
		text, err := readKeys(one)
		switch {
		case err == nil && len(encryption.Keys(text)) > 0:
			keys = append(keys, encryption.Keys(text)...)
		case err == nil:
			return nil, fmt.Errorf("%s has %w", one, encryption.ErrNotRecipient)
		default:
			keys = append(keys, one) // which is told to be no key
		}
	}
	return encryption.ForKeys(keys, sshkeys.Keys{})
}

// TypedRecipients is Recipients for keys alone, one a line, as a person typed them.
func TypedRecipients(text string) (*encryption.Recipients, error) {
	return encryption.ForKeys(encryption.Keys([]byte(text)), sshkeys.Keys{})
}

// Identities reads the file of private keys at path. ask is called for the passphrase of a
// key of SSH, when it is needed; nil if nobody can be asked.
func Identities(path string, ask func() (string, error)) (encryption.Secrets, error) {
	text, err := readKeys(path)
	if err != nil {
		return encryption.Secrets{}, err
	}
	s, err := encryption.Identities(text, sshkeys.Keys{}, ask)
	if err != nil {
		return s, fmt.Errorf("%s is %w", path, err)
	}
	return s, nil
}

func readKeys(path string) ([]byte, error) {
	text, err := readStart(path, mostKeys+1)
	if err == nil && len(text) > mostKeys {
		err = fmt.Errorf("%s is too long for a file of keys", path)
	}
	if err != nil {
		return nil, err
	}
	return text, nil
}

// LookAtBundle says of the file at path whether it is encrypted, and how; nil if it is not.
func LookAtBundle(path string) (look *encryption.Look, err error) {
	err = reading(path, func(f *os.File, size int64) error {
		is, err := encryption.Is(f)
		if err != nil || !is {
			return err
		}
		l, err := encryption.LookAt(f, size)
		look = &l
		return err
	})
	return look, err
}

// UnlockBundle finds the key of the encrypted file at path. The error wraps one of package
// encryption.
func UnlockBundle(path string, s encryption.Secrets) (key *encryption.Key, err error) {
	err = reading(path, func(f *os.File, size int64) error {
		key, err = encryption.Unlock(f, size, s)
		return err
	})
	return key, err
}

// reading opens a file, unless it is a folder, for which nothing is done.
func reading(path string, do func(f *os.File, size int64) error) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	f, info, err := ingest.OpenFile(path)
	if errors.Is(err, ingest.ErrNotOrdinary) {
		err = proof.ErrNotRegular
	}
	if err == nil {
		defer f.Close()
		err = do(f, info.Size())
	}
	if err != nil {
		return &UnreadableError{path, err}
	}
	return nil
}

// IsBundle reports whether the file or folder at path was meant to be an evidence bundle,
// whole or not: see proof.IsBundle. An encrypted file counts as one until it is opened.
func IsBundle(path string) (bool, error) {
	if look, err := LookAtBundle(path); look != nil && (err == nil || errors.Is(err, encryption.ErrDamaged)) {
		return true, nil
	}
	return proof.IsBundle(path)
}

// Unlocking adds to an error of opening an encrypted bundle what to do on the command line.
func Unlocking(file string, err error) error {
	what := ""
	switch {
	case errors.Is(err, encryption.ErrNeedsWord):
		what = "; add --passphrase"
	case errors.Is(err, encryption.ErrNeedsKey):
		what = "; add --identity FILE, which has the private key"
	case errors.Is(err, encryption.ErrDamaged):
		what = "; ask for it again where it came from"
	case errors.Is(err, encryption.ErrPassphrase), errors.Is(err, encryption.ErrIdentity), errors.Is(err, encryption.ErrTooMuch):
	default:
		return err
	}
	return fmt.Errorf("%s is not opened: %w%s", file, err, what)
}
