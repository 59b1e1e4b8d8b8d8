package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"daybook/backend/durable"
)

// MaxDocument is the greatest size of a document in bytes. The largest is that of
// an import that keeps a thousand rejections.
const MaxDocument = 256 << 20

// MaxDerived is the greatest size of columns and ranks, which take some 24 bytes
// an event.
const MaxDerived = 64 << 30

// Read reads a file of the archive. A file with more bytes than most is damaged.
func Read(path string, most int64) ([]byte, error) {
	data, err := durable.Read(path, most)
	if errors.Is(err, durable.ErrTooLarge) {
		err = Damagef("it has more than the %d bytes that such a file can have", most)
	}
	return data, err
}

func WriteNew(path string, mode os.FileMode, data []byte) error {
	return durable.Write(path, mode, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Replace puts data in the place of path in one step that a crash cannot
// cut in two, and makes it durable.
func Replace(path string, data []byte) error {
	_, err := durable.Replace(path, data)
	return err
}

// Hash returns the SHA-256 of the last tail bytes of a file (all bytes for 0) and
// the size of the file.
func Hash(path string, tail int64) (sum string, size int64, err error) {
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

// Sync makes a file durable.
func Sync(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// RemoveAll removes a folder with all that is in it, read-only files and folders too.
func RemoveAll(dir string) error {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.Chmod(path, 0o700)
		}
		if !d.Type().IsRegular() {
			return nil // the target of a link must not be changed
		}
		return makeRemovable(path)
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.RemoveAll(dir)
}

// Size returns the bytes of all files below dir, except the lock, which changes
// with every reader.
func Size(dir string) int64 {
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
