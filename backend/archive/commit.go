package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"daybook/backend/durable"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
)

// succeed writes a snapshot of the segments and makes it current, together with the new
// view. Until CURRENT is replaced, any error leaves the archive as it was. why is nil if
// the events stay the same; merged maps each segment that was made of others to those.
func (a change) succeed(next *snapshot, segments []*member, imports []Import, why *ledger.Change, merged map[*member][]*member) error {
	before := next.Number
	next.Number++
	next.Made = a.options.Now().UTC()
	next.Segments = nil
	for _, s := range segments {
		ref, err := s.RefNow()
		if err != nil {
			return err
		}
		next.Segments = append(next.Segments, ref)
	}
	ranks, err := a.nextRanks(segments, merged)
	if err != nil {
		return err
	}
	if next.Ranks = ""; !anyLost(segments) { // otherwise the ranks cover only the texts that can be read at present
		if next.Ranks, err = writeRanks(a.dir, next.Number, ranks); err != nil {
			return err
		}
	}
	v, err := a.newView(next, segments, ranks, imports)
	if err != nil {
		return err
	}
	if err := durable.SyncFolder(filepath.Join(a.dir, "imports")); err != nil {
		return failure.New("write imports", "", err)
	}
	folder.Step()
	if why != nil {
		if next.Checkpoint, next.Change, err = a.ledger.Announce(why, next.Number, next.events(), next.Tree); err != nil {
			return err
		}
	}
	next.Journal = a.ledger.Head()
	folder.Step()
	if err := writeSnapshot(a.dir, next); err != nil {
		switch {
		case errors.Is(err, ErrUnsure): // the next opening finds out how it ended
			a.unsure = err
		case why != nil:
			a.ledger.Abandoned(why, next.Change, next.Number)
		}
		return err
	}
	folder.Step()
	a.tree.Commit(next.Tree.Size)
	a.views.install(v)
	if why != nil {
		a.ledger.Done(why, next.Change, next.Number)
	}
	folder.Step()
	// The previous snapshot is not needed any more; files that cannot be removed
	// now are removed on the next opening.
	os.Remove(snapshotPath(a.dir, before))
	os.Remove(snapshotCopyPath(a.dir, before))
	removeOrder(a.dir, before)
	return nil
}

// replace builds the segment of each replacement, none where no row stays, and
// writes a snapshot with them. imports are those of the snapshot, or their new
// revisions. why is nil if events and imports stay the same.
func (a change) replace(ctx context.Context, imports []Import, replacements []replacement, why *ledger.Change) error {
	from, old := a.v.snapshot, a.v.segments
	next := *from
	segments := slices.Clone(old)
	var built []*member
	var written, replaced []string // reports of imports
	undo := func(err error) error {
		for _, s := range built {
			err = errors.Join(err, s.Close())
			if a.unsure == nil {
				err = errors.Join(err, s.remove())
			}
		}
		if a.unsure == nil {
			for _, path := range written {
				os.Remove(path)
			}
			os.Remove(snapshotPath(a.dir, from.Number+1))
			os.Remove(snapshotCopyPath(a.dir, from.Number+1))
			removeOrder(a.dir, from.Number+1)
		}
		return err
	}
	of := make(map[*member][]*member) // the segments that have exactly the texts of their group
	for i := range replacements {
		group := replacements[i].group
		if replacements[i].rows() > 0 {
			merged, err := a.join(ctx, next.NextSegment, &replacements[i])
			if err != nil {
				return undo(err)
			}
			built = append(built, merged)
			if replacements[i].out == nil && replacements[i].back == nil {
				of[merged] = group
			}
			folder.Step()
			next.NextSegment++
			segments[slices.Index(segments, group[0])] = merged
		}
		segments = slices.DeleteFunc(segments, func(s *member) bool { return slices.Contains(group, s) })
	}
	next.Imports = slices.Clone(next.Imports)
	for i := range imports {
		ref := &next.Imports[i]
		if imports[i].Revision == ref.Revision {
			continue
		}
		written = append(written, importPath(a.dir, ledger.ImportRef{Number: ref.Number, Revision: imports[i].Revision}))
		replaced = append(replaced, importPath(a.dir, *ref))
		var err error
		if *ref, err = writeImport(a.dir, &imports[i]); err != nil {
			return undo(err)
		}
		why.Rewrote(*ref, imports[i].cut)
		imports[i].cut = 0
	}
	if err := a.succeed(&next, segments, imports, why, of); err != nil {
		return undo(err)
	}
	folder.Step()
	for _, path := range replaced {
		os.Remove(path) // if this fails, the next opening removes it
	}
	// Views dispose of the segments that they held; those that no view ever held
	// have to be removed here.
	for _, s := range old {
		if !s.seen && !slices.Contains(segments, s) {
			s.Close()
			s.remove()
		}
	}
	return nil
}

// writeSnapshot writes s and makes it the current snapshot, which is the last
// step of every change. An error that wraps ErrUnsure came after CURRENT was
// replaced; the files that either snapshot names must then stay.
func writeSnapshot(dir string, s *snapshot) error {
	path := snapshotPath(dir, s.Number)
	data, err := folder.Encode(s)
	if err == nil {
		// Both copies have the bytes whose hash CURRENT names.
		err = folder.Write(data, path, snapshotCopyPath(dir, s.Number))
	}
	if err != nil {
		return failure.New("write", path, err)
	}
	path = filepath.Join(dir, "CURRENT")
	replaced, err := durable.Replace(path, currentOf(s.Number, data))
	if err != nil && replaced {
		return failure.Newf("write", path, "%w: %w", ErrUnsure, err)
	}
	if err != nil {
		return failure.New("write", path, err)
	}
	return nil
}
