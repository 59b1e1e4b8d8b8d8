package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/folder"
	"daybook/backend/segment"
)

// Without archive.json and the snapshot in use nothing of an archive could be opened, so
// each has a second copy, which is the same to the byte. One that is damaged is read from
// the other and written anew. Which snapshot is in use, CURRENT says; if that is damaged,
// it is the newest one whose segments are there: an earlier one is removed as soon as
// another is in use, and what a later one names is complete before it is written. An
// archive.json that was not replaced any more is brought up by the journal, like one
// whose program ended too early.

const (
	identityName = "archive.json"
	identityCopy = "archive.copy"
)

func snapshotCopyPath(dir string, n int) string {
	return strings.TrimSuffix(snapshotPath(dir, n), ".json") + ".copy"
}

// writeIdentity writes both copies.
func writeIdentity(dir string, id *identity) error {
	data, err := folder.Encode(id.clone())
	if err != nil {
		return err
	}
	return folder.Write(data, filepath.Join(dir, identityName), filepath.Join(dir, identityCopy))
}

// otherIdentity is the second copy, where the first one is damaged for that reason.
func otherIdentity(dir string, damaged error) (*identity, error) {
	if folder.Passing(damaged) || errors.Is(damaged, ErrOlder) || errors.Is(damaged, ErrNewer) && wholeAndNewer(dir) || errors.Is(damaged, folder.ErrMisplaced) || folder.Look(dir, identityCopy, folder.File, true) != nil {
		return nil, damaged
	}
	id, err := readIdentityFile(dir, identityCopy)
	if err != nil {
		return nil, damaged
	}
	id.found = wrongWith(identityName, damaged)
	return id, nil
}

// wholeAndNewer reports whether archive.json is as a newer Daybook wrote it, and not with
// another bit in the number of its format.
func wholeAndNewer(dir string) bool {
	data, err := folder.Read(filepath.Join(dir, identityName), folder.MaxDocument)
	var said struct {
		Checksum string `json:"checksum"`
	}
	return err == nil && json.Unmarshal(data, &said) == nil && folder.SumFits(data, said.Checksum)
}

// wrongWith says which file was damaged, and how.
func wrongWith(name string, err error) string {
	if errors.Is(err, ErrNotArchive) || errors.Is(err, fs.ErrNotExist) {
		return name + ": it is missing"
	}
	reason := err.Error()
	if errors.Is(err, ErrNewer) {
		return name + ": its format is one that this program does not know, and its checksum does not fit"
	}
	if _, after, ok := strings.Cut(reason, folder.ErrDamaged.Error()+": "); ok {
		reason = after
	}
	return name + ": " + reason
}

// readSnapshot reads a snapshot of that SHA-256, "" for any, from its first copy, or from
// the second if the first one is damaged.
func readSnapshot(dir string, n int, sum string) (*snapshot, error) {
	s, damaged := readSnapshotFile(snapshotPath(dir, n), n, sum)
	if damaged == nil || folder.Passing(damaged) {
		return s, damaged
	}
	s, err := readSnapshotFile(snapshotCopyPath(dir, n), n, sum)
	if err != nil {
		return nil, damaged
	}
	s.found = append(s.found, wrongWith("snapshots/"+folder.Number(n)+".json", damaged))
	return s, nil
}

func readSnapshotFile(path string, n int, sum string) (*snapshot, error) {
	data, err := folder.Read(path, folder.MaxDocument)
	if err != nil {
		return nil, lacking(path, err)
	}
	s := &snapshot{raw: data}
	if got := sha256.Sum256(data); sum != "" && hex.EncodeToString(got[:]) != sum {
		err = fmt.Errorf("%w: CURRENT has another hash for it", folder.ErrDamaged)
	} else if err = folder.Decode(data, s); err == nil && s.Number != n {
		err = fmt.Errorf("%w: it is of another number", folder.ErrDamaged)
	}
	if err != nil {
		return nil, lacking(path, err)
	}
	return s, nil
}

// newestSnapshot is the one in use of an archive, where CURRENT is damaged for that
// reason.
func newestSnapshot(dir, archive string, damaged error) (*snapshot, error) {
	entries, err := os.ReadDir(filepath.Join(dir, "snapshots"))
	if folder.Passing(damaged) || err != nil {
		return nil, damaged
	}
	var numbers []int
	for _, e := range entries {
		stem, _, _ := strings.Cut(e.Name(), ".")
		if n, err := strconv.Atoi(stem); err == nil && ours("snapshots", e.Name()) && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	for _, n := range slices.Backward(numbers) {
		s, err := readSnapshot(dir, n, "")
		if err != nil || s.Archive != archive || slices.ContainsFunc(s.Segments, func(ref segment.Ref) bool {
			_, err := os.Lstat(segmentPath(dir, ref.Number))
			return err != nil
		}) {
			continue
		}
		s.found = append(s.found, wrongWith("CURRENT", damaged))
		return s, nil
	}
	return nil, damaged
}

// tellDocuments tells what was damaged of archive.json, the snapshot s in use and CURRENT,
// where that is not written anew.
func (a *Archive) tellDocuments(s *snapshot) {
	for _, how := range damagedDocuments(a.ident(), s) {
		a.mu.Lock()
		a.notices = append(a.notices, "found damaged, and read from what stands beside it: "+how)
		a.mu.Unlock()
	}
}

func damagedDocuments(id *identity, s *snapshot) (all []string) {
	if all = slices.Clone(s.found); id.found != "" {
		all = append(all, id.found)
	}
	return all
}

// mendDocuments makes both copies of archive.json and of the snapshot in use the same
// again, and CURRENT what it should be, and tells what was damaged. That there is no
// second copy, or an older one, is no damage: an earlier build wrote none, and a program
// may have ended before it did.
func (a *Archive) mendDocuments(s *snapshot) error {
	told := damagedDocuments(a.ident(), s)
	id, err := a.wholeIdentity()
	if err != nil {
		return err
	}
	snapshotCopy := filepath.ToSlash(filepath.Join("snapshots", filepath.Base(snapshotCopyPath(a.dir, s.Number))))
	for _, one := range []struct {
		name string
		data []byte
		copy folder.Checksummed // to read what stands in a second copy; nil for others
	}{
		{identityName, id, nil},
		{identityCopy, id, new(identity)},
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
			return fmt.Errorf("archive: mend %s: %w", path, err)
		}
	}
	if len(told) > 0 {
		a.tellBuilt(BuiltSegment{Damage: told})
	}
	return nil
}

// wholeIdentity are the bytes of archive.json, from whichever copy is whole.
func (a *Archive) wholeIdentity() ([]byte, error) {
	data, err := folder.Read(filepath.Join(a.dir, identityName), folder.MaxDocument)
	if err == nil && folder.Decode(data, new(identity)) == nil {
		return data, nil
	}
	return folder.Encode(a.ident().clone())
}
