package export

import (
	"archive/zip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Extension is an ending that the name of an evidence bundle may have instead of
// .zip, so that opening the file opens Daybook.
const Extension = ".daybook-evidence"

// ErrNotRegular reports that a path is not a regular file, so it cannot be a
// bundle.
var ErrNotRegular = errors.New("it is no regular file")

// fewNames is how many of a bundle's file names distinguish it from a zip of
// exports, which may have two of them.
const fewNames = 3

// IsBundle reports whether the file at path was meant to be an evidence bundle,
// whole or not: by its name, by the names of the files in it, or, where their
// directory is damaged, by the name of the first. It reads no more than that.
func IsBundle(path string) (bool, error) {
	f, size, err := openRegular(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	return MeantAsBundle(f, size, path)
}

// MeantAsBundle is IsBundle for a file that is open.
func MeantAsBundle(f io.ReaderAt, size int64, name string) (bool, error) {
	if strings.EqualFold(filepath.Ext(name), Extension) {
		return true, nil
	}
	src := &sourceErrors{r: f}
	z, err := readDirectory(src, size)
	if src.err != nil {
		return false, src.err
	}
	if err != nil {
		return beginsAsBundle(f)
	}
	found, folder := 0, folderOf(z.File)
	for _, name := range bundleNames {
		if slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == folder+name }) {
			found++
		}
	}
	return found >= fewNames, nil
}

func beginsAsBundle(r io.ReaderAt) (bool, error) {
	name := bundleNames[0]
	head := make([]byte, localSize+len(name))
	n, err := r.ReadAt(head, 0)
	if n < len(head) {
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return false, err
	}
	return le.Uint32(head) == localSignature && int(le.Uint16(head[26:])) == len(name) && string(head[localSize:]) == name, nil
}

// openRegular opens a file that can be read at any place; it does not wait for
// others, such as a pipe.
func openRegular(path string) (*os.File, int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, &os.PathError{Op: "open", Path: path, Err: ErrNotRegular}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	if info, err = f.Stat(); err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}
