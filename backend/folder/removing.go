package folder

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"daybook/backend/durable"
)

// An Owner tells by its name what in a folder is Daybook's: files and folders, by their
// paths from there, with slashes.
type Owner struct{ File, Folder func(rel string) bool }

// Remove removes a file, or a folder with all in it that is the owner's, read-only files
// too. Where something else is in a folder, that stays with it. No link is followed. What
// is not there is no error.
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

// removeFolder removes what is the owner's of the folder that is at rel below root, and
// the folder if nothing is left in it.
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
