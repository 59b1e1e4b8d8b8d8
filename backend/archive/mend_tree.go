package archive

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/keys"
	"daybook/backend/ledger"
)

// The tree is computed from the events: each has its leaf, and everything else follows
// from the leaves. So damage to the tree is mended from the events, provided that they
// and the leaves of the purged events hash to the root that was signed. Otherwise a
// single bit of the tree could make all events inaccessible, or have intact events
// reported as damaged, which no import could heal.

// mendTree restores the tree in the archive's folder to that of a snapshot, from the
// events of its segments, and returns what was wrong. It returns an error if that is
// not possible. It reads every event.
func (a mending) mendTree(ctx context.Context, s *snapshot, segments []*member) (ledger.BuiltSegment, error) {
	root, err := s.Tree.RootHash()
	if err != nil {
		return ledger.BuiltSegment{}, err
	}
	dir := filepath.Join(a.dir, "tree")
	leaves, err := integrity.StoredLeaves(dir, s.Tree.Size)
	if err != nil {
		return ledger.BuiltSegment{}, err
	}
	if err := a.purgedInto(leaves); folder.Passing(err) {
		return ledger.BuiltSegment{}, err
	}
	for _, seg := range segments {
		if err := seg.LeavesInto(ctx, leaves); err != nil {
			return ledger.BuiltSegment{}, err
		}
	}
	folder.Step()
	changed, err := integrity.MendTree(dir, leaves, root)
	if err != nil {
		return ledger.BuiltSegment{}, err
	}
	b := ledger.BuiltSegment{Events: s.events()}
	for _, name := range changed {
		b.Damage = append(b.Damage, "tree/"+name+": its hashes are not those of the events")
	}
	return b, nil
}

// mendTreeAtOpening mends the tree of an archive that is being opened, unless the archive
// is read-only or this computer knows it in another state: then the tree may be all that
// is left of that state. If the tree cannot be mended, the error is that of damaged.
func (a opening) mendTreeAtOpening(ctx context.Context, s *snapshot, readOnly string, damaged error) (b ledger.BuiltSegment, err error) {
	if readOnly != "" {
		return b, fmt.Errorf("%w; copy the whole folder to where it can be written, where the tree is built again from the events if that can be", damaged)
	}
	known, err := keys.ReadKnown(s.Archive)
	if err == nil && (known.Leaves != s.Tree.Size || known.Root != s.Tree.Root) || err != nil && !errors.Is(err, keys.ErrNotFound) {
		return b, damaged
	}
	segments, _, err := openSegments(a.dir, s)
	if err != nil {
		return b, damaged
	}
	defer func() {
		for _, seg := range segments {
			seg.Close()
		}
	}()
	b, err = mending(a).mendTree(ctx, s, segments)
	if ctx.Err() != nil {
		return b, ctx.Err()
	}
	if err != nil {
		return b, damaged
	}
	return b, nil
}

// mayMend reports whether the archive can be written and nothing about it is uncertain.
func (a mending) mayMend() bool {
	return a.ledger.MayWrite() == nil && a.unsure == nil && a.ledger.DoubtSoFar() == nil
}

// checkTree hashes the tree of an archive in use from its leaves up, once, and mends it
// if the root is not the expected one. damage is what could not be mended. It costs two
// SHA-256 hashes for each leaf.
func (a mending) checkTree(ctx context.Context) (damage, err error) {
	if a.treeSound.Load() {
		return nil, nil
	}
	c, err := a.hold()
	if err != nil {
		return nil, err
	}
	defer c.end()
	v := c.v
	root, err := a.tree.RootOfLeaves(ctx, v.snapshot.Tree.Size)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err == nil && root.String() == v.snapshot.Tree.Root:
		a.treeSound.Store(true)
		a.checkPurged()
		return nil, nil
	case err == nil:
		err = fmt.Errorf("the leaves hash to %s, the snapshot says %s", root, v.snapshot.Tree.Root)
	case !errors.Is(err, integrity.ErrTree):
		return nil, failure.New("check", a.dir, err)
	}
	damage = &evidenceDamage{"tree: " + err.Error()}
	if !a.mayMend() {
		return damage, nil
	}
	b, err := a.mendTree(ctx, v.snapshot, v.segments)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return damage, nil
	}
	a.treeSound.Store(true)
	a.tellBuilt(b)
	return nil, nil
}
