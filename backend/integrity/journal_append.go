package integrity

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
)

// Append adds a line. When it returns without an error, the line and a head that
// counts it are durable; after an error the line is not part of the journal. It
// costs two syncs of files and two of the folder, however long the journal is.
func (j *Journal) Append(kind string, e Entry, data any, by *Signer) (Line, error) {
	encoded, err := encode(data)
	if err != nil {
		return Line{}, failure.New("write", "journal", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.readOnly {
		return Line{}, errors.New("write journal: it is only read")
	}
	if err := j.tidy(by); err != nil {
		return Line{}, failure.New("write", "journal", err)
	}
	l := Line{N: j.head.Lines + 1, Prev: j.head.Hash, Kind: kind, Entry: e, Data: encoded}
	if len(j.places) == 0 {
		l.Prev = noLine
	}
	raw, err := encode(l)
	if err != nil {
		return Line{}, failure.New("write", "journal", err)
	}
	if err := readable(raw, &l); err != nil {
		return Line{}, failure.New("write", "journal", err)
	}
	if err := j.announce(headAfter(raw, l.N), by); err != nil {
		return Line{}, failure.New("write", "journal", err)
	}
	j.torn = true
	if err = j.write(raw); err == nil {
		err = durable.Rename(j.nextHeadPath(), j.headPath())
	}
	if err != nil {
		j.untear() // if that fails now, it is tried again before the next line
		os.Remove(j.nextHeadPath())
		return Line{}, failure.New("write", "journal", err)
	}
	j.extend(raw, l.N, kind)
	j.torn = false
	// Where the folder cannot be synced, a power cut may undo the replacement of the
	// head; the next head then still exists, and signing once more is enough.
	j.lags = durable.SyncFolder(j.dir) != nil
	return l, nil
}

// readable returns an error where a line would not be read back unchanged.
func readable(raw []byte, l *Line) error {
	if len(raw) >= maxLine {
		return errLong
	}
	var back Line
	n, prev, kind, ok := fixedPart(raw)
	if err := json.Unmarshal(raw, &back); err != nil {
		return err
	}
	if !ok || n != l.N || prev != l.Prev || kind != l.Kind || back.N != n || back.Kind != kind || !bytes.Equal(back.Data, l.Data) {
		return errors.New("it could not be read back")
	}
	return nil
}

// announce signs the head of the next line before the line is written.
func (j *Journal) announce(next Head, by *Signer) error {
	signed, err := j.sign(next, by)
	if err == nil {
		err = durable.Write(j.nextHeadPath(), 0o600, func(w io.Writer) error {
			_, err := io.WriteString(w, signed)
			return err
		})
	}
	if err == nil {
		err = durable.SyncFolder(j.dir)
	}
	return err
}

// tidy makes the file end with its last line, and makes the head that of this line.
func (j *Journal) tidy(by *Signer) error {
	if j.torn {
		if err := j.untear(); err != nil {
			return err
		}
	}
	if j.tail > 0 {
		// The bytes that were found there, and reported, stay as a line that cannot
		// be read.
		if err := j.writeAt([]byte("\n"), j.size+j.tail); err != nil {
			return err
		}
		j.places = append(j.places, place{j.size, ""})
		j.size += j.tail + 1
		j.head = Head{j.head.Lines + 1, j.behind}
		j.tail = 0
	}
	if j.lags {
		signed, err := j.sign(j.head, by)
		if err == nil {
			_, err = durable.Replace(j.headPath(), []byte(signed))
		}
		if err != nil {
			return err
		}
		j.lags = false
	}
	return nil
}

// write writes a line behind the last one.
func (j *Journal) write(raw []byte) error {
	return j.writeAt(append(raw[:len(raw):len(raw)], '\n'), j.size)
}

func (j *Journal) writeAt(raw []byte, at int64) error {
	if _, err := j.file.WriteAt(raw, at); err != nil {
		return err
	}
	return j.file.Sync()
}

// extend counts a line that was written.
func (j *Journal) extend(raw []byte, n int64, kind string) {
	j.places = append(j.places, place{j.size, kind})
	j.size += int64(len(raw)) + 1
	j.head = headAfter(raw, n)
}

// headAfter returns the head of a journal that ends with the line raw.
func headAfter(raw []byte, n int64) Head {
	sum := sha256.Sum256(raw)
	return Head{n, hex.EncodeToString(sum[:])}
}

// untear cuts off the rest of a line that was not written completely.
func (j *Journal) untear() error {
	err := j.file.Truncate(j.size)
	j.torn = err != nil
	return err
}

// sign returns the signed text of a head, as it is written to its file.
func (j *Journal) sign(h Head, by *Signer) (string, error) {
	hash, err := hex.DecodeString(h.Hash)
	if err != nil {
		return "", err
	}
	return Checkpoint{Origin: headOrigin(j.origin), Size: h.Lines, Root: event.Hash(hash)}.Sign(by)
}

// encode returns v as JSON, with < and & as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
