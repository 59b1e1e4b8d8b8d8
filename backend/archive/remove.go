package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/keys"
	"daybook/backend/ledger"
)

// Remove removes an archive from the disk, with everything in its folder. It
// is for archives that are nobody's evidence, such as the sample: nothing in
// Daybook calls it for any other. A folder that is not an archive is left
// alone; a folder that does not exist is no error.
func Remove(dir string) error {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, "archive.json")); err != nil {
		return failure.New("remove", dir, ledger.ErrNotArchive)
	}
	id, unreadable := ledger.ReadIdentity(dir)
	if err := folder.RemoveAll(dir); err != nil {
		return failure.New("remove", dir, err)
	}
	if unreadable == nil {
		for _, k := range id.Keys {
			keys.Forget(k.Name(id.ID), k.Kept) // a key that stays can sign for nothing
		}
		keys.ForgetKnown(id.ID)
	}
	return nil
}
