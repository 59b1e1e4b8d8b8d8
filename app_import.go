package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/ingest"
	"daybook/backend/intake"
	"daybook/backend/numbers"
	"daybook/backend/sample"
	"daybook/backend/source/all"
)

var dateOrders = map[string]ingest.DateOrder{"unknown": ingest.Unknown, "day-first": ingest.DayFirst, "month-first": ingest.MonthFirst}

// Import takes export files in: those of a drop, or those chosen in a dialog, or
// all of a folder that is chosen in one. Each file and each folder is an import of
// its own, but many files are one; what is refused does not stop the others.
func (a *App) Import(r ImportRequest) (string, error) {
	return guard(func() (string, error) {
		open, err := a.archive()
		if err != nil {
			return "", err
		}
		zone, err := zoneOf(r.Zone)
		if err != nil {
			return "", err
		}
		order, ok := dateOrders[r.DateOrder]
		if !ok {
			return "", outOfBounds("That order of day and month is not known")
		}
		var paths []string
		switch {
		case r.Dropped != "":
			paths, err = a.takeDrop(r.Dropped)
		case r.Folder:
			var folder string
			if folder, err = dialog(a, func() (string, error) { return a.desktop.openFolder("Import a folder") }); folder != "" {
				paths = []string{folder}
			}
		default:
			paths, err = dialog(a, func() ([]string, error) { return a.desktop.openFiles("Import export files") })
		}
		if err != nil || len(paths) == 0 {
			return "", err
		}
		if !a.importing.CompareAndSwap(false, true) {
			return "", errImport
		}
		return a.start("import", filepath.Base(paths[0]), func(ctx context.Context, j *job) error {
			defer a.importing.Store(false)
			defer a.desktop.emit("state", nil)
			return a.importAll(ctx, j, open, paths, ingest.Options{Zone: zone, DateOrder: order, Now: a.now()}, nil)
		}), nil
	})
}

// importAll imports groups of paths; ended, where not nil, is told how each of them
// ended.
func (a *App) importAll(ctx context.Context, j *job, open *archive.Archive, paths []string, o ingest.Options, ended func(group []string, err error)) error {
	groups := grouped(paths)
	for i, group := range groups {
		path := group[0]
		j.update(func(t *Task) {
			t.File, t.Files, t.Title = i+1, len(groups), filepath.Base(path)
			j.started = a.now()
		})
		report, err := importPaths(ctx, open, group, o, func(p archive.Progress) {
			j.advance(stageNames[p.Stage], p.Done, p.Total, p.Events)
		})
		// A file that is in is told of, though the import was cancelled just then.
		if err != nil && ctx.Err() != nil {
			return ctx.Err()
		}
		if ended != nil {
			ended(group, err)
		}
		j.update(func(t *Task) {
			if err != nil {
				t.Refused = append(t.Refused, Refused{filepath.Base(path), whyNot(filepath.Base(path), err)})
			} else {
				t.Imports = append(t.Imports, asReport(report, true))
			}
		})
		if report.Healed != nil && report.Healed.Events > 0 {
			a.watch(open) // the archive is no longer as damaged as it was
		}
		a.recount(open)
		a.desktop.emit("state", nil)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	j.advance("Tidying", 0, 0, 0)
	err := open.Merge(ctx)
	a.look(ctx, open, false)
	return err
}

var stageNames = map[string]string{"reading": "Reading", "building": "Sorting and indexing", "finishing": "Sealing"}

// importPaths takes a file or a folder in, or several as one.
func importPaths(ctx context.Context, open *archive.Archive, paths []string, o ingest.Options, progress func(archive.Progress)) (archive.Import, error) {
	in, err := intake.OpenAsOne(ctx, paths, intake.Options{Options: o, Known: open.OwnKey})
	switch {
	case errors.Is(err, ingest.ErrNotOrdinary):
		return archive.Import{}, fault("not-events", filepath.Base(paths[0])+" is no ordinary file", "Save what it gives to a file first.")
	case err != nil:
		return archive.Import{}, err
	}
	defer in.Close()
	return in.Import(ctx, open, progress)
}

// manyFiles is from how many on files are taken in as one import: each by itself
// would take a snapshot of the archive.
const manyFiles = 20

// grouped are what is one import each: a file or a folder by itself, or many files.
func grouped(paths []string) [][]string {
	if len(paths) >= manyFiles {
		return [][]string{paths}
	}
	groups := make([][]string, len(paths))
	for i, path := range paths {
		groups[i] = []string{path}
	}
	return groups
}

// toldFiles is how many files of one import the window is told of.
const toldFiles = 1000

func asReport(i archive.Import, rejections bool) ImportReport {
	r := ImportReport{
		Number: i.Number, File: i.File, Source: all.Name(i.Source), Bytes: i.Size, SHA256: i.SHA256,
		Read: i.Read, Added: i.Added, Duplicates: i.Duplicates, Conflicts: i.Conflicts, Due: i.Due, Rejected: i.Rejected,
		Rejections: []Rejection{}, Notes: append(append([]string{}, i.Notes...), healedNotes(i.Healed)...), Incomplete: i.Incomplete,
		Files:   []ImportedFile{},
		Started: i.Started.Format(time.RFC3339Nano), Finished: i.Finished.Format(time.RFC3339Nano), User: i.User, Program: i.Program,
	}
	if rejections {
		r.FileCount = len(i.Files) + i.MoreFiles
		for _, f := range told(i.Files) {
			r.Files = append(r.Files, ImportedFile{
				File: f.File, Bytes: f.Size, SHA256: f.SHA256, Source: all.Name(f.Source), Read: f.Read, Added: f.Added, Duplicates: f.Duplicates,
				Conflicts: f.Conflicts, Rejected: f.Rejected, Notes: append([]string{}, f.Notes...), Refused: sentence(f.Refused),
			})
		}
		for _, one := range i.Rejections {
			r.Rejections = append(r.Rejections, Rejection{one.At, sentence(one.Reason)})
		}
	}
	return r
}

// told are the files of an import that the window is told of. Where there are more, those
// that were refused or that something is to be said of are not among those left out.
func told(files []archive.ImportedFile) []archive.ImportedFile {
	if len(files) <= toldFiles {
		return files
	}
	quiet := func(f archive.ImportedFile) bool {
		return f.Refused == "" && f.Rejected == 0 && f.Conflicts == 0 && len(f.Notes) == 0
	}
	first := slices.DeleteFunc(slices.Clone(files), quiet)
	rest := slices.DeleteFunc(slices.Clone(files), func(f archive.ImportedFile) bool { return !quiet(f) })
	return append(first, rest...)[:toldFiles]
}

// healedNotes say what a file did for damaged events.
func healedNotes(h *archive.Healed) (notes []string) {
	switch {
	case h == nil:
	case h.Err != nil:
		notes = append(notes, "Damaged events came again, but were not put in their places: "+asFault(h.Err).Message)
	default:
		if h.Events > 0 {
			notes = append(notes, fmt.Sprintf("Damaged events that were healed: %d. Their records are those that were imported first", h.Events))
		}
		if h.Missing > 0 {
			files := make([]string, len(h.From))
			for k, i := range h.From {
				files[k] = fmt.Sprintf("%s (import %d)", i.File, i.Number)
			}
			notes = append(notes, fmt.Sprintf("Damaged events to heal yet: %d. Import these files again too, before you close the archive: %s", h.Missing, strings.Join(files, ", ")))
		}
	}
	return notes
}

// Imports are all imports of the archive, newest first.
func (a *App) Imports() ([]ImportReport, error) {
	return guard(func() ([]ImportReport, error) {
		open, err := a.archive()
		if err != nil {
			return nil, err
		}
		imports, err := open.Imports()
		if err != nil {
			return nil, err
		}
		out := make([]ImportReport, 0, len(imports))
		for _, i := range slices.Backward(imports) {
			out = append(out, asReport(i, true))
		}
		return out, nil
	})
}

// SaveRejections writes what an import rejected to a file chosen in a dialog.
func (a *App) SaveRejections(number int) (*Written, error) {
	return guard(func() (*Written, error) {
		open, err := a.archive()
		if err != nil {
			return nil, err
		}
		imports, err := open.Imports()
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(imports, func(i archive.Import) bool { return i.Number == number })
		if at < 0 {
			return nil, errGone
		}
		one := imports[at]
		path, err := dialog(a, func() (string, error) { return a.desktop.saveFile("Save what was rejected", "rejected.txt") })
		if err != nil || path == "" {
			return nil, err
		}
		return a.written(path, len(one.Rejections), func(w io.Writer) error {
			b := bufio.NewWriter(w)
			fmt.Fprintf(b, "%s: %d records were rejected of %d read\n", one.File, one.Rejected, one.Read)
			for _, r := range one.Rejections {
				fmt.Fprintf(b, "%s: %s\n", r.At, r.Reason)
			}
			if more := one.Rejected - len(one.Rejections); more > 0 {
				fmt.Fprintf(b, "and %d more\n", more)
			}
			return b.Flush()
		})
	})
}

// saidDropped takes the paths of a drop that came by way of the page, and which may
// be the page's own: only an officer who sees them can say that these were dropped.
func (a *App) saidDropped(paths []string) {
	// What is no file of this computer, like a link, comes without a path.
	paths = slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return path == "" })
	if len(paths) > 0 && a.desktop.agree("Files were dropped", dropQuestion(paths)) {
		a.dropped(paths)
	}
}

// dropQuestion names at most the first few files.
func dropQuestion(paths []string) string {
	const shown = 10
	var b strings.Builder
	b.WriteString("Did you drop " + numbers.Plural(len(paths), "file") + " on the window?\n")
	for _, path := range paths[:min(len(paths), shown)] {
		b.WriteString("\n" + path)
	}
	if more := len(paths) - shown; more > 0 {
		b.WriteString("\nand " + numbers.Grouped(more) + " more")
	}
	return b.String()
}

// dropped keeps the paths of files that were dropped on the window, and tells
// the window their names.
func (a *App) dropped(paths []string) {
	d := Drop{Files: []DroppedFile{}}
	for _, path := range paths {
		file := DroppedFile{Name: filepath.Base(path)}
		if info, err := os.Stat(path); err == nil {
			file.Bytes, file.Folder = info.Size(), info.IsDir()
			file.Bundle, _ = export.IsBundle(path) // what cannot be read is told when it is imported
		}
		d.Files = append(d.Files, file)
	}
	a.mu.Lock()
	d.Token = a.newToken("drop")
	a.drop, a.dropPaths = d.Token, slices.Clone(paths)
	a.mu.Unlock()
	a.desktop.emit("drop", d)
}

func (a *App) takeDrop(token string) ([]string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if token != a.drop {
		return nil, errGone
	}
	return a.dropPaths, nil
}

const (
	sampleEvents = 20_000
	sampleSeed   = 1
)

// trySample starts to make the sample archive, if it is not there, and to open it.
func (a *App) trySample() error {
	dir, err := os.UserCacheDir()
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "daybook", "Sample workspace.daybook")
	a.start("sample", "Sample workspace", func(ctx context.Context, j *job) error {
		if current, err := a.archive(); err == nil && samePlace(current.Path(), path) {
			return nil
		}
		open, elsewhere, err := a.openHere(ctx, path, "")
		if elsewhere {
			return inFront(path)
		}
		if err == nil && !holdsSample(open) {
			err = open.Close()
			if err == nil {
				err = os.ErrNotExist
			}
		}
		if err != nil {
			if open, err = makeSample(ctx, j, path, a.options()); err != nil {
				return err
			}
		}
		return a.take(open, a.listen(open))
	})
	return nil
}

func holdsSample(open *archive.Archive) bool {
	info, err := open.Info()
	return err == nil && info.Events >= sampleEvents
}

// makeSample makes the sample archive anew: it is Daybook's own, in its cache.
func makeSample(ctx context.Context, j *job, path string, o archive.Options) (*archive.Archive, error) {
	if err := archive.Remove(path); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	o.Name = "Sample workspace"
	open, err := archive.Create(ctx, path, o)
	if err != nil {
		return nil, err
	}
	events := 0
	_, err = open.Import(ctx, archive.Input{File: "sample", Events: func(yield func(event.Event, error) bool) {
		for e := range sample.Events(sampleSeed, sampleEvents) {
			events++
			if !yield(e, nil) {
				return
			}
		}
	}, Source: func() string { return "daybook" }}, func(p archive.Progress) {
		j.advance(stageNames[p.Stage], int64(p.Events), sampleEvents, p.Events)
	})
	if err != nil {
		open.Close()
		return nil, err
	}
	return open, nil
}
