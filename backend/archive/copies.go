package archive

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
)

// Without archive.json and the snapshot in use nothing of an archive could be opened, so
// each has a second copy, which is the same to the byte. One that is damaged is read from
// the other and written anew. Which snapshot is in use, CURRENT says; if that is damaged,
// it is the newest one whose segments are there: an earlier one is removed as soon as
// another is in use, and what a later one names is complete before it is written. An
// archive.json that was not replaced any more is brought up by the journal, like one
// whose program ended too early.

// tellDocuments tells what was damaged of archive.json, the snapshot s in use and CURRENT,
// where that is not written anew.
func (a opening) tellDocuments(s *snapshot) {
	for _, how := range damagedDocuments(a.ledger.Identity(), s) {
		a.noted.Lock()
		a.notices = append(a.notices, "found damaged, and read from what stands beside it: "+how)
		a.noted.Unlock()
	}
}

func damagedDocuments(id *ledger.Identity, s *snapshot) (all []string) {
	if all = slices.Clone(s.found); id.Found != "" {
		all = append(all, id.Found)
	}
	return all
}

// mendDocuments makes both copies of archive.json and of the snapshot in use the same
// again, and CURRENT what it should be, and tells what was damaged. That there is no
// second copy, or an older one, is no damage: an earlier build wrote none, and a program
// may have ended before it did.
func (a opening) mendDocuments(s *snapshot) error {
	told := damagedDocuments(a.ledger.Identity(), s)
	id, err := mending{a.Archive}.wholeIdentity()
	if err != nil {
		return err
	}
	snapshotCopy := filepath.ToSlash(filepath.Join("snapshots", filepath.Base(snapshotCopyPath(a.dir, s.Number))))
	for _, one := range []struct {
		name string
		data []byte
		copy folder.Checksummed // to read what stands in a second copy; nil for others
	}{
		{ledger.IdentityName, id, nil},
		{ledger.IdentityCopy, id, new(ledger.Identity)},
		{"snapshots/" + folder.Number(s.Number) + ".json", s.raw, nil},
		{snapshotCopy, s.raw, new(snapshot)},
		{"CURRENT", currentOf(s.Number, s.raw), nil},
	} {
		path := filepath.Join(a.dir, filepath.FromSlash(one.name))
		have, err := folder.Read(path, folder.MaxDocument)
		if err == nil && bytes.Equal(have, one.data) || folder.Passing(err) {
			continue
		}
		if one.copy != nil && !errors.Is(err, fs.ErrNotExist) && (err != nil || folder.Decode(have, one.copy) != nil) {
			told = append(told, one.name+": its bytes are not those that were written")
		}
		if err := folder.Replace(path, one.data); err != nil {
			return failure.New("mend", path, err)
		}
	}
	if len(told) > 0 {
		a.tellBuilt(ledger.BuiltSegment{Damage: told})
	}
	return nil
}

// wholeIdentity are the bytes of archive.json, from whichever copy is whole.
func (a mending) wholeIdentity() ([]byte, error) {
	data, err := folder.Read(filepath.Join(a.dir, ledger.IdentityName), folder.MaxDocument)
	if err == nil && folder.Decode(data, new(ledger.Identity)) == nil {
		return data, nil
	}
	return folder.Encode(a.ledger.Identity().Clone())
}
