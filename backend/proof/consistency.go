package proof

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

// ConsistencyHead is the first line of the file consistency.
const ConsistencyHead = "daybook consistency 1"

// MaxEarlier is the greatest number of earlier checkpoints from which a bundle has
// proofs.
const MaxEarlier = 1000

// maxPath bounds a proof: a tree has less than 2^63 leaves.
const maxPath = 64

// maxNoteLines bounds the lines of a note: one has at most 100 signatures.
const maxNoteLines = 200

// A consistency is what the file says: its tree, the earlier trees that this tree is proven
// to continue, and the signed note of one of these.
type consistency struct {
	now       integrity.Checkpoint
	earlier   []integrity.Checkpoint
	witnessed witnessed
}

// A witnessed is the checkpoint of an earlier tree, as witnesses cosigned it.
type witnessed struct {
	at   int // line of the file
	tree integrity.Checkpoint
	note string // "" for none
}

// readConsistency reads the whole file. Beside an error is what was read before it.
func readConsistency(ctx context.Context, from io.Reader) (c consistency, err error) {
	r := &lineReader{ctx: ctx, r: bufio.NewReaderSize(from, readChunk)}
	if line, err := r.next(); err != nil || line != ConsistencyHead {
		return c, r.wrong(err)
	}
	line, err := r.next()
	if err != nil {
		return c, r.wrong(err)
	}
	var ok bool
	if _, c.now.Size, c.now.Root, ok = proofLine(line, "tree"); !ok {
		return c, r.wrong(nil)
	}
	line, err = r.next()
	for err == nil {
		var then integrity.Checkpoint
		if _, then.Size, then.Root, ok = proofLine(line, "earlier"); !ok {
			return c, r.wrong(nil)
		}
		if n := len(c.earlier); then.Size < 1 || then.Size >= c.now.Size || n > 0 && then.Size <= c.earlier[n-1].Size || n == MaxEarlier {
			return c, fmt.Errorf("line %d: a checkpoint of %d events is out of order, or one too many", r.n, then.Size)
		}
		at := r.n
		var proof []event.Hash
		for line, err = r.next(); err == nil; line, err = r.next() {
			h, ok := hashLine(line)
			if !ok {
				break
			}
			if proof = append(proof, h); len(proof) > maxPath {
				return c, r.wrong(nil)
			}
		}
		if integrity.CheckConsistency(proof, then, c.now) != nil {
			return c, fmt.Errorf("line %d: the tree is not proven to continue that of %d events", at, then.Size)
		}
		c.earlier = append(c.earlier, then)
		var note strings.Builder
		first := r.n
		for n := 0; err == nil; n++ {
			text, ok := strings.CutPrefix(line, "note ")
			if !ok {
				break
			}
			if n == maxNoteLines || c.witnessed.note != "" {
				return c, r.wrong(nil)
			}
			note.WriteString(text + "\n")
			line, err = r.next()
		}
		if note.Len() > 0 {
			c.witnessed = witnessed{first, then, note.String()}
		}
	}
	if err != io.EOF {
		return c, r.wrong(err)
	}
	return c, nil
}

// hashLine reads a line of a proof.
func hashLine(line string) (h event.Hash, ok bool) {
	rest, ok := strings.CutPrefix(line, "hash ")
	ok = ok && decodeHash(&h, rest)
	return h, ok
}

// decodeHash reads a hash in its canonical form.
func decodeHash(h *event.Hash, text string) bool {
	if len(text) != 2*len(h) || strings.ContainsAny(text, "ABCDEF") {
		return false
	}
	_, err := hex.Decode(h[:], []byte(text))
	return err == nil
}

func (v *verifier) checkConsistency() error {
	if !v.bundle.has(ConsistencyName) {
		return nil
	}
	return v.stream(ConsistencyName, func(r io.Reader) error {
		c, err := readConsistency(v.ctx, r)
		switch {
		case v.ctx.Err() != nil:
			return v.ctx.Err()
		case err != nil && !errors.Is(err, errUnpack):
			v.verdict.add("%s: %v", ConsistencyName, err)
		case err == nil && v.tree.origin != "" && (c.now.Size != v.tree.size || c.now.Root != v.tree.root):
			v.verdict.add("%s: it is about another tree than the checkpoint", ConsistencyName)
		case err == nil:
			v.earlier, v.witnessed, v.verdict.Earlier = c.earlier, c.witnessed, len(c.earlier)
			if n := len(c.earlier); n > 0 {
				v.verdict.Continues = c.earlier[n-1].Size
			}
		}
		return nil
	})
}
