package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"daybook/backend/durable"
	"daybook/backend/keys"
)

// Files that say what an archive is are JSON with a checksum: the SHA-256 of
// the file itself with the checksum left empty. Such a file is good only if it
// is byte for byte what would be written for what was read from it, so that no
// bit of it can change unseen.

type checksummed interface{ checksum() *string }

func encodeChecked(v checksummed) ([]byte, error) {
	*v.checksum() = ""
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	*v.checksum() = hex.EncodeToString(sum[:])
	data, err = json.MarshalIndent(v, "", "  ")
	return append(data, '\n'), err
}

func decodeChecked(data []byte, v checksummed) error {
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	sum := *v.checksum()
	again, err := encodeChecked(v)
	if err != nil {
		return err
	}
	if !bytes.Equal(data, again) && !writtenUnchecked(data, sum) {
		return fmt.Errorf("%w: its checksum does not fit", ErrDamaged)
	}
	return nil
}

// writtenUnchecked reports a file that a Daybook wrote which did not look whether
// its texts were UTF-8: what was not stands there as \ufffd, which is read as
// another text than would be written so. All of its bytes are in its checksum too.
func writtenUnchecked(data []byte, sum string) bool {
	return bytes.Contains(data, []byte(`\ufffd`)) && sumFits(data, sum)
}

// sumFits reports whether sum, which stands in a file as its checksum, is that of the
// file.
func sumFits(data []byte, sum string) bool {
	if len(sum) != hex.EncodedLen(sha256.Size) {
		return false
	}
	end := bytes.LastIndex(data, []byte(`"`+sum+`"`))
	text, ok := bytes.CutSuffix(data, []byte("\n"))
	if end < 0 || !ok {
		return false
	}
	empty := slices.Concat(text[:end+1], text[end+1+len(sum):])
	got := sha256.Sum256(empty)
	return hex.EncodeToString(got[:]) == sum
}

// checkedBytes is what is written for v, after it was seen that it can be read: an
// archive must not come to have a file that it cannot read back.
func checkedBytes[T any, P interface {
	*T
	checksummed
}](v P) ([]byte, error) {
	data, err := encodeChecked(v)
	if err != nil {
		return nil, err
	}
	if len(data) > maxDocument {
		return nil, fmt.Errorf("it would have %d bytes, and at most %d can be read; nothing was changed", len(data), maxDocument)
	}
	back := P(new(T))
	err = json.Unmarshal(data, back)
	var again []byte
	if err == nil {
		again, err = encodeChecked(back)
	}
	if err == nil && !bytes.Equal(data, again) {
		err = errors.New("a text in it is not valid")
	}
	if err != nil {
		return nil, fmt.Errorf("it could not be read back, so nothing was changed: %w", err)
	}
	return data, nil
}

// readBack is an error unless a file is what was written to it.
func readBack(path string, data []byte) error {
	got, err := readOwn(path, int64(len(data)))
	if err == nil && !bytes.Equal(got, data) {
		err = fmt.Errorf("%w: what was written is not what is read back; is the disk failing?", ErrDamaged)
	}
	return err
}

// maxDocument is how many bytes such a file may have. The largest is of an import
// that keeps a thousand rejections.
const maxDocument = 256 << 20

// maxDerived is the same of columns and ranks, some 24 bytes an event.
const maxDerived = 64 << 30

// readChecked reads a file of that SHA-256; other says whose hash it is.
func readChecked(path string, v checksummed, sum, other string) error {
	data, err := readOwn(path, maxDocument)
	if err != nil {
		return err
	}
	if got := sha256.Sum256(data); hex.EncodeToString(got[:]) != sum {
		return fmt.Errorf("%w: %s has another hash for it", ErrDamaged, other)
	}
	return decodeChecked(data, v)
}

// readOwn reads a file of the archive. One that has more than it can have is damaged.
func readOwn(path string, most int64) ([]byte, error) {
	data, err := durable.Read(path, most)
	if errors.Is(err, durable.ErrTooLarge) {
		err = fmt.Errorf("%w: it has more than the %d bytes that such a file can have", ErrDamaged, most)
	}
	return data, err
}

func writeBytes(path string, mode os.FileMode, data []byte) error {
	return durable.Write(path, mode, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// replaceFile puts data in the place of path in one step that a crash cannot
// cut in two, and makes it durable.
func replaceFile(path string, data []byte) error {
	_, err := durable.Replace(path, data)
	return err
}

func writeChecked[T any, P interface {
	*T
	checksummed
}](path string, v P) error {
	data, err := checkedBytes(v)
	if err != nil {
		return err
	}
	return writeCopies(data, path)
}

// writeCopies puts data in the place of each path in turn, and reads each back.
func writeCopies(data []byte, paths ...string) error {
	for _, path := range paths {
		if err := replaceFile(path, data); err != nil {
			return err
		}
		if err := readBack(path, data); err != nil {
			return err
		}
	}
	return nil
}

// hashFile is the SHA-256 of the last tail bytes of a file (all for 0) and the
// size of the file.
func hashFile(path string, tail int64) (sum string, size int64, err error) {
	f, err := durable.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", 0, err
	}
	if tail > 0 && info.Size() > tail {
		if _, err := f.Seek(-tail, io.SeekEnd); err != nil {
			return "", 0, err
		}
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(h.Sum(nil)), info.Size(), nil
}

// syncFile makes a file durable.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// removeAll removes a folder with all that is in it, read-only files and folders too.
func removeAll(dir string) error {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.Chmod(path, 0o700)
		}
		if !d.Type().IsRegular() {
			return nil // what a link leads to is not to be changed
		}
		return makeRemovable(path)
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.RemoveAll(dir)
}

// diskSize is the bytes of all files below dir, less the lock, which changes
// with whoever looks.
func diskSize(dir string) int64 {
	var sum int64
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path != filepath.Join(dir, "LOCK") {
			if info, err := d.Info(); err == nil {
				sum += info.Size()
			}
		}
		return nil
	})
	return sum
}

// Remove removes an archive from the disk, with all that is in it. It is for
// archives that are nobody's evidence, as the sample: nothing in Daybook calls
// it for another. A folder that is no archive is left alone; one that does not
// exist is no error.
func Remove(dir string) error {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, "archive.json")); err != nil {
		return fmt.Errorf("archive: remove %s: %w", dir, ErrNotArchive)
	}
	id, unreadable := readIdentity(dir)
	if err := removeAll(dir); err != nil {
		return fmt.Errorf("archive: remove %s: %w", dir, err)
	}
	if unreadable == nil {
		for _, k := range id.Keys {
			keys.Forget(k.name(id.ID), k.Kept) // one that stays can sign for nothing
		}
		keys.ForgetKnown(id.ID)
	}
	return nil
}
