package integrity

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"daybook/backend/event"
)

// ErrProof reports text that is not in the format of a proof.
var ErrProof = errors.New("not a proof of inclusion")

// proofHeader is the first line of a proof.
const proofHeader = "c2sp.org/tlog-proof@v1"

// A Proof shows that a leaf is in the tree of a checkpoint, with the checkpoint, in the
// format of C2SP's tlog-proof: a file that can be checked alone, by anybody who knows the
// leaf and the archive's key.
type Proof struct {
	Extra  []byte // what else belongs to it; nothing vouches for it
	Index  int64  // of the leaf
	Hashes []event.Hash
	Note   string // the signed checkpoint, with its cosignatures
}

// Text returns the proof as text: a .tlog-proof file.
func (p Proof) Text() string {
	var b strings.Builder
	b.WriteString(proofHeader + "\n")
	if len(p.Extra) > 0 {
		b.WriteString("extra " + base64.StdEncoding.EncodeToString(p.Extra) + "\n")
	}
	b.WriteString("index " + strconv.FormatInt(p.Index, 10) + "\n")
	for _, h := range p.Hashes {
		b.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	b.WriteString("\n" + p.Note)
	return b.String()
}

// ParseProof reads the output of Text, and refuses anything that Text would write
// differently. It does not look into the note: see Check.
func ParseProof(text string) (Proof, error) {
	head, signed, found := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || lines[0] != proofHeader {
		return Proof{}, fmt.Errorf("%w: it does not begin with %s, or has no checkpoint", ErrProof, proofHeader)
	}
	p := Proof{Note: signed}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		extra, err := base64.StdEncoding.Strict().DecodeString(lines[0][len("extra "):])
		if err != nil || len(extra) == 0 {
			return Proof{}, fmt.Errorf("%w: its extra line is no base64, or empty", ErrProof)
		}
		p.Extra, lines = extra, lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return Proof{}, fmt.Errorf("%w: it has no index", ErrProof)
	}
	number := lines[0][len("index "):]
	var err error
	if p.Index, err = strconv.ParseInt(number, 10, 64); err != nil || p.Index < 0 || strconv.FormatInt(p.Index, 10) != number {
		return Proof{}, fmt.Errorf("%w: %.40q is no index", ErrProof, number)
	}
	if p.Hashes, err = hashesOfWords(lines[1:]); err != nil {
		return Proof{}, fmt.Errorf("%w: %w", ErrProof, err)
	}
	if p.Text() != text { // base64 passes over line ends of another system
		return Proof{}, fmt.Errorf("%w: it is not as it was written", ErrProof)
	}
	return p, nil
}

// Check checks that a leaf of that hash is where the proof says, in the tree of a
// checkpoint of that origin that one of the keys signed, and returns the checkpoint with
// the cosignatures of the known witnesses.
func (p Proof) Check(leaf event.Hash, origin string, keys Verifiers, known Witnesses) (Cosigned, error) {
	c, err := OpenCosigned(p.Note, origin, keys, known)
	if err != nil {
		return Cosigned{}, err
	}
	if err := CheckInclusion(p.Hashes, p.Index, leaf, c.Checkpoint); err != nil {
		return Cosigned{}, err
	}
	return c, nil
}
