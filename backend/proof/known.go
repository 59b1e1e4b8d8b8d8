package proof

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

// IsBundle reports whether the file or the folder at path was meant to be an evidence bundle,
// whole or not: by its name, by the names of the files in it, or, where their
// directory is damaged, by the name of the first. It reads no more than that.
func IsBundle(path string) (bool, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return isBundleFolder(path), nil
	}
	f, size, err := openRegular(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	return MeantAsBundle(f, size, path)
}

// isBundleFolder reports whether a folder has an unpacked bundle, or one folder with one.
func isBundleFolder(path string) bool {
	f, _, err := openFolder(os.DirFS(path))
	return err == nil && f.has(BagItName) && f.has(EventsName)
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
	if ofVersion1(z.File) {
		return true, nil
	}
	found, folder := 0, folderOf(z.File)
	for _, name := range ownNames {
		if slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == folder+Path(name) }) {
			found++
		}
	}
	return found >= fewNames, nil
}

// ownNames are the files that no other bag has.
var ownNames = append(slices.Clone(DataNames), StatementName)

// beginsAsBundle looks at the name of the first file of a zip.
func beginsAsBundle(r io.ReaderAt) (bool, error) {
	const most = 64
	head := make([]byte, localSize+most)
	n, err := r.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	if n < localSize || le.Uint32(head) != localSignature {
		return false, nil
	}
	length := int(le.Uint16(head[26:]))
	if length > most || n < localSize+length {
		return false, nil
	}
	name := string(head[localSize : localSize+length])
	return strings.HasPrefix(name, "evidence-") && strings.HasSuffix(name, "/"+BagItName), nil
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
