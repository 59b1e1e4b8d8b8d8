package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/durable"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/retention"
)

// An archive is made under another name beside its own and is renamed last, so that a
// folder of its name either is an archive or does not exist, however the program ends.
// The remains that a program left under the other name when it died are removed by the
// next one that makes an archive of the same name.

// Create makes an empty archive in dir, which must not exist or must be
// empty, and opens it.
func Create(ctx context.Context, dir string, o Options) (*Archive, error) {
	o = o.withDefaults(dir)
	entries, err := os.ReadDir(dir)
	existed := err == nil
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, failure.New("make", dir, err)
	}
	if len(entries) > 0 {
		return nil, failure.Newf("make", dir, "%w; choose a new name or an empty folder", ErrExists)
	}
	if _, err := retention.PlanNamed(o.Plan); err != nil {
		return nil, failure.New("make", dir, err)
	}
	err = o.makeBeside(ctx, dir)
	if existed && notBeside(err) {
		err = o.makeWithin(ctx, dir)
	}
	if err != nil {
		return nil, failure.New("make", dir, err)
	}
	return Open(ctx, dir, o)
}

// besideName returns the folder in which the archive dir is made.
func besideName(dir string) string {
	parent, base := filepath.Split(filepath.Clean(dir))
	if len(base) > 200 { // otherwise the name might be longer than the file system allows
		sum := sha256.Sum256([]byte(base))
		base = hex.EncodeToString(sum[:16])
	}
	return filepath.Join(parent, "."+base+".new")
}

// makeBeside makes the archive under another name and then renames it to its own.
func (o Options) makeBeside(ctx context.Context, dir string) (err error) {
	beside := besideName(dir)
	if err := os.MkdirAll(filepath.Dir(beside), 0o700); err != nil {
		return err
	}
	held, err := o.clearBeside(ctx, beside)
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, held.release())
	}()
	id, err := o.make(ctx, beside)
	if err == nil && runtime.GOOS == "windows" { // Windows renames no folder with an open file in it
		err = held.release()
		held = &lock{}
	}
	if err == nil {
		err = takeName(beside, dir)
	}
	if err != nil {
		id.Forget()
		held.release()
		held = &lock{}
		return errors.Join(err, removeMade(beside))
	}
	return durable.SyncFolder(filepath.Dir(beside))
}

// clearBeside makes an empty folder for a new archive and locks it. It removes what is
// there already, unless another program is using it.
func (o Options) clearBeside(ctx context.Context, beside string) (*lock, error) {
	for range 3 { // another program may be removing it at this moment
		info, err := os.Lstat(beside)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if err := os.Mkdir(beside, 0o700); errors.Is(err, fs.ErrExist) {
				continue
			} else if err != nil {
				return nil, err
			}
		case err != nil:
			return nil, err
		case !durable.IsFolder(info.Mode()):
			return nil, fmt.Errorf("%s: %w: it is %s; remove it", beside, folder.ErrMisplaced, durable.Kind(info.Mode()))
		}
		held, err := takeLock(ctx, beside, o.Wait, false)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := neverUsed(beside); err != nil {
			held.release()
			return nil, err
		}
		if id, err := ledger.ReadIdentity(beside); err == nil {
			id.Forget() // the key belongs to no archive
		}
		if err := removeContents(beside, "LOCK"); err != nil {
			held.release()
			return nil, err
		}
		return held, nil
	}
	return nil, fmt.Errorf("%s: %w", beside, ErrExists)
}

// neverUsed returns an error if a folder holds more than a new archive has before it
// gets its name.
func neverUsed(beside string) error {
	for _, sub := range []string{"segments", saltsName, "imports", "work"} {
		entries, err := os.ReadDir(filepath.Join(beside, sub))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if len(entries) > 0 {
			return fmt.Errorf("%s: %w, and there is something in its %s; look at it, and give it another name or remove it", beside, ErrExists, sub)
		}
	}
	return nil
}

// takeName renames the new archive to its name, where there must be nothing or an
// empty folder.
func takeName(beside, dir string) error {
	err := renameNew(beside, dir)
	if errors.Is(err, fs.ErrExist) || errors.Is(err, errNotEmpty) {
		return fmt.Errorf("%w: something was put there meanwhile", ErrExists)
	}
	return err
}

// notBeside reports whether an error says that nothing can be made beside a folder, or
// that the folder cannot be replaced, for example because a disk is mounted at it.
func notBeside(err error) bool {
	return err != nil && (deniedWriting(err) || isBusyOrOther(err))
}

// makeWithin makes an archive in a folder that exists and is empty.
func (o Options) makeWithin(ctx context.Context, dir string) error {
	if err := os.Chmod(dir, 0o700); err != nil {
		return err
	}
	id, err := o.make(ctx, dir)
	if err != nil {
		id.Forget()
		return errors.Join(err, removeContents(dir, ""))
	}
	return nil
}

// madeNames returns the names of all files and folders of an archive.
func madeNames() []string {
	names := slices.Clone(subfolders)
	for name := range fixed {
		names = append(names, name)
	}
	return names
}

// removeContents removes everything that belongs to an archive from a folder, except
// the file or folder named but.
func removeContents(dir, but string) error {
	for _, name := range madeNames() {
		if name == but {
			continue
		}
		if err := folder.RemoveAll(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// removeMade removes a folder in which an archive was made, unless it holds anything that
// is not part of the archive.
func removeMade(dir string) error {
	if err := removeContents(dir, ""); err != nil {
		return err
	}
	return os.Remove(dir)
}

// make writes an archive without events in dir. The identity that it returns beside an
// error may already have a key.
func (o Options) make(ctx context.Context, dir string) (id *ledger.Identity, err error) {
	for _, sub := range subfolders {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, err
		}
	}
	id = &ledger.Identity{Format: folder.Format, ID: newID(), Name: o.Name, Plan: o.Plan, Created: o.Now().UTC(), Program: o.Program}
	first := &snapshot{Format: folder.Format, Number: 1, Archive: id.ID, Made: id.Created, NextSegment: 1, Change: 1}
	tree, err := integrity.OpenTree(filepath.Join(dir, "tree"), 0, integrity.EmptyRoot)
	if err != nil {
		return nil, err
	}
	tree.Close()
	first.Tree.Root = integrity.EmptyRoot.String()
	if first.Ranks, err = writeRanks(dir, 1, new(columns.Ranks)); err != nil {
		return nil, err
	}
	key, signer, err := ledger.MakeKey(id.ID, id.Created)
	if err != nil {
		return nil, err
	}
	id.Keys = []ledger.Key{key}
	if first.Checkpoint, err = ledger.SignTree(id.ID, first.Tree, signer); err != nil {
		return id, err
	}
	made := ledger.Made{Archive: id.ID, Format: folder.Format, Name: o.Name, Plan: o.Plan, Key: key, Checkpoint: first.Checkpoint}
	line, head, err := o.beginJournal(ctx, dir, id.ID, made, signer)
	if err != nil {
		return id, err
	}
	first.Journal = head
	if err := id.Apply(line); err != nil {
		return id, err
	}
	folder.Step()
	if err := writeSnapshot(dir, first); err != nil {
		return id, err
	}
	folder.Step()
	// This comes last, since a folder with this file is an archive.
	if err := ledger.WriteIdentity(dir, id); err != nil {
		return id, err
	}
	folder.Step()
	return id, durable.SyncFolder(dir)
}

// beginJournal writes the first line of the journal.
func (o Options) beginJournal(ctx context.Context, dir, archiveID string, made ledger.Made, by *integrity.Signer) (l integrity.Line, h integrity.Head, err error) {
	j, _, err := integrity.OpenJournal(ctx, dir, integrity.Origin(archiveID), func(*integrity.Journal) (integrity.Verifiers, error) {
		return integrity.NewVerifiers(made.Key.Verifier)
	})
	if err != nil {
		return l, h, err
	}
	defer func() { err = errors.Join(err, j.Close()) }()
	l, err = j.Append(ledger.KindMade, integrity.NewEntry(o.Now(), ledger.UserName(), o.Program), made, by)
	return l, j.Head(), err
}
