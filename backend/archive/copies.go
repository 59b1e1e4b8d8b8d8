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

// Nothing of an archive could be opened without archive.json and the current snapshot, so
// each has a second copy with the same bytes. A damaged copy is read from the other one
// and written anew. CURRENT says which snapshot is in use; if CURRENT is damaged, it is
// the newest snapshot whose segments are all there: an earlier one is removed as soon as
// the next is in use, and everything that a later one names is complete before that one
// is written. If a program ended before it replaced archive.json, the journal brings that
// file up to date.

// tellDocuments adds notices about damage to archive.json, to the current snapshot s and
// to CURRENT, for an archive in which they are not written anew.
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

// mendDocuments makes both copies of archive.json and of the current snapshot the same
// again, sets CURRENT right, and reports what was damaged. A second copy that is missing
// or older is no damage: an earlier build wrote none, and a program may have ended
// before it wrote it.
func (a opening) mendDocuments(s *snapshot) error {
	told := damagedDocuments(a.ledger.Identity(), s)
	id, err := mending(a).wholeIdentity()
	if err != nil {
		return err
	}
	snapshotCopy := filepath.ToSlash(filepath.Join("snapshots", filepath.Base(snapshotCopyPath(a.dir, s.Number))))
	for _, one := range []struct {
		name string
		data []byte
		copy folder.Checksummed // to decode a second copy; nil for other files
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

// wholeIdentity returns the bytes of archive.json, from whichever copy is intact.
func (a mending) wholeIdentity() ([]byte, error) {
	data, err := folder.Read(filepath.Join(a.dir, ledger.IdentityName), folder.MaxDocument)
	if err == nil && folder.Decode(data, new(ledger.Identity)) == nil {
		return data, nil
	}
	return folder.Encode(a.ledger.Identity().Clone())
}
