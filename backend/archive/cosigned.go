package archive

import (
	"context"

	"daybook/backend/event"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
)

// TakeCosigned takes a checkpoint of this archive that witnesses cosigned into the journal:
// see ledger.Ledger.TakeCosigned. It waits for a change of the archive that is under way.
func (a *Archive) TakeCosigned(ctx context.Context, text string, witnesses []string) (taken ledger.Taken, err error) {
	err = a.amend(ctx, func(c change) (err error) {
		taken, err = a.ledger.TakeCosigned(ctx, text, witnesses, a.tree, c.v.snapshot.Tree)
		return err
	})
	return taken, err
}

// Proof returns the proof that the event with that sequence number is in the archive's
// tree, and the event's leaf hash, after reading the event and comparing it with that. It
// leads to the checkpoint that witnesses cosigned, where that is of the whole present tree,
// otherwise to the present one. Errors wrap ErrNoEvent for a number that no event has.
func (v *View) Proof(ctx context.Context, seq uint64) (p integrity.Proof, leaf event.Hash, err error) {
	full, err := v.Event(ctx, seq)
	if err != nil {
		return p, leaf, err
	}
	now := v.snapshot.Tree
	p = integrity.Proof{Index: int64(seq), Note: v.snapshot.Checkpoint}
	if p.Hashes, err = v.a.tree.Inclusion(p.Index, now.Size); err != nil {
		return p, leaf, err
	}
	// What cannot be read of the cosigned ones, a verification reports.
	if c, _ := v.a.ledger.Cosigned(); c != nil && c.Size == now.Size && c.Root.String() == now.Root {
		p.Note = c.Note
	}
	return p, full.Leaf, nil
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
