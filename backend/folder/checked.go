package folder

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Files that say what an archive is are JSON with a checksum: the SHA-256 of the
// file itself with the checksum left empty. Such a file is good only if it is byte
// for byte what would be written for what was read from it, so that no bit of it
// can change unnoticed.

type Checksummed interface{ ChecksumField() *string }

func EncodeChecked(v Checksummed) ([]byte, error) {
	*v.ChecksumField() = ""
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	*v.ChecksumField() = hex.EncodeToString(sum[:])
	data, err = json.MarshalIndent(v, "", "  ")
	return append(data, '\n'), err
}

func Decode(data []byte, v Checksummed) error {
	if err := json.Unmarshal(data, v); err != nil {
		return Damagef("%w", err)
	}
	sum := *v.ChecksumField()
	again, err := EncodeChecked(v)
	if err != nil {
		return err
	}
	if !bytes.Equal(data, again) && !writtenUnchecked(data, sum) {
		return Damagef("its checksum does not fit")
	}
	return nil
}

// writtenUnchecked reports a file of an earlier Daybook that did not check whether
// its texts were UTF-8: bytes that were not UTF-8 are there as \ufffd, which is
// read as a text that is written in another way. Its checksum covers all of its
// bytes too.
func writtenUnchecked(data []byte, sum string) bool {
	return bytes.Contains(data, []byte(`\ufffd`)) && SumFits(data, sum)
}

// SumFits reports whether sum, the checksum in a file, is correct for the file.
func SumFits(data []byte, sum string) bool {
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

// Encode returns the bytes to write for v, after checking that they can be read: an
// archive must never get a file that it cannot read back.
func Encode[T any, P interface {
	*T
	Checksummed
}](v P) ([]byte, error) {
	data, err := EncodeChecked(v)
	if err != nil {
		return nil, err
	}
	if len(data) > MaxDocument {
		return nil, fmt.Errorf("it would have %d bytes, and at most %d can be read; nothing was changed", len(data), MaxDocument)
	}
	back := P(new(T))
	err = json.Unmarshal(data, back)
	var again []byte
	if err == nil {
		again, err = EncodeChecked(back)
	}
	if err == nil && !bytes.Equal(data, again) {
		err = errors.New("a text in it is not valid")
	}
	if err != nil {
		return nil, fmt.Errorf("it could not be read back, so nothing was changed: %w", err)
	}
	return data, nil
}

// readBack returns an error unless a file has the bytes that were written to it.
func readBack(path string, data []byte) error {
	got, err := Read(path, int64(len(data)))
	if err == nil && !bytes.Equal(got, data) {
		err = Damagef("what was written is not what is read back; is the disk failing?")
	}
	return err
}

// ReadChecked reads a file that must have that SHA-256; other says whose hash it is.
func ReadChecked(path string, v Checksummed, sum, other string) error {
	data, err := Read(path, MaxDocument)
	if err != nil {
		return err
	}
	if got := sha256.Sum256(data); hex.EncodeToString(got[:]) != sum {
		return Damagef("%s has another hash for it", other)
	}
	return Decode(data, v)
}

func WriteChecked[T any, P interface {
	*T
	Checksummed
}](path string, v P) error {
	data, err := Encode(v)
	if err != nil {
		return err
	}
	return Write(data, path)
}

// Write puts data in the place of each path in turn, and reads each back.
func Write(data []byte, paths ...string) error {
	for _, path := range paths {
		if err := Replace(path, data); err != nil {
			return err
		}
		if err := readBack(path, data); err != nil {
			return err
		}
	}
	return nil
}
