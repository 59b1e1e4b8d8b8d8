package segment

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/folder"
)

// Seal is seal.json: the description of a segment, written when it is finished.
type Seal struct {
	Format   int          `json:"format"`
	Index    int          `json:"index"` // version of the derived files
	Events   int          `json:"events"`
	Newest   event.Time   `json:"newest"`
	Oldest   event.Time   `json:"oldest"`
	Files    []sealedFile `json:"files"`
	Checksum string       `json:"checksum"`
}

func (s *Seal) ChecksumField() *string { return &s.Checksum }

// sealedFile is one file. Tail is the hash of its last tailBytes, for large files that
// are opened before they were hashed completely.
type sealedFile struct {
	Path   string `json:"path"` // with slashes, from the segment's folder
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	Tail   string `json:"tail_sha256,omitempty"`
}

const (
	tailBytes = 64 << 10
)

// large reports whether the body of a file is read only under its own checks.
func (f *sealedFile) large() bool {
	return strings.HasSuffix(f.Path, ".sst") || strings.HasSuffix(f.Path, ".zap") ||
		f.Path == "ids" || f.Path == "descriptions"
}

// derived reports whether a file can be rebuilt from the events.
func (f *sealedFile) derived() bool { return !strings.HasPrefix(f.Path, "events/") }

// tables returns the names of the tables of events.
func (s *Seal) tables() []string {
	var names []string
	for i := range s.Files {
		if name, ok := strings.CutPrefix(s.Files[i].Path, "events/"); ok && path.Ext(name) == ".sst" {
			names = append(names, name)
		}
	}
	return names
}

// listFiles returns the sorted paths of the files in a segment's folder that belong to
// the segment by their names, except the seal, and those of its folders.
func listFiles(dir string) (files, folders []string, err error) {
	err = filepath.WalkDir(dir, func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, at)
		rel = filepath.ToSlash(rel)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (rel == "." || IsFolder(rel)):
			folders = append(folders, rel)
		case d.IsDir():
			return fs.SkipDir
		case rel != sealName && IsFile(rel):
			files = append(files, rel)
		}
		return nil
	})
	return files, folders, err
}

// writeSeal hashes every file of a finished segment, makes each read-only
// and durable, and returns the hash of the seal.
func writeSeal(dir string, s *Seal) (string, error) {
	paths, folders, err := listFiles(dir)
	if err != nil {
		return "", err
	}
	for _, rel := range paths {
		path := filepath.Join(dir, filepath.FromSlash(rel))
		f := sealedFile{Path: rel}
		if f.SHA256, f.Size, err = folder.Hash(path, 0); err != nil {
			return "", err
		}
		if f.large() {
			if f.Tail, _, err = folder.Hash(path, tailBytes); err != nil {
				return "", err
			}
		}
		s.Files = append(s.Files, f)
		if err := folder.Sync(path); err != nil {
			return "", err
		}
	}
	for _, rel := range folders {
		if err := durable.SyncFolder(filepath.Join(dir, filepath.FromSlash(rel))); err != nil {
			return "", err
		}
	}
	data, err := folder.Encode(s)
	if err != nil {
		return "", err
	}
	sealPath := filepath.Join(dir, sealName)
	if err := folder.WriteNew(sealPath, 0o400, data); err != nil {
		return "", err
	}
	for _, rel := range paths { // not the folders, so that their owner can delete the archive
		if err := os.Chmod(filepath.Join(dir, filepath.FromSlash(rel)), 0o400); err != nil {
			return "", err
		}
	}
	if err := durable.SyncFolder(dir); err != nil {
		return "", err
	}
	sum, _, err := folder.Hash(sealPath, 0)
	return sum, err
}

// readSeal reads the seal of a segment, whose hash must be sum.
func readSeal(dir, sum string) (*Seal, error) {
	path := filepath.Join(dir, sealName)
	s := new(Seal)
	if err := folder.ReadChecked(path, s, sum, "the snapshot"); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// precheck compares the list of files, their sizes, and the hashes of the parts
// that the stores trust blindly, with the seal. It reads at most 64 KiB of each
// large file and all of the small files.
func (s *Seal) precheck(dir string) ([]*folder.Damage, error) {
	paths, _, err := listFiles(dir)
	if err != nil {
		return nil, err
	}
	here := make(map[string]bool, len(paths))
	for _, p := range paths {
		here[p] = true
	}
	var found []*folder.Damage
	for i := range s.Files {
		f := &s.Files[i]
		if !here[f.Path] {
			found = append(found, &folder.Damage{Path: f.Path, Reason: whyMissing(dir, f.Path), Derived: f.derived()})
			continue
		}
		delete(here, f.Path)
		if d := f.check(dir, f.large()); d != nil {
			found = append(found, d)
		}
	}
	for p := range here {
		// Only those tables of events are opened that the seal lists. But Bleve might
		// take an additional file for its own.
		if f := (sealedFile{Path: p}); f.derived() {
			found = append(found, &folder.Damage{Path: p, Reason: "is not in the seal", Derived: true})
		}
	}
	return found, nil
}

// whyMissing says why a file is missing: something else may be in the place of its
// folder.
func whyMissing(dir, rel string) string {
	for at := path.Dir(rel); at != "."; at = path.Dir(at) {
		if info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(at))); err == nil && !durable.IsFolder(info.Mode()) {
			return fmt.Sprintf("is missing: %s is %s where a folder should be", at, durable.Kind(info.Mode()))
		}
	}
	return "is missing"
}

// check compares one file with its seal: only its tail, or the whole file.
func (f *sealedFile) check(dir string, tail bool) *folder.Damage {
	want, n := f.SHA256, int64(0)
	if tail {
		want, n = f.Tail, tailBytes
	}
	at := filepath.Join(dir, filepath.FromSlash(f.Path))
	if info, err := os.Lstat(at); err == nil && durable.IsFile(info.Mode()) && info.Size() != f.Size {
		return f.resized(info.Size()) // reading it could take long
	}
	sum, size, err := folder.Hash(at, n)
	switch {
	case err != nil:
		return folder.DamageOf(f.Path, f.derived(), err)
	case size != f.Size:
		return f.resized(size)
	case sum != want:
		return &folder.Damage{Path: f.Path, Reason: "its bytes are not those that were sealed", Derived: f.derived()}
	}
	return nil
}

func (f *sealedFile) resized(size int64) *folder.Damage {
	return &folder.Damage{Path: f.Path, Reason: fmt.Sprintf("has %d bytes, sealed with %d", size, f.Size), Derived: f.derived()}
}

// A Ref is what a snapshot says of a segment.
type Ref struct {
	Number int    `json:"number"`
	Events int    `json:"events"`
	Seal   string `json:"seal_sha256"`
	Salts  string `json:"salts_sha256"` // of the file of salts
	// Seqs are the runs of the events' numbers, [from, to) each, where there are at
	// most maxRuns: they show which events are gone if the segment is.
	Seqs [][2]int64 `json:"seqs,omitempty"`
}

// maxRuns is the greatest number of runs that a snapshot keeps for a segment.
const maxRuns = 64

// names reports whether a path is that of a file of the segment.
func (s *Seal) names(rel string) bool {
	return rel == sealName || slices.ContainsFunc(s.Files, func(f sealedFile) bool { return f.Path == rel })
}
