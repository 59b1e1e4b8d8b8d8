package encryption

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"filippo.io/age"
)

// Extension is what the name of an encrypted file ends in, behind that of the plain one.
const Extension = ".age"

// intro is how every file of this format begins.
const intro = "age-encryption.org/v1\n"

// workFactor is that of age itself. It is a variable only so that tests need not wait.
var workFactor = 18

// maxHeader bounds a header: 100 keys that withstand quantum computers take 170 kB.
const maxHeader = 256 << 10

// Errors of opening a file.
var (
	ErrPassphrase = errors.New("the passphrase does not open it: it is another one, or the file was changed")
	ErrIdentity   = errors.New("none of the keys opens it: it was encrypted for others")
	ErrDamaged    = errors.New("it is encrypted, and damaged: it was changed or cut since it was made")
	ErrNeedsKey   = errors.New("it is encrypted for keys, not by a passphrase")
	ErrNeedsWord  = errors.New("it is encrypted by a passphrase, not for keys")
	ErrTooMuch    = errors.New("trying a passphrase on it would take more than Daybook gives to a file of strangers; the program age opens it")

	ErrNotIdentity = errors.New("no file of private keys: age writes these (AGE-SECRET-KEY-1…), and so does SSH")
	ErrProtected   = errors.New("a private key under a passphrase of its own, which cannot be asked for here; the program age asks for it")
	// ErrKeyPassphrase is about the passphrase of a private key, not of a file.
	ErrKeyPassphrase = errors.New("that is not the passphrase of the private key")
)

// A Look is what the header of an encrypted file tells to everybody.
type Look struct {
	Passphrase bool // it is encrypted by a passphrase, otherwise for keys
	header     []byte
	work       int
}

// Is reports whether a file begins as an encrypted one.
func Is(r io.ReaderAt) (bool, error) {
	head := make([]byte, len(intro))
	n, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return false, err
	}
	return string(head[:n]) == intro, nil
}

// LookAt reads the header of a file for which Is is true. The error wraps ErrDamaged or is
// that of r.
func LookAt(r io.ReaderAt, size int64) (Look, error) {
	src := &source{r: r}
	header, err := age.ExtractHeader(io.NewSectionReader(src, 0, min(size, maxHeader)))
	if err != nil {
		return Look{}, src.or(ErrDamaged)
	}
	l := Look{header: header}
	for line := range bytes.Lines(header) {
		fields := strings.Fields(string(line))
		if len(fields) > 1 && fields[0] == "->" && fields[1] == "scrypt" {
			l.Passphrase = true
			l.work, _ = strconv.Atoi(fields[len(fields)-1])
		}
	}
	return l, nil
}

// Secrets open files: private keys, or a passphrase.
type Secrets struct {
	passphrase string
	identities []age.Identity
}

// Passphrase returns the secret of a file that is encrypted by a passphrase.
func Passphrase(text string) Secrets { return Secrets{passphrase: text} }

// Identities returns the secrets of a file of private keys, as age-keygen or ssh-keygen
// write it. ask is called for the passphrase of a key of SSH, when it is needed, and may be
// nil. The error wraps ErrNotIdentity or ErrProtected.
func Identities(text []byte, ssh SSH, ask func() (string, error)) (Secrets, error) {
	if ask == nil {
		ask = func() (string, error) { return "", ErrProtected }
	}
	switch {
	case bytes.HasPrefix(text, []byte(intro)), bytes.HasPrefix(text, []byte("-----BEGIN AGE ENCRYPTED FILE-----")):
		return Secrets{}, ErrProtected
	case bytes.HasPrefix(bytes.TrimSpace(text), []byte("-----BEGIN ")):
		if ssh == nil {
			return Secrets{}, fmt.Errorf("%w; a key of SSH is read by Daybook itself, and by the program age", ErrNotIdentity)
		}
		one, err := ssh.Identity(text, ask)
		if err != nil {
			return Secrets{}, fmt.Errorf("%w: %w", ErrNotIdentity, err)
		}
		return Secrets{identities: []age.Identity{one}}, nil
	}
	all, err := age.ParseIdentities(bytes.NewReader(text))
	if err != nil { // which may have a private key in it
		return Secrets{}, ErrNotIdentity
	}
	return Secrets{identities: all}, nil
}

// A Key is the key of one file. It opens no other.
type Key struct{ file []byte }

// Unlock finds the key of an encrypted file. The error wraps one of those above, or is that
// of r.
func Unlock(r io.ReaderAt, size int64, s Secrets) (*Key, error) {
	l, err := LookAt(r, size)
	if err != nil {
		return nil, err
	}
	identities, wrong := s.identities, ErrIdentity
	switch {
	case l.Passphrase && s.passphrase == "":
		return nil, ErrNeedsWord
	case !l.Passphrase && len(s.identities) == 0:
		return nil, ErrNeedsKey
	case l.Passphrase && l.work > workFactor:
		return nil, ErrTooMuch
	case l.Passphrase:
		one, err := age.NewScryptIdentity(s.passphrase)
		if err != nil {
			return nil, err
		}
		one.SetMaxWorkFactor(workFactor)
		identities, wrong = []age.Identity{one}, ErrPassphrase
	}
	key, err := age.DecryptHeader(l.header, identities...)
	var none *age.NoIdentityMatchError
	var asked *AskError
	switch {
	case errors.As(err, &none):
		return nil, wrong
	case errors.As(err, &asked):
		return nil, asked.Err
	case err != nil:
		return nil, ErrDamaged
	}
	return &Key{key}, nil
}

// An AskError is an error of asking for the passphrase of a key.
type AskError struct{ Err error }

func (e *AskError) Error() string { return e.Err.Error() }
func (e *AskError) Unwrap() error { return e.Err }

// Open returns the plain text of a file and its size. What is read is what was encrypted, or
// an error that wraps ErrDamaged or is that of r. Reads may be concurrent.
func (k *Key) Open(r io.ReaderAt, size int64) (io.ReaderAt, int64, error) {
	src := &source{r: r}
	plain, n, err := age.DecryptReaderAt(src, size, age.NewInjectedFileKeyIdentity(k.file))
	if err != nil {
		return nil, 0, src.or(ErrDamaged)
	}
	return &blocks{r: plain, src: src, size: n}, n, nil
}
