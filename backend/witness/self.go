package witness

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/keys"
)

// A Self is who cosigns on this computer: one witness for each user of the operating
// system, since a person who signs twice is no second witness.
type Self struct {
	Verifier string     `json:"verifier"` // the public key, with the name
	Kept     keys.Place `json:"kept"`
	Since    time.Time  `json:"since"`
	Checksum string     `json:"checksum"`
}

// ChecksumField is the place of the checksum of the file.
func (s *Self) ChecksumField() *string { return &s.Checksum }

// Name returns the name that the witness cosigns with.
func (s *Self) Name() string { return integrity.KeyName(s.Verifier) }

// Me returns who cosigns on this computer, nil if nobody does yet.
func Me() (*Self, error) {
	dir, err := home()
	if err != nil {
		return nil, err
	}
	s := new(Self)
	if found, err := read(filepath.Join(dir, "witness.json"), s); !found || err != nil {
		return nil, err
	}
	return s, nil
}

// key returns the private key of s.
func (s *Self) key() (*integrity.Witness, error) {
	secret, err := keys.Find(s.keptAs(), s.Kept)
	if err != nil {
		return nil, failure.New("cosign as", s.Name(), fmt.Errorf("%w: %w", ErrKeyGone, err))
	}
	w, err := integrity.ParseWitness(secret)
	if err == nil && w.Verifier() != s.Verifier {
		err = errors.New("what is kept is another key")
	}
	if err != nil {
		return nil, failure.New("cosign as", s.Name(), fmt.Errorf("%w: %w", ErrKeyGone, err))
	}
	return w, nil
}

// keptAs is the name under which the private key is kept.
func (s *Self) keptAs() string { return "witness-" + integrity.KeyID(s.Verifier) }

// become makes the key of a new witness. The private key is kept before the file names it.
func become(dir, name string, now time.Time) (*integrity.Witness, error) {
	w, err := integrity.NewWitness(name)
	if err != nil {
		return nil, err
	}
	s := &Self{Verifier: w.Verifier(), Since: now.UTC().Truncate(time.Millisecond)}
	if s.Kept, err = keys.Keep(s.keptAs(), w.Secret()); err != nil {
		return nil, err
	}
	folder.Step()
	if err := write(filepath.Join(dir, "witness.json"), s); err != nil {
		return nil, errors.Join(err, keys.Forget(s.keptAs(), s.Kept))
	}
	return w, nil
}

// home returns the folder of what the witness remembers. It may not exist yet.
func home() (string, error) {
	dir, err := keys.Folder()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "witness"), nil
}

// read reads a file of the witness, and reports whether it is there.
func read(path string, v folder.Checksummed) (found bool, err error) {
	data, err := folder.Read(path, folder.MaxDocument)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if folder.Passing(err) {
		return false, failure.New("read", path, err)
	}
	if err == nil {
		err = folder.Decode(data, v)
	}
	if err != nil {
		return false, fmt.Errorf("%w (%s)", ErrDamaged, path)
	}
	return true, nil
}

func write[T any, P interface {
	*T
	folder.Checksummed
}](path string, v P) error {
	if err := folder.WriteChecked(path, v); err != nil {
		return failure.New("write", path, err)
	}
	return nil
}

// lock keeps other programs of this user from cosigning until release is called.
func lock(dir string) (release func() error, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, failure.New("cosign", "", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "LOCK"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, failure.New("cosign", "", err)
	}
	ok, err := folder.TryLock(f, false)
	if err == nil && !ok {
		err = ErrBusy
	}
	if err != nil {
		return nil, errors.Join(failure.New("cosign", "", err), f.Close())
	}
	return f.Close, nil
}
