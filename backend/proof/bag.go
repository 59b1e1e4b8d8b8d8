package proof

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
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

// subjects are the files that the statement is about.
func (b *Bag) subjects() []Listed {
	return append(append([]Listed{listed(BagItName, BagIt)}, b.Files...), listed(InfoName, b.Info()), listed(SumsName, b.Sums()))
}

func subject(f *Listed) string {
	return fmt.Sprintf(`{"name":"%s","digest":{"sha256":"%s"}}`, Path(f.Name), f.SHA256)
}

// Statement returns the payload that is signed.
func (b *Bag) Statement() []byte {
	out := []byte(`{"_type":"` + statementType + `","subject":[`)
	manifest := ""
	for i, f := range b.subjects() {
		if i > 0 {
			out = append(out, ',')
		}
		if out = append(out, subject(&f)...); f.Name == ManifestName {
			manifest = subject(&f)
		}
	}
	out = append(out, `],"predicateType":"`+predicateType+`","predicate":{"archive":"`...)
	out, _ = AppendText(out, b.Archive) // which is UTF-8, as it is part of the name of a key
	return fmt.Appendf(out, `","tree_size":%d,"root":"%s","manifest":%s}}`, b.Size, b.Root, manifest)
}

// Envelope returns statement.dsse.json: a statement with its signature by the key whose
// text that is.
func Envelope(statement []byte, key string, sig []byte) string {
	keyText, _ := AppendText(nil, integrity.KeyName(key)+"+"+integrity.KeyID(key))
	return fmt.Sprintf(`{"payload":"%s","payloadType":"%s","signatures":[{"keyid":"%s","sig":"%s"}]}`+"\n",
		base64.StdEncoding.EncodeToString(statement), PayloadType, keyText, base64.StdEncoding.EncodeToString(sig))
}

// openEnvelope returns statement and signature of an envelope that is written as Envelope
// does for that key.
func openEnvelope(envelope, key string) (statement, sig []byte, ok bool) {
	_, payload, _ := strings.Cut(envelope, `{"payload":"`)
	payload, _, _ = strings.Cut(payload, `"`)
	_, signature, _ := strings.Cut(envelope, `","sig":"`)
	signature, _, _ = strings.Cut(signature, `"`)
	statement, err := base64.StdEncoding.Strict().DecodeString(payload)
	sig, sigErr := base64.StdEncoding.Strict().DecodeString(signature)
	ok = err == nil && sigErr == nil && len(sig) == ed25519.SignatureSize && Envelope(statement, key, sig) == envelope
	return statement, sig, ok
}

// check says what is wrong with an envelope, which must have the statement of the bag, and
// a signature of it by that key.
func (b *Bag) check(envelope string, key note.Verifier, text string) (problems []string) {
	signed, sig, ok := openEnvelope(envelope, text)
	switch {
	case !ok:
		return []string{StatementName + ": it is not written as Daybook writes it, or is of another key than " + KeyName}
	case !integrity.PayloadSigned(key, PayloadType, signed, sig):
		return []string{StatementName + ": its signature is not valid: it was changed, or another key signed it"}
	case bytes.Equal(signed, b.Statement()):
		return nil
	}
	for _, f := range b.subjects() {
		if !bytes.Contains(signed, []byte(subject(&f))) {
			problems = append(problems, f.Name+" was changed: it is not the one that was signed")
		}
	}
	if problems == nil {
		problems = []string{StatementName + ": it is about another state of the archive than the checkpoint"}
	}
	return problems
}

func listed(name, text string) Listed {
	return Listed{Name: name, Bytes: int64(len(text)), SHA256: event.Hash(sha256.Sum256([]byte(text))).String()}
}
