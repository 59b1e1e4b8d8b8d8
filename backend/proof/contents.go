package proof

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"time"
)

// contents are the files of a bundle, in a zip or in a folder, by their names in it.
type contents interface {
	has(name string) bool
	// open opens a file that is there, and says how many bytes it has. Reading gives no
	// more than these, and errUnpack for fewer.
	open(name string) (io.ReadCloser, uint64, error)
	// asWritten reports whether they are in the zip that was written, for a bundle that
	// was made at that time.
	asWritten(at time.Time) (bool, error)
	isFolder() bool
	// failed is the error of what is read itself, which says nothing about its content.
	failed() error
}

// whole reads a small file completely.
func whole(c contents, name string) ([]byte, error) {
	r, size, err := c.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if size > mostOf(name) {
		return nil, errors.New("it is longer than such a file can be")
	}
	data := make([]byte, size+1)[:size] // and one byte more, so that reading meets the end
	n, err := io.ReadFull(r, data[:size+1])
	switch {
	case err == io.ErrUnexpectedEOF, err == io.EOF: // as it must be
		return data[:n], nil
	case err == nil:
		err = errUnpack
	}
	return nil, err
}

// A folder is an unpacked bundle.
type folder struct {
	files fs.FS
	base  string
	sizes map[string]uint64
	err   error
}

// maxListed bounds how many files of a folder are looked at.
const maxListed = 1000

// openFolder opens an unpacked bundle, in a folder or in the one folder within that has a
// bag, and says what is wrong with its files.
func openFolder(files fs.FS) (f *folder, problems []string, err error) {
	f = &folder{files: files, base: ".", sizes: make(map[string]uint64)}
	list, err := readDir(files, ".")
	if err != nil {
		return nil, nil, err
	}
	if !slices.ContainsFunc(list, func(e fs.DirEntry) bool { return e.Name() == BagItName }) {
		inner := slices.DeleteFunc(slices.Clone(list), func(e fs.DirEntry) bool { return isLitter(e.Name()) })
		if len(inner) == 1 && inner[0].IsDir() {
			f.base = inner[0].Name()
			if list, err = readDir(files, f.base); err != nil {
				return nil, nil, err
			}
		}
	}
	add := func(within string, list []fs.DirEntry) error {
		for _, e := range list {
			where := path.Join(within, e.Name())
			name := nameAt(where)
			info, err := e.Info()
			switch {
			case err != nil:
				return err
			case isLitter(e.Name()) || e.IsDir() && where == "data":
			case name == "" && e.IsDir():
				problems = append(problems, wasAdded(where+"/"))
			case name == "":
				problems = append(problems, wasAdded(where))
			case !e.Type().IsRegular():
				problems = append(problems, name+" is no regular file")
			default:
				f.sizes[name] = uint64(info.Size())
			}
		}
		return nil
	}
	if err := add("", list); err != nil {
		return nil, nil, err
	}
	if slices.ContainsFunc(list, func(e fs.DirEntry) bool { return e.Name() == "data" && e.IsDir() }) {
		if list, err = readDir(files, path.Join(f.base, "data")); err != nil {
			return nil, nil, err
		}
		if err := add("data", list); err != nil {
			return nil, nil, err
		}
	}
	for _, name := range bundleNames {
		if _, ok := f.sizes[name]; !ok {
			problems = append(problems, name+" is missing")
		}
	}
	return f, problems, nil
}

// readDir lists a folder, unless it has far more than a bundle.
func readDir(files fs.FS, name string) ([]fs.DirEntry, error) {
	d, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	lister, ok := d.(fs.ReadDirFile)
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: ErrNotRegular}
	}
	list, err := lister.ReadDir(maxListed)
	if err == io.EOF {
		err = nil
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int {
		if a.Name() < b.Name() {
			return -1
		}
		return 1
	})
	return list, err
}

// nameAt returns the name of the file of a bundle that has that path in its folder, or "".
func nameAt(where string) string {
	for _, name := range bundleNames {
		if Path(name) == where {
			return name
		}
	}
	return ""
}

func (f *folder) has(name string) bool { _, ok := f.sizes[name]; return ok }

func (f *folder) isFolder() bool { return true }

func (f *folder) failed() error { return f.err }

func (f *folder) asWritten(time.Time) (bool, error) { return false, nil }

func (f *folder) open(name string) (io.ReadCloser, uint64, error) {
	file, err := f.files.Open(path.Join(f.base, Path(name)))
	if err != nil {
		f.err = err
		return nil, 0, err
	}
	return &folderFile{f: f, file: file, left: f.sizes[name]}, f.sizes[name], nil
}

// A folderFile reads as many bytes as the file had when the folder was listed.
type folderFile struct {
	f    *folder
	file fs.File
	left uint64
}

func (r *folderFile) Read(b []byte) (int, error) {
	n, err := r.file.Read(b)
	if err != nil && err != io.EOF {
		r.f.err = err
		return n, err
	}
	if uint64(n) > r.left || err == io.EOF && uint64(n) < r.left {
		return 0, fmt.Errorf("%w: it changed while it was read", errUnpack)
	}
	r.left -= uint64(n)
	return n, err
}

func (r *folderFile) Close() error { return r.file.Close() }
