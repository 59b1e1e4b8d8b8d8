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

// Remove removes an archive from the disk, with all that is in it. It is for
// archives that are nobody's evidence, as the sample: nothing in Daybook calls
// it for another. A folder that is no archive is left alone; one that does not
// exist is no error.
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
			keys.Forget(k.Name(id.ID), k.Kept) // one that stays can sign for nothing
		}
		keys.ForgetKnown(id.ID)
	}
	return nil
}
