package window

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/ingest"
)

var dateOrders = map[DateOrder]ingest.DateOrder{OrderUnknown: ingest.Unknown, DayFirst: ingest.DayFirst, MonthFirst: ingest.MonthFirst}

// imports has the calls that take files in.
type imports struct {
	w         *Window
	importing atomic.Bool // one import runs at a time

	mu        sync.Mutex // guards the last drop
	drop      string
	dropPaths []string
}

// ImportFiles imports export files chosen in a native dialog. It runs as a task and
// returns its id; "" if the dialog was cancelled. Each file is an import of its own, but
// a large number of files is one import. A refused file does not stop the others.
func (c *imports) ImportFiles(how ImportOptions) (string, error) {
	return c.start(how, func() ([]string, error) {
		return dialog(c.w, func() ([]string, error) { return c.w.desktop.OpenFiles("Import export files") })
	})
}

// ImportFolder imports all files of a folder, chosen in a native dialog, as one import.
// It runs as a task and returns its id; "" if the dialog was cancelled.
func (c *imports) ImportFolder(how ImportOptions) (string, error) {
	return c.start(how, func() ([]string, error) {
		folder, err := dialog(c.w, func() (string, error) { return c.w.desktop.OpenFolder("Import a folder") })
		if err != nil || folder == "" {
			return nil, err
		}
		return []string{folder}, nil
	})
}

// ImportDropped imports dropped files and folders, by the token of the drop, as
// ImportFiles and ImportFolder do.
func (c *imports) ImportDropped(token string, how ImportOptions) (string, error) {
	return c.start(how, func() ([]string, error) { return c.takeDrop(token) })
}

func (c *imports) start(how ImportOptions, choose func() ([]string, error)) (string, error) {
	return guard(func() (string, error) {
		open, err := c.w.current()
		if err != nil {
			return "", err
		}
		zone, err := zoneOf(how.Zone)
		if err != nil {
			return "", err
		}
		order, ok := dateOrders[how.DateOrder]
		if !ok {
			return "", outOfBounds("That order of day and month is not known")
		}
		paths, err := choose()
		if err != nil || len(paths) == 0 {
			return "", err
		}
		if !c.importing.CompareAndSwap(false, true) {
			return "", errImport
		}
		return c.w.start(TaskImport, filepath.Base(paths[0]), func(ctx context.Context, j *job) error {
			defer c.importing.Store(false)
			defer c.w.desktop.Emit(EventState, nil)
			return open.importAll(ctx, j, paths, ingest.Options{Zone: zone, DateOrder: order, Now: c.w.now()}, nil)
		}), nil
	})
}

// importAll imports groups of paths; ended, where not nil, is called with the result of
// each group.
func (open *opened) importAll(ctx context.Context, j *job, paths []string, o ingest.Options, ended func(group []string, err error)) error {
	groups := grouped(paths)
	batch := desk.Batch{
		Groups: groups, Options: o,
		Begin: func(i int) (func(archive.Progress), error) {
			j.update(func(t *Task) {
				t.File, t.Files, t.Title = i+1, len(groups), filepath.Base(groups[i][0])
				j.started = open.w.now()
			})
			return j.importing, nil
		},
		Ended: func(i int, report archive.Import, err error) error {
			if ended != nil {
				ended(groups[i], err)
			}
			j.update(func(t *Task) {
				if name := filepath.Base(groups[i][0]); err != nil {
					t.Refused = append(t.Refused, Refused{name, whyNot(name, err)})
				} else {
					t.Imports = append(t.Imports, asReport(report, true))
				}
			})
			if report.Healed != nil && report.Healed.Events > 0 {
				open.watch() // the archive is less damaged than before
			}
			open.recount()
			open.w.desktop.Emit(EventState, nil)
			if i == len(groups)-1 {
				j.advance("Tidying", 0, 0, 0)
			}
			return nil
		},
	}
	err := batch.TakeIn(ctx, open.Archive)
	if _, stopped := errors.AsType[*desk.Stopped](err); !stopped {
		open.look(ctx, false)
	}
	return err
}

// importing reports the progress of an import.
func (j *job) importing(p archive.Progress) {
	j.advance(stageNames[p.Stage], p.Done, p.Total, p.Events)
}

var stageNames = map[string]string{"reading": "Reading", "building": "Sorting and indexing", "finishing": "Sealing"}

// manyFiles is the number of files from which on they become one import: an import for
// each file would take a snapshot of the archive each time.
const manyFiles = 20

// grouped splits paths into imports: each file or folder by itself, or many files
// together.
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

// Imports returns all imports of the archive, newest first.
func (c *imports) Imports() ([]ImportReport, error) {
	return guard(func() ([]ImportReport, error) {
		open, err := c.w.current()
		if err != nil {
			return nil, err
		}
		imports, err := archive.Look(open.Archive, (*archive.View).Imports)
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

// SaveRejections writes the kept rejections of an import, as text, to a file chosen in a
// native dialog. It returns null if the dialog was cancelled.
func (c *imports) SaveRejections(number int) (*Written, error) {
	return guard(func() (*Written, error) {
		open, err := c.w.current()
		if err != nil {
			return nil, err
		}
		imports, err := archive.Look(open.Archive, (*archive.View).Imports)
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

// ImportOptions say how to read what a file leaves open.
type ImportOptions struct {
	// Zone of times without one.
	Zone string `json:"zone"`
	// How to read 03/04/2026; unknown rejects an ambiguous date.
	DateOrder DateOrder `json:"dateOrder"`
}

// A DateOrder is the way to read a date like 03/04/2026.
type DateOrder string

const (
	OrderUnknown DateOrder = "unknown"
	DayFirst     DateOrder = "day-first"
	MonthFirst   DateOrder = "month-first"
)
