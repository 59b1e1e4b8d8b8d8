package archive

import (
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/parallel"
	"daybook/backend/segment"
)

// DefaultWait is the time for which Open waits for another program to close the archive.
const DefaultWait = 2 * time.Second

// Options are the choices for making or opening an archive. The zero value is ready to use.
type Options struct {
	Name    string           // for Create; "" for the folder's name
	Plan    string           // for Create; "" for "keep"
	Program string           // name and version of the program, for the record
	Now     func() time.Time // nil for time.Now
	Wait    time.Duration    // for the lock; 0 for DefaultWait
}

func (o Options) withDefaults(dir string) Options {
	if o.Name == "" {
		o.Name = strings.TrimSuffix(filepath.Base(dir), ".daybook")
	}
	if o.Plan == "" {
		o.Plan = "keep"
	}
	if o.Program == "" {
		o.Program = "daybook"
	}
	o.Name, o.Program = folder.Bounded(o.Name), folder.Bounded(o.Program)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == 0 {
		o.Wait = DefaultWait
	}
	return o
}

// An Archive is an archive that this program has open. Its methods are safe for
// concurrent use, and reading goes on during a change.
type Archive struct {
	dir     string
	options Options
	lock    *lock
	tree    *integrity.Tree
	ledger  *ledger.Ledger

	change sync.Mutex                    // held during every change of the archive
	unsure error                         // wraps ErrUnsure; under change
	came   map[*member]map[uint32][]byte // imported leaves of events in damaged segments, by row; under change
	back   map[int64][]byte              // imported leaves of events that are in no segment, by sequence number; under change

	views views

	noted   sync.Mutex
	notices []string // what was found damaged and mended, each a sentence without a full stop; under noted

	looks     atomic.Uint32 // for letGo
	treeSound atomic.Bool   // the whole tree is known to hash to its root: see checkTree

	stop       context.CancelFunc // of the background check
	background sync.WaitGroup
}

var subfolders = []string{"segments", "orders", "tree", "imports", "snapshots", "work"}

// emptyRoot is the root of a tree without leaves: the SHA-256 of nothing.
var emptyRoot = func() (h event.Hash) {
	hex.Decode(h[:], []byte("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
	return h
}()

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
	if readOnly == "" && !a.ledger.InDoubt() {
		openTree = integrity.OpenTree
		if readOnly, err = removeStrays(dir, s); err != nil {
			return nil, failure.New("open", dir, err)
		}
		a.ledger.SetReadOnly(readOnly)
	}
	// A full disk is no reason not to open: a purge may be the very thing that is needed.
	if readOnly != "" || a.ledger.InDoubt() || a.mendDocuments(s) != nil {
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

// An opening is an archive that is being opened, which no other code can reach yet.
type opening struct{ *Archive }

// change returns a change of an archive that is not open yet, for the changes
// without which it would not open.
func (a opening) change() change { return change{Archive: a.Archive} }

// openSegments opens the segments of a snapshot, as many at a time as there are
// processors, and returns for each the damage to its derived files.
func openSegments(dir string, s *snapshot) (segments []*member, derived [][]*folder.Damage, err error) {
	segments = make([]*member, len(s.Segments))
	derived = make([][]*folder.Damage, len(s.Segments))
	errs := make([]error, len(s.Segments))
	parallel.Each(len(segments), func(i int) {
		ref := s.Segments[i]
		var one *segment.Segment
		if one, derived[i], errs[i] = segment.Open(segmentPath(dir, ref.Number), ref); errs[i] == nil {
			segments[i] = &member{Segment: one}
		}
	})
	if at := slices.IndexFunc(errs, func(err error) bool { return err != nil }); at >= 0 {
		for _, seg := range segments {
			if seg != nil {
				seg.Close()
			}
		}
		return nil, nil, errs[at] // the others say the same
	}
	return segments, derived, nil
}

func segmentPath(dir string, n int) string { return filepath.Join(dir, "segments", folder.Number(n)) }

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
		"orders":    {folder.Number(s.Number)},
		"snapshots": {folder.Number(s.Number) + ".json", folder.Number(s.Number) + ".copy"},
		"imports":   nil,
		"work":      nil,
	}
	for _, ref := range s.Segments {
		named["segments"] = append(named["segments"], folder.Number(ref.Number))
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
	if !a.views.shut() {
		return nil
	}
	a.stop()
	a.background.Wait()
	a.views.empty()
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

// Path returns the archive's folder.
func (a *Archive) Path() string { return a.dir }

// Info describes an archive and what it holds.
type Info struct {
	ID, Name, Plan, Path string
	Format, Snapshot     int
	Created              time.Time
	Events, Conflicts    int
	First, Last          event.Time // of the events; 0 if there are none
	Segments             int
	Lost                 []Lost   // events that cannot be read; they are not counted in Events
	ReadOnly             string   // why the archive is read-only; "" if it can be changed
	Notices              []string // see Archive.Notices
	TreeSize             int64
	Root                 string
	Checkpoint           string       // of the tree, signed: a note of golang.org/x/mod/sumdb/note
	Keys                 []ledger.Key // the last key is in use
	Journal              integrity.Head
	Verified             *ledger.Verification // the last verification; nil if there was none
	Doubt                *ledger.Doubt        // as last known: see ledger.Ledger.DoubtSoFar
	Bytes                int64                // on the disk
	Imports              []Import
}

// Info describes the archive as it stands. It walks the folder to find its size.
func (v *View) Info() Info {
	id := v.a.ledger.Identity()
	info := Info{
		ID: id.ID, Name: id.Name, Plan: id.Plan, Path: v.a.dir,
		Format: id.Format, Snapshot: v.snapshot.Number, Created: id.Created,
		Checkpoint: v.snapshot.Checkpoint, Keys: slices.Clone(id.Keys), Journal: v.a.ledger.Head(), Verified: v.a.ledger.LastVerified(),
		Events: v.table.Len(), Conflicts: v.table.Conflicts().Count(), Segments: len(v.segments),
		TreeSize: v.snapshot.Tree.Size, Root: v.snapshot.Tree.Root, Bytes: folder.Size(v.a.dir), Imports: v.imports,
	}
	info.Doubt = v.a.ledger.DoubtSoFar()
	info.First, info.Last = v.table.Span()
	info.Lost, info.ReadOnly, info.Notices = v.Lost(), v.a.ledger.ReadOnly(), v.a.Notices()
	return info
}

// Notices returns what was found damaged and mended since the archive was opened, each a
// sentence without a full stop.
func (a *Archive) Notices() []string {
	a.noted.Lock()
	defer a.noted.Unlock()
	return slices.Clone(a.notices)
}

// needSpace returns an error that wraps ErrNoSpace unless n bytes and a margin
// are free on the disk of the archive.
func (a *Archive) needSpace(n int64) error {
	if err := folder.NeedSpace(a.dir, n); err != nil {
		return err
	}
	return nil
}
