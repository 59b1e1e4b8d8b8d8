package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/segment"
)

// Open opens the archive in dir. It waits up to o.Wait for another program to close it,
// and then returns a *LockedError. Damaged files that are derived are built again.
// Damaged events are reported when they are read and by Checked and Verify; events that
// cannot be read at all are also reported by View.Lost. Damage to one segment keeps no
// other segment from being read. Open removes what an interrupted change left behind.
// Where the folder cannot be written, or something of that cannot be removed, the
// archive opens read-only (see ledger.Ledger.ReadOnly), and what is damaged is made in
// memory. Files that cannot be read at present (folder.ErrUnreadable) change nothing.
func Open(ctx context.Context, dir string, o Options) (_ *Archive, err error) {
	o = o.withDefaults(dir)
	id, err := ledger.ReadIdentity(dir)
	if err != nil {
		return nil, err
	}
	if err := lookAround(dir); err != nil {
		return nil, err
	}
	a := opening{&Archive{dir: dir, options: o}}
	readOnly, err := a.takeLock(ctx)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			a.closeFiles()
			a.lock.release()
		}
	}()
	s, err := readCurrent(dir, id.ID)
	if err != nil {
		return nil, err
	}
	if s.Archive != id.ID {
		return nil, failure.New("open", dir, folder.Damagef("its snapshot is of another archive"))
	}
	root, err := s.Tree.RootHash()
	if err != nil {
		return nil, failure.New("open", dir, err)
	}
	// Nothing may be written, truncated or removed before it is known that this is an
	// archive and that its contents are as it states.
	var rebuilt []ledger.BuiltSegment
	if err := integrity.CheckTree(filepath.Join(dir, "tree"), s.Tree.Size, root); errors.Is(err, integrity.ErrTree) {
		b, err := a.mendTreeAtOpening(ctx, s, readOnly, err)
		if err != nil {
			return nil, failure.New("open", dir, folder.Damagef("%w", err))
		}
		rebuilt = append(rebuilt, b)
	} else if err != nil {
		return nil, failure.New("open", dir, err)
	}
	if readOnly == "" {
		a.lock.tell(o.Program, o.Now())
	}
	if a.ledger, err = ledger.Open(ctx, dir, id, s.point(), ledger.Options{Now: o.Now, Program: o.Program, ReadOnly: readOnly, Rebuilt: rebuilt}); err != nil {
		return nil, err
	}
	for _, b := range rebuilt {
		a.notices = append(a.notices, b.Words())
	}
	// If an older state was put in the place of a later one, the files that it does
	// not name may be all that is left of the later state.
	openTree := integrity.OpenTreeWhole
	if readOnly == "" && a.ledger.DoubtSoFar() == nil {
		openTree = integrity.OpenTree
		if readOnly, err = removeStrays(dir, s); err != nil {
			return nil, failure.New("open", dir, err)
		}
		a.ledger.SetReadOnly(readOnly)
	}
	// A full disk is no reason not to open: a purge may be the very thing that is needed.
	if readOnly != "" || a.ledger.DoubtSoFar() != nil || a.mendDocuments(s) != nil {
		a.tellDocuments(s)
	}
	if readOnly != "" {
		openTree = integrity.ReadTree
	}
	if a.tree, err = openTree(filepath.Join(dir, "tree"), s.Tree.Size, root); errors.Is(err, integrity.ErrTree) {
		return nil, failure.New("open", dir, folder.Damagef("%w", err))
	} else if err != nil {
		return nil, failure.New("open", dir, err)
	}
	imports, err := a.readImports(s)
	if err != nil {
		return nil, err
	}
	segments, derived, err := openSegments(dir, s)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			for _, seg := range segments {
				seg.Close()
			}
		}
	}()
	if err := a.openView(ctx, s, segments, derived, imports); err != nil {
		return nil, err
	}
	a.startChecking(ctx)
	a.ledger.CatchUp()
	return a.Archive, nil
}

// removeStrays removes what the snapshot does not name: the remains of interrupted
// changes, and files that a finished change replaced. Files that cannot be removed
// hold texts that a purge would miss, so the archive may then be read but not
// changed; left says which file it is.
func removeStrays(dir string, s *snapshot) (left string, err error) {
	for _, path := range []string{filepath.Join(dir, ledger.IdentityName), filepath.Join(dir, ledger.IdentityCopy), filepath.Join(dir, purgedName), filepath.Join(dir, "CURRENT"), filepath.Join(dir, "journal.head"), ranksPath(dir, s.Number)} {
		if err := os.Remove(path + ".new"); err != nil && !errors.Is(err, os.ErrNotExist) && left == "" {
			left = whyStray(filepath.Base(path)+".new", err)
		}
	}
	named := map[string][]string{
		"segments":  nil,
		saltsName:   nil,
		"orders":    {folder.Number(s.Number)},
		"snapshots": {folder.Number(s.Number) + ".json", folder.Number(s.Number) + ".copy"},
		"imports":   nil,
		"work":      nil,
	}
	for _, ref := range s.Segments {
		named["segments"] = append(named["segments"], folder.Number(ref.Number))
		named[saltsName] = append(named[saltsName], folder.Number(ref.Number))
	}
	for _, ref := range s.Imports {
		named["imports"] = append(named["imports"], ref.FileName())
	}
	for sub, keep := range named {
		if err := folder.Look(dir, sub, folder.Folder, sub == "work"); err != nil { // again, since time has passed
			return "", err
		}
		entries, err := os.ReadDir(filepath.Join(dir, sub))
		if errors.Is(err, os.ErrNotExist) {
			if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil && left == "" {
				left = unwritable(sub, err)
			}
			continue
		}
		if err != nil {
			return "", err
		}
		for _, e := range entries {
			if slices.Contains(keep, e.Name()) || !ours(sub, e.Name()) {
				continue
			}
			remove := segment.Remove
			if sub == "orders" {
				remove = orderOwner.Remove
			}
			if err := remove(filepath.Join(dir, sub, e.Name())); err != nil && left == "" {
				left = whyStray(filepath.Join(sub, e.Name()), err)
			}
		}
	}
	return left, nil
}

// Close waits for readers and for a change under way, and closes the archive.
func (a *Archive) Close() error {
	a.change.Lock()
	defer a.change.Unlock()
	last := a.views.shut()
	if last == nil {
		return nil
	}
	a.stop()
	a.background.Wait()
	a.views.empty(last)
	return errors.Join(a.closeFiles(), a.lock.release())
}

func (a *Archive) closeFiles() error {
	var errs []error
	if a.tree != nil {
		errs = append(errs, a.tree.Close())
	}
	if a.ledger != nil {
		errs = append(errs, a.ledger.Close())
	}
	return errors.Join(errs...)
}
