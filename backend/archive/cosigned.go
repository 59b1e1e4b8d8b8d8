package archive

import (
	"context"

	"daybook/backend/event"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
)

// TakeCosigned takes a checkpoint of an archive that witnesses cosigned into the journal:
// see ledger.Ledger.TakeCosigned. It waits for a change of the archive that is under way.
func TakeCosigned(ctx context.Context, a *Archive, text string, witnesses []string) (taken ledger.Taken, err error) {
	err = a.amend(ctx, func(c change) (err error) {
		taken, err = a.ledger.TakeCosigned(ctx, text, witnesses, a.tree, c.v.snapshot.Tree)
		return err
	})
	return taken, err
}

// Prove returns the proof that the event with that sequence number is in the archive's
// tree, and the event's leaf hash, after reading the event and comparing it with that. It
// leads to the last checkpoint that witnesses cosigned, where the event was there by then,
// otherwise to the present one, and has the leaf's bytes as what else belongs to it. Errors
// wrap ErrNoEvent for a number that no event has.
func Prove(ctx context.Context, v *View, seq uint64) (p integrity.Proof, leaf event.Hash, err error) {
	full, err := v.Event(ctx, seq)
	if err != nil {
		return p, leaf, err
	}
	parts := full.Commitments(full.Salt)
	p = integrity.Proof{Index: int64(seq), Extra: parts.LeafBytes(), Note: v.snapshot.Checkpoint}
	size := v.snapshot.Tree.Size
	if c := lastCosigned(v); c != nil && p.Index < c.Size {
		p.Note, size = c.Note, c.Size
	}
	p.Hashes, err = v.a.tree.Inclusion(p.Index, size)
	return p, full.Leaf, err
}

// lastCosigned returns the largest checkpoint that witnesses cosigned and that the tree of
// the view continues, and nil if there is none. It passes over lines of the journal that
// cannot be read, and over a tree that is not the one that was cosigned: a verification
// reports either.
func lastCosigned(v *View) *integrity.Cosigned {
	c, _ := v.a.ledger.Cosigned()
	if c == nil || c.Size > v.snapshot.Tree.Size {
		return nil
	}
	if root, err := v.a.tree.Root(c.Size); err != nil || root != c.Root {
		return nil
	}
	return c
}

// verifyCosigned compares the tree with the checkpoints that witnesses cosigned.
func verifyCosigned(tree *integrity.Tree, all []ledger.Was, size int64, r *ledger.Findings) {
	for _, c := range all {
		if c.Size > size {
			r.Problem("tree: it has %d leaves, and witnesses cosigned %d (line %d of the journal)", size, c.Size, c.Line)
			continue
		}
		root, err := tree.Root(c.Size)
		if err != nil {
			r.Fault("tree: %w", err)
		} else if root != c.Root {
			r.Problem("tree: its first %d leaves are not those that witnesses cosigned (line %d of the journal)", c.Size, c.Line)
		}
	}
}
