package export

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

// The file consistency is lines of text, hashes in hexadecimal:
//
//	daybook consistency 1
//	tree 1000000 <root>           leaves and root of the tree
//	earlier 5000 <root>           for each earlier checkpoint, by size: its leaves and root
//	hash <hash>                   each hash of the proof that the tree continues it, in
//	                              the order of RFC 6962 (integrity.ConsistencyProof)
//
// Anybody who kept such a checkpoint, or an earlier bundle, can see without the
// archive that its history was not rewritten since.
const consistencyHead = "daybook consistency 1"

// MaxEarlier is the greatest number of earlier checkpoints from which a bundle has
// proofs.
const MaxEarlier = 1000

// maxPath bounds a proof: a tree has less than 2^63 leaves.
const maxPath = 64

// writeConsistency writes proofs from each of these, whose sizes rise.
func writeConsistency(ctx context.Context, to io.Writer, size int64, earlier []integrity.Checkpoint, hashes tlog.HashReader) error {
	root, err := tlog.TreeHash(size, hashes)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(to, chunk)
	fmt.Fprintf(w, "%s\ntree %d %s\n", consistencyHead, size, event.Hash(root))
	for _, then := range earlier[max(0, len(earlier)-MaxEarlier):] {
		if err := ctx.Err(); err != nil {
			return err
		}
		proof, err := integrity.ConsistencyProof(then.Size, size, hashes)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "earlier %d %s\n", then.Size, then.Root)
		for _, h := range proof {
			fmt.Fprintf(w, "hash %s\n", h)
		}
	}
	return w.Flush()
}

// readConsistency reads the whole file: its tree, and the earlier trees that this
// tree is proven to continue.
func readConsistency(ctx context.Context, from io.Reader) (now integrity.Checkpoint, earlier []integrity.Checkpoint, err error) {
	r := &lineReader{ctx: ctx, r: bufio.NewReaderSize(from, readChunk)}
	if line, err := r.next(); err != nil || line != consistencyHead {
		return now, nil, r.wrong(err)
	}
	line, err := r.next()
	if err != nil {
		return now, nil, r.wrong(err)
	}
	var ok bool
	if _, now.Size, now.Root, ok = proofLine(line, "tree"); !ok || now.Size < 1 {
		return now, nil, r.wrong(nil)
	}
	line, err = r.next()
	for err == nil {
		var then integrity.Checkpoint
		if _, then.Size, then.Root, ok = proofLine(line, "earlier"); !ok {
			return now, earlier, r.wrong(nil)
		}
		if n := len(earlier); then.Size < 1 || then.Size >= now.Size || n > 0 && then.Size <= earlier[n-1].Size || n == MaxEarlier {
			return now, earlier, fmt.Errorf("line %d: a checkpoint of %d events is out of order, or one too many", r.n, then.Size)
		}
		at := r.n
		var proof []event.Hash
		for line, err = r.next(); err == nil; line, err = r.next() {
			h, ok := hashLine(line)
			if !ok {
				break
			}
			if proof = append(proof, h); len(proof) > maxPath {
				return now, earlier, r.wrong(nil)
			}
		}
		if integrity.CheckConsistency(proof, then, now) != nil {
			return now, earlier, fmt.Errorf("line %d: the tree is not proven to continue that of %d events", at, then.Size)
		}
		earlier = append(earlier, then)
	}
	if err != io.EOF {
		return now, earlier, r.wrong(err)
	}
	return now, earlier, nil
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
	if v.packed.files[consistencyName] == nil {
		return nil
	}
	return v.stream(consistencyName, func(r io.Reader) error {
		now, earlier, err := readConsistency(v.ctx, r)
		switch {
		case v.ctx.Err() != nil:
			return v.ctx.Err()
		case err != nil && !errors.Is(err, errUnpack):
			v.verdict.add("%s: %v", consistencyName, err)
		case err == nil && v.tree.origin != "" && (now.Size != v.tree.size || now.Root != v.tree.root):
			v.verdict.add("%s: it is about another tree than the checkpoint", consistencyName)
		case err == nil:
			v.earlier = earlier
		}
		return nil
	})
}
