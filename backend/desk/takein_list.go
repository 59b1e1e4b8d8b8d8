package desk

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"daybook/backend/durable"
	"daybook/backend/failure"
	"daybook/backend/ingest"
)

// mostFiles limits the files and folders that one import lists, since their names
// are held in memory.
const mostFiles = 1_000_000

// A found is an entry of a folder, or a file that was named.
type found struct {
	name string // with slashes
	size int64
	open func() (*os.File, int64, error)
	// refused is the reason why the file is not opened, "" if it is.
	refused    string
	unreadable bool
	leftover   bool // refusing it loses nothing: a system left it there, or it is a repeat
	beside     bool // a leftover that a note of its own counts
}

// list returns everything to be read, in the order of the paths. end closes the
// folders.
func list(ctx context.Context, paths []string) (all []found, end func() error, err error) {
	var roots []*os.Root
	end = func() error {
		var errs []error
		for _, r := range roots {
			errs = append(errs, r.Close())
		}
		return errors.Join(errs...)
	}
	defer func() {
		if err != nil {
			end()
		}
	}()
	names := called(paths)
	for i, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			all = append(all, found{name: names[i], refused: told(err), unreadable: true})
			continue
		}
		if !info.IsDir() {
			all = append(all, found{name: names[i], size: info.Size(), open: func() (*os.File, int64, error) {
				f, info, err := ingest.OpenFile(p)
				if err != nil {
					return nil, 0, err
				}
				return f, info.Size(), nil
			}})
			continue
		}
		root, err := os.OpenRoot(p)
		if err != nil {
			return nil, end, err
		}
		roots = append(roots, root)
		prefix := ""
		if len(paths) > 1 {
			prefix = names[i]
		}
		if all, err = walk(ctx, root, prefix, all); err != nil {
			return nil, end, err
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return strings.Compare(a.name, b.name) })
	repeats(all)
	return all, end, nil
}

// called returns the paths without the folders that they all begin with.
func called(paths []string) []string {
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = filepath.ToSlash(filepath.Clean(p))
	}
	common := path.Dir(names[0])
	for _, name := range names[1:] {
		for common != "." && common != "/" && !strings.HasPrefix(name, common+"/") {
			common = path.Dir(common)
		}
	}
	if common != "." && common != "/" {
		for i := range names {
			names[i] = strings.TrimPrefix(names[i], common+"/")
		}
	}
	return names
}

// errArchive reports a folder that is an archive.
var errArchive = errors.New("it is the folder of an archive of Daybook: export its events, or an evidence bundle, and import that")

// walk adds the contents of a folder. It follows no link.
func walk(ctx context.Context, root *os.Root, prefix string, all []found) ([]found, error) {
	folder := root.FS()
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if len(all) >= mostFiles {
			return failure.Newf("open", filepath.Base(root.Name()), "%w: it has more than 1,000,000 files; import the folders in it one by one", ingest.ErrNotEvents)
		}
		f := found{name: path.Join(prefix, name)}
		switch {
		case err != nil && name == ".":
			return err
		case err != nil:
			f.refused, f.unreadable = told(err), true
		case d.IsDir():
			if !isArchive(folder, name) {
				return nil
			}
			if name == "." {
				return failure.Newf("open", filepath.Base(root.Name()), "%w: %w", ingest.ErrNotEvents, errArchive)
			}
			f.refused = errArchive.Error()
			all = append(all, f)
			return fs.SkipDir
		case ingest.Leftover(name):
			f.refused, f.leftover = "a system or a program left it there; it is no export", true
		case d.Type()&fs.ModeSymlink != 0:
			f.refused = "it is a link, and links in a folder are not followed; import by itself what it leads to"
		case !durable.IsFile(d.Type()):
			f.refused = "it is " + durable.Kind(d.Type()) + " and no file"
		default:
			if info, err := d.Info(); err == nil {
				f.size = info.Size()
			}
			f.open = func() (*os.File, int64, error) {
				file, err := durable.OpenIn(root, name)
				if err != nil {
					return nil, 0, err
				}
				info, err := file.Stat()
				if err != nil {
					file.Close()
					return nil, 0, err
				}
				return file, info.Size(), nil
			}
		}
		all = append(all, f)
		return nil
	})
	return all, err
}

// isArchive reports whether a folder has the files of an archive, even of a
// damaged archive.
func isArchive(folder fs.FS, name string) bool {
	n := 0
	for _, own := range []string{"archive.json", "CURRENT", "journal.jsonl", "segments", "snapshots", "imports"} {
		if _, err := fs.Lstat(folder, path.Join(name, own)); err == nil {
			n++
		}
	}
	return n >= 3
}

// repeats marks the files of an unpacked evidence bundle that hold the same
// events as another file of it, so that they are not read again.
func repeats(all []found) {
	has := func(name string) bool {
		_, ok := slices.BinarySearchFunc(all, name, func(f found, name string) int { return strings.Compare(f.name, name) })
		return ok
	}
	for i := range all {
		if f := &all[i]; f.open != nil && ingest.RepeatsBundle(f.name, has) {
			f.refused = "it belongs to an unpacked evidence bundle: events.jsonl beside it has the same events with their details"
			f.leftover = true
		}
	}
}

// told returns the system's reason without the path, which is reported beside it.
func told(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return "it cannot be read: " + err.Error()
}
