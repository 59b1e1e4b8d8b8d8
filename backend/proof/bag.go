package proof

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

// BagIt is the text of bagit.txt.
const BagIt = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// PayloadType is the type of the payload that is signed.
const PayloadType = "application/vnd.in-toto+json"

const (
	statementType = "https://in-toto.io/Statement/v1"
	predicateType = "urn:daybook:evidence:2"
)

// A Bag is what the files of the bag itself are made from.
type Bag struct {
	Made    time.Time
	Archive string // its id
	// Size and Root are those of the checkpoint.
	Size int64
	Root event.Hash
	// Files are the files in data in the order of DataNames, with sizes and sums.
	Files []Listed
}

// Info returns bag-info.txt.
func (b *Bag) Info() string {
	size := int64(0)
	for _, f := range b.Files {
		size += f.Bytes
	}
	return fmt.Sprintf("Bag-Software-Agent: Daybook\nBagging-Date: %s\nExternal-Identifier: %s\nPayload-Oxum: %d.%d\n",
		b.Made.UTC().Format(time.DateOnly), b.Archive, size, len(b.Files))
}

// Sums returns manifest-sha256.txt.
func (b *Bag) Sums() string { return sums(b.Files) }

// TagSums returns tagmanifest-sha256.txt beside that envelope.
func (b *Bag) TagSums(envelope string) string {
	info, all := b.Info(), b.Sums()
	return sums([]Listed{listed(BagItName, BagIt), listed(InfoName, info), listed(SumsName, all), listed(StatementName, envelope)})
}

func sums(files []Listed) string {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", f.SHA256, Path(f.Name))
	}
	return b.String()
}

// Statement returns the payload that is signed.
func (b *Bag) Statement() []byte {
	out := []byte(`{"_type":"` + statementType + `","subject":[`)
	manifest := ""
	subjects := append(append([]Listed{listed(BagItName, BagIt)}, b.Files...), listed(InfoName, b.Info()), listed(SumsName, b.Sums()))
	for i, f := range subjects {
		if i > 0 {
			out = append(out, ',')
		}
		subject := fmt.Sprintf(`{"name":"%s","digest":{"sha256":"%s"}}`, Path(f.Name), f.SHA256)
		if out = append(out, subject...); f.Name == ManifestName {
			manifest = subject
		}
	}
	out = append(out, `],"predicateType":"`+predicateType+`","predicate":{"archive":"`...)
	out, _ = AppendText(out, b.Archive) // which is UTF-8, as it is part of the name of a key
	return fmt.Appendf(out, `","tree_size":%d,"root":"%s","manifest":%s}}`, b.Size, b.Root, manifest)
}

// Envelope returns statement.dsse.json: a statement with its signature by the key whose
// text that is.
func Envelope(statement []byte, key string, sig []byte) string {
	// Base64 has + too, so its two first parts are cut off from the left.
	name, rest, _ := strings.Cut(key, "+")
	hash, _, _ := strings.Cut(rest, "+")
	keyText, _ := AppendText(nil, name+"+"+hash)
	return fmt.Sprintf(`{"payload":"%s","payloadType":"%s","signatures":[{"keyid":"%s","sig":"%s"}]}`+"\n",
		base64.StdEncoding.EncodeToString(statement), PayloadType, keyText, base64.StdEncoding.EncodeToString(sig))
}

// signatureOf returns the signature of an envelope that is written as Envelope does, around
// any payload.
func signatureOf(envelope string) (sig []byte, ok bool) {
	_, rest, ok := strings.Cut(envelope, `","sig":"`)
	text, end, found := strings.Cut(rest, `"`)
	if !ok || !found || end != "}]}\n" {
		return nil, false
	}
	sig, err := base64.StdEncoding.Strict().DecodeString(text)
	return sig, err == nil && len(sig) == 64
}

// checkEnvelope says what is wrong with an envelope, which must have that statement and a
// signature of it by that key, whose text is given.
func checkEnvelope(envelope string, statement []byte, key note.Verifier, text string) error {
	sig, ok := signatureOf(envelope)
	switch {
	case !ok:
		return errors.New("it is not written as Daybook writes it")
	case Envelope(statement, text, sig) != envelope:
		return errors.New("what is signed in it is not this bundle: a file, the checkpoint or the statement was changed")
	case !integrity.PayloadSigned(key, PayloadType, statement, sig):
		return errors.New("its signature is not valid: it was changed, or another key signed it")
	}
	return nil
}

func listed(name, text string) Listed {
	return Listed{Name: name, Bytes: int64(len(text)), SHA256: event.Hash(sha256.Sum256([]byte(text))).String()}
}
