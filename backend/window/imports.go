package window

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/ingest"
	"daybook/backend/intake"
)

var dateOrders = map[string]ingest.DateOrder{"unknown": ingest.Unknown, "day-first": ingest.DayFirst, "month-first": ingest.MonthFirst}

// imports are the calls that take files in.
type imports struct {
	w         *Window
	importing atomic.Bool // one import at a time

	mu        sync.Mutex // guards what was dropped last
	drop      string
	dropPaths []string
}

// Import takes export files in: those of a drop, or those chosen in a dialog, or
// all of a folder that is chosen in one. Each file and each folder is an import of
// its own, but many files are one; what is refused does not stop the others.
func (c *imports) Import(r ImportRequest) (string, error) {
	return guard(func() (string, error) {
		open, err := c.w.current()
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
			paths, err = c.takeDrop(r.Dropped)
		case r.Folder:
			var folder string
			if folder, err = dialog(c.w, func() (string, error) { return c.w.desktop.OpenFolder("Import a folder") }); folder != "" {
				paths = []string{folder}
			}
		default:
			paths, err = dialog(c.w, func() ([]string, error) { return c.w.desktop.OpenFiles("Import export files") })
		}
		if err != nil || len(paths) == 0 {
			return "", err
		}
		if !c.importing.CompareAndSwap(false, true) {
			return "", errImport
		}
		return c.w.start("import", filepath.Base(paths[0]), func(ctx context.Context, j *job) error {
			defer c.importing.Store(false)
			defer c.w.desktop.Emit("state", nil)
			return open.importAll(ctx, j, paths, ingest.Options{Zone: zone, DateOrder: order, Now: c.w.now()}, nil)
		}), nil
	})
}

// importAll imports groups of paths; ended, where not nil, is told how each of them
// ended.
func (open *opened) importAll(ctx context.Context, j *job, paths []string, o ingest.Options, ended func(group []string, err error)) error {
	groups := grouped(paths)
	for i, group := range groups {
		path := group[0]
		j.update(func(t *Task) {
			t.File, t.Files, t.Title = i+1, len(groups), filepath.Base(path)
			j.started = open.w.now()
		})
		report, err := importPaths(ctx, open.Archive, group, o, func(p archive.Progress) {
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
			open.watch() // the archive is no longer as damaged as it was
		}
		open.recount()
		open.w.desktop.Emit("state", nil)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	j.advance("Tidying", 0, 0, 0)
	err := open.Merge(ctx)
	open.look(ctx, false)
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
		Number: i.Number, File: i.File, Source: event.SourceName(i.Source), Bytes: i.Size, SHA256: i.SHA256,
		Read: i.Read, Added: i.Added, Duplicates: i.Duplicates, Conflicts: i.Conflicts, Due: i.Due, Rejected: i.Rejected,
		Rejections: []Rejection{}, Notes: append(append([]string{}, i.Notes...), healedNotes(i.Healed)...), Incomplete: i.Incomplete,
		Files:   []ImportedFile{},
		Started: i.Started.Format(time.RFC3339Nano), Finished: i.Finished.Format(time.RFC3339Nano), User: i.User, Program: i.Program,
	}
	if rejections {
		r.FileCount = len(i.Files) + i.MoreFiles
		for _, f := range told(i.Files) {
			r.Files = append(r.Files, ImportedFile{
				File: f.File, Bytes: f.Size, SHA256: f.SHA256, Source: event.SourceName(f.Source), Read: f.Read, Added: f.Added, Duplicates: f.Duplicates,
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
func (c *imports) Imports() ([]ImportReport, error) {
	return guard(func() ([]ImportReport, error) {
		open, err := c.w.current()
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
func (c *imports) SaveRejections(number int) (*Written, error) {
	return guard(func() (*Written, error) {
		open, err := c.w.current()
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
		path, err := dialog(c.w, func() (string, error) { return c.w.desktop.SaveFile("Save what was rejected", "rejected.txt") })
		if err != nil || path == "" {
			return nil, err
		}
		return c.w.calls.written(path, len(one.Rejections), func(w io.Writer) error {
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
