package keys

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"daybook/backend/durable"
	"daybook/backend/failure"
)

// A Known is the state in which this computer last saw an archive. It is kept
// apart from the archive, since whoever can write to the archive's folder can put
// an older state of it back, with signatures that were good then.
type Known struct {
	Archive string     `json:"archive"` // its id
	Name    string     `json:"name"`
	Folder  string     `json:"folder"`         // where it was
	Seen    time.Time  `json:"seen"`           // when it was in this state, in UTC
	Keys    []KnownKey `json:"keys"`           // its public keys, of which the last one signs
	Next    string     `json:"next,omitempty"` // key that was made here, and that may be the last key
	Lines   int64      `json:"lines"`          // of its journal
	Line    string     `json:"line"`           // SHA-256 of the last of them, in hexadecimal
	Leaves  int64      `json:"leaves"`         // of its tree
	Root    string     `json:"root"`           // of the tree, in hexadecimal
}

// A KnownKey is a public key of an archive, as package integrity writes it, and
// whether this computer has signed with its private half.
type KnownKey struct {
	Verifier string `json:"verifier"`
	Own      bool   `json:"own"`
}

// ErrKnownDamaged reports that the record of an archive's state cannot be read.
var ErrKnownDamaged = errors.New("what this computer keeps of the archive's state is damaged")

// maxKnown is more bytes than a record has: one key takes some two hundred.
const maxKnown = 1 << 20

// ReadKnown returns the state of an archive that this computer keeps. Errors wrap
// ErrNotFound, where it never saw the archive, or ErrKnownDamaged, or come from reading
// the file.
func ReadKnown(archiveID string) (*Known, error) {
	path, err := knownFile(archiveID)
	if err != nil {
		return nil, err
	}
	data, err := durable.Read(path, maxKnown)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrNotFound
	case errors.Is(err, durable.ErrTooLarge), errors.Is(err, durable.ErrNotOwn):
		return nil, fmt.Errorf("%w: %w", ErrKnownDamaged, err)
	case err != nil:
		return nil, failure.New("read", path, err)
	}
	k, err := parseKnown(data)
	if err == nil && k.Archive != archiveID {
		err = fmt.Errorf("%w: it is of archive %.80q", ErrKnownDamaged, k.Archive)
	}
	if err != nil {
		return nil, fmt.Errorf("%w (%s)", err, path)
	}
	return k, nil
}

// parseKnown reads the output of encode, and refuses anything that encode would write
// differently.
func parseKnown(data []byte) (*Known, error) {
	k := new(Known)
	if err := json.Unmarshal(data, k); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKnownDamaged, err)
	}
	again, err := k.encode()
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrKnownDamaged, err)
	case !bytes.Equal(again, data):
		return nil, fmt.Errorf("%w: it is not as it was written", ErrKnownDamaged)
	case len(k.Keys) == 0 || k.Lines < 1 || k.Leaves < 0 || !isHash(k.Line) || !isHash(k.Root):
		return nil, fmt.Errorf("%w: it says no state", ErrKnownDamaged)
	}
	return k, nil
}

func isHash(text string) bool {
	return len(text) == 64 && strings.Trim(text, "0123456789abcdef") == ""
}

func (k *Known) encode() ([]byte, error) {
	data, err := json.MarshalIndent(k, "", "  ")
	return append(data, '\n'), err
}

// writes distinguishes the files that one process writes at the same time.
var writes atomic.Int64

// Keep makes k the known state of its archive. It is durable when Keep returns, at the
// cost of two syncs; after an error the state before is still kept.
func (k *Known) Keep() error {
	path, err := knownFile(k.Archive)
	if err != nil {
		return err
	}
	data, err := k.encode()
	if err != nil {
		return failure.New("keep", path, err)
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return failure.Newf("keep", path, "%w; %s", err, toSet)
	}
	temporary := fmt.Sprintf("%s.%d-%d.new", path, os.Getpid(), writes.Add(1))
	err = durable.Write(temporary, 0o600, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		os.Remove(temporary)
		return failure.Newf("keep", path, "%w; %s", err, toSet)
	}
	removeLeft(path)
	if err := durable.SyncFolder(dir); err != nil {
		return failure.New("keep", path, err)
	}
	return nil
}

// removeLeft removes the files that programs that died in Keep left beside a record.
// Writing a record takes moments, so no program still writes a file that is an hour
// old.
func removeLeft(path string) {
	left, _ := os.ReadDir(filepath.Dir(path))
	for _, d := range left {
		if !strings.HasPrefix(d.Name(), filepath.Base(path)+".") || !strings.HasSuffix(d.Name(), ".new") {
			continue
		}
		if info, err := d.Info(); err == nil && time.Since(info.ModTime()) > time.Hour {
			os.Remove(filepath.Join(filepath.Dir(path), d.Name()))
		}
	}
}

// ForgetKnown removes the known state of an archive, which is useless once the archive
// is gone.
func ForgetKnown(archiveID string) error {
	path, err := knownFile(archiveID)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failure.New("forget", path, err)
	}
	return nil
}

// Owner returns the known state of the archive to which a public key belongs, where
// this computer has itself signed with that key; nil for any other key. A folder
// with the key that was once opened here does not show whose key it is.
func Owner(verifier string) *Known {
	name, _, _ := strings.Cut(verifier, "+")
	id, ok := strings.CutPrefix(name, "daybook/")
	if !ok {
		return nil
	}
	k, err := ReadKnown(id)
	if err != nil || !slices.Contains(k.Keys, KnownKey{Verifier: verifier, Own: true}) {
		return nil
	}
	return k
}

// Whose says to whom a public key belongs with which this computer has signed, in words
// that can follow "signed by key K,", and returns "" for any other key.
func Whose(verifier string) string {
	known := Owner(verifier)
	if known == nil {
		return ""
	}
	return fmt.Sprintf("with which this computer signs for the archive %q", known.Name)
}

// knownFile returns the path of the known state of an archive.
func knownFile(archiveID string) (string, error) {
	if !isName(archiveID) {
		return "", fmt.Errorf("%.80q is no id of an archive", archiveID)
	}
	dir, err := Folder()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "known", archiveID+".json"), nil
}
