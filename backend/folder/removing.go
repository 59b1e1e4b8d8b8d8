package folder

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"daybook/backend/durable"
)

// An Owner decides by name which files and folders in a folder are Daybook's. The names
// are paths from that folder, with slashes.
type Owner struct{ File, Folder func(rel string) bool }

// Remove removes a file, or a folder with all contents that are the owner's, including
// read-only files. Anything else in a folder stays, and the folder with it. No link is
// followed. A missing file is not an error.
func (o Owner) Remove(at string) error {
	info, err := os.Lstat(at)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if !durable.IsFolder(info.Mode()) {
		return removeFile(at, info.Mode())
	}
	return o.removeFolder(at, "")
}

func removeFile(at string, mode fs.FileMode) error {
	if mode.IsRegular() {
		if err := makeRemovable(at); err != nil {
			return err
		}
	}
	return os.Remove(at)
}

// removeFolder removes the owner's files in the folder at rel below root, and the folder
// if nothing is left in it.
func (o Owner) removeFolder(root, rel string) error {
	at := filepath.Join(root, filepath.FromSlash(rel))
	if err := os.Chmod(at, 0o700); err != nil { // archives of earlier builds have read-only folders
		return err
	}
	entries, err := os.ReadDir(at)
	if err != nil {
		return err
	}
	left := 0
	for _, e := range entries {
		below := path.Join(rel, e.Name())
		switch {
		case o.Folder(below) && e.IsDir():
			if err := o.removeFolder(root, below); err != nil {
				return err
			}
			if _, err := os.Lstat(filepath.Join(at, e.Name())); err == nil {
				left++
			}
		case !e.IsDir() && (o.File(below) || o.Folder(below)):
			if err := removeFile(filepath.Join(at, e.Name()), e.Type()); err != nil {
				return err
			}
		default:
			left++
		}
	}
	if left > 0 {
		return nil
	}
	return os.Remove(at)
}
