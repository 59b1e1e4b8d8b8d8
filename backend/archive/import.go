package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"daybook/backend/durable"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
	"daybook/backend/segment"
)

// Import adds the events of a file. It is all or nothing: on any error, and when ctx is
// cancelled, the archive stays as it was. A *event.Rejection in the stream is counted and
// does not end the import. An import that adds nothing is recorded all the same. Readers go
// on meanwhile. However large the file is, memory is bounded by two lots of events (some 70
// MB each) and by what building one segment for each processor takes. Import first waits
// until every file has been hashed, as Checked does. Damaged events that the file contains
// are healed: see Healed.
func (a *Archive) Import(ctx context.Context, in Input, progress func(Progress)) (Import, error) {
	report, err := a.importAll(ctx, in, progress)
	if err == nil {
		report.Healed = a.heal(ctx)
	}
	return report, err
}

func (a *Archive) importAll(ctx context.Context, in Input, progress func(Progress)) (Import, error) {
	// Errors that would come only at the end are reported before a large file is
	// read in vain.
	if err := a.ledger.MayWrite(); err != nil {
		return Import{}, err
	}
	if err := a.ledger.MaySign(); err != nil {
		return Import{}, err
	}
	if _, err := (mending{a}).checked(ctx); err != nil {
		return Import{}, err // otherwise duplicates might not be recognized
	}
	c, err := a.begin()
	if err != nil {
		return Import{}, err
	}
	defer c.end()
	v := c.v
	if progress == nil {
		progress = func(Progress) {}
	}
	in.File = folder.Bounded(in.File)
	w := &importing{
		a: c, in: in, progress: progress,
		work:        filepath.Join(a.dir, "work"),
		nextSegment: v.snapshot.NextSegment,
		leaves:      v.snapshot.Tree.Size,
		salts:       salts{dir: a.dir},
	}
	defer w.salts.close()
	if w.rules, _, err = a.ledger.Rules(""); err != nil {
		return Import{}, err
	}
	if w.absent, err = c.absent(); err != nil {
		return Import{}, err
	}
	report, err := w.run(ctx)
	if err != nil {
		return Import{}, errors.Join(err, w.undo())
	}
	return report, nil
}

func (w *importing) run(ctx context.Context) (Import, error) {
	a := w.a
	number := 1
	if n := len(a.v.imports); n > 0 {
		number = a.v.imports[n-1].Number + 1
	}
	w.report = Import{
		Format: folder.Format, Number: number, File: w.in.File, Size: w.in.Size,
		Rejections: []RejectedEvent{}, Notes: []string{}, FirstSeq: w.leaves,
		Started: a.options.Now().UTC(), User: ledger.UserName(), Program: a.options.Program,
	}
	if err := a.needSpace(w.in.Size / 2); err != nil {
		return Import{}, err
	}
	if err := w.takeLots(ctx); err != nil {
		return Import{}, err
	}
	if w.report.Read > lotEvents {
		// Otherwise the lots would be released only after the columns of all
		// segments, which are not on the heap, were unpacked beside them.
		debug.FreeOSMemory()
	}
	if w.in.Source != nil {
		w.report.Source = folder.Bounded(w.in.Source())
	}
	if w.in.Notes != nil {
		w.report.Notes = append(w.report.Notes, folder.Told(w.in.Notes())...)
	}
	if w.in.Incomplete != nil {
		w.report.Incomplete = w.in.Incomplete()
	}
	if note := w.retold.note(); note != "" {
		w.report.Notes = append(w.report.Notes, note)
	}
	if w.in.SHA256 != nil {
		sum, err := w.in.SHA256()
		if err != nil {
			return Import{}, failure.New("import", w.in.File, err)
		}
		w.report.SHA256, w.file = sum.String(), a.ledger.Tracer(sum)
		if w.report.Mark, err = a.ledger.Mark(sum); err != nil {
			return Import{}, err
		}
	}
	if w.in.Files != nil {
		var err error
		if w.report.Files, w.report.MoreFiles, err = w.files.kept(w.in.Files(), a.ledger.Mark); err != nil {
			return Import{}, err
		}
	}
	if err := w.sameFileAgain(); err != nil {
		return Import{}, err
	}
	if n := w.unmatched(); n > 0 && w.report.Added > 0 {
		w.report.Notes = append(w.report.Notes, fmt.Sprintf("%s of the archive could not be read while this file was imported: "+
			"those of its events that are the same with other details, or another with the same event_id, could not be told", numbers.Plural(n, "event")))
	}
	w.tell("finishing")
	if err := ctx.Err(); err != nil {
		return Import{}, err
	}
	if err := w.publish(); err != nil {
		return Import{}, err
	}
	return w.report, nil
}

// publish makes the new segments part of the archive.
func (w *importing) publish() error {
	a := w.a
	for _, s := range w.built {
		if err := s.Wake(); err != nil {
			return err
		}
	}
	if err := a.tree.Sync(); err != nil {
		return err
	}
	if err := durable.SyncFolder(filepath.Join(a.dir, "tree")); err != nil { // there may be a new file
		return failure.New("write", "tree", err)
	}
	w.report.Finished = a.options.Now().UTC()
	ref, err := writeImport(a.dir, &w.report)
	if err != nil {
		return err
	}
	root, err := a.tree.Root(w.leaves)
	if err != nil {
		return err
	}
	next := *w.a.v.snapshot
	next.Imports = append(append([]ledger.ImportRef(nil), next.Imports...), ref)
	next.Tree = ledger.Tree{Size: w.leaves, Root: root.String()}
	next.NextSegment = w.nextSegment
	segments := append(append([]*member(nil), w.a.v.segments...), w.built...)
	imports := append(append([]Import(nil), w.a.v.imports...), w.report)
	r := &w.report
	return a.succeed(&next, segments, imports, ledger.Importing(ledger.ImportPlanned{
		Import: r.Number, File: r.File, Mark: r.Mark, Report: ref.SHA256, Source: r.Source, Read: r.Read, Added: r.Added,
		Duplicates: r.Duplicates, Conflicts: r.Conflicts, Rejected: r.Rejected, FirstSeq: r.FirstSeq,
	}), nil)
}

// undo removes what a failed import built, unless it may have become part of the
// archive.
func (w *importing) undo() error {
	var errs []error
	for _, s := range w.built {
		errs = append(errs, s.Close())
	}
	if w.a.unsure != nil {
		return errors.Join(errs...)
	}
	for _, s := range w.built {
		errs = append(errs, s.remove())
	}
	err := folder.Look(w.a.dir, "work", folder.Folder, true)
	var entries []os.DirEntry
	if err == nil {
		entries, err = os.ReadDir(w.work)
	}
	errs = append(errs, err)
	for _, e := range entries {
		if ours("work", e.Name()) {
			errs = append(errs, segment.Remove(filepath.Join(w.work, e.Name())))
		}
	}
	size := w.a.v.snapshot.Tree.Size
	errs = append(errs, w.a.tree.Truncate(size))
	report := importPath(w.a.dir, ledger.ImportRef{Number: w.report.Number})
	for _, path := range []string{report, report + ".new",
		snapshotPath(w.a.dir, w.a.v.snapshot.Number+1), snapshotPath(w.a.dir, w.a.v.snapshot.Number+1) + ".new",
		snapshotCopyPath(w.a.dir, w.a.v.snapshot.Number+1), snapshotCopyPath(w.a.dir, w.a.v.snapshot.Number+1) + ".new"} {
		if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	errs = append(errs, removeOrder(w.a.dir, w.a.v.snapshot.Number+1))
	return errors.Join(errs...)
}
