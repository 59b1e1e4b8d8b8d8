package archive

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/durable"
)

// Systems, clouds and officers put files beside others: .DS_Store, desktop.ini, the
// copy of a conflict. Such a file is no damage, is never opened and never removed;
// it is named, so that who looks after the archive can remove it.

// Foreign are the paths of what is in the archive's folder and not Daybook's, from
// that folder, with slashes. A folder ends with one, and is not looked into.
func (a *Archive) Foreign() []string {
	v, err := a.acquire()
	if err != nil {
		return nil
	}
	defer a.release(v)
	sealed := make(map[string]*segment)
	for _, s := range v.segments {
		sealed[number(s.number)] = s
	}
	var found []string
	filepath.WalkDir(a.dir, func(at string, d fs.DirEntry, err error) error {
		rel, outside := filepath.Rel(a.dir, at)
		if err != nil || outside != nil || rel == "." {
			return nil // what cannot be read is found by who needs it
		}
		rel = filepath.ToSlash(rel)
		// A link in the place of a folder is found as damage, by who reads the folder.
		if link := d.Type()&fs.ModeSymlink != 0; madeHere(rel, d.IsDir(), sealed) || link && madeHere(rel, true, sealed) {
			return nil
		}
		if d.IsDir() {
			found = append(found, rel+"/")
			return fs.SkipDir
		}
		found = append(found, rel)
		return nil
	})
	return found
}

// madeHere reports a path that is Daybook's, by its name and, in a segment that is
// open, by its seal.
func madeHere(rel string, isFolder bool, sealed map[string]*segment) bool {
	parts := strings.SplitN(rel, "/", 3)
	_, top := fixed[rel]
	switch {
	case len(parts) == 1 && isFolder:
		return slices.Contains(subfolders, rel)
	case len(parts) == 1:
		return top
	case len(parts) == 2 && slices.Contains([]string{"segments", "work", "orders"}, parts[0]):
		return isFolder && ours(parts[0], parts[1])
	case len(parts) == 2:
		return !isFolder && ours(parts[0], parts[1])
	case parts[0] == "orders":
		return !isFolder && ofOrder(parts[2])
	case isFolder:
		return ofSegmentFolder(parts[2])
	case parts[0] == "segments" && sealed[parts[1]] != nil && sealed[parts[1]].sealed != nil:
		return sealed[parts[1]].sealed.names(parts[2])
	}
	return ofSegment(parts[2])
}

// names reports the path of a file that is the segment's.
func (s *seal) names(rel string) bool {
	return rel == sealName || slices.ContainsFunc(s.Files, func(f sealedFile) bool { return f.Path == rel })
}

const maxForeign = 20 // that are named

// foreignNotes are the notes of a report about what is not Daybook's.
func foreignNotes(foreign []string) []string {
	var notes []string
	for _, rel := range foreign[:min(len(foreign), maxForeign)] {
		notes = append(notes, valid(rel)+" is not Daybook's; you can remove it")
	}
	if more := len(foreign) - len(notes); more > 0 {
		notes = append(notes, fmt.Sprintf("%d more files in the archive's folder are not Daybook's; you can remove them", more))
	}
	return notes
}

// ofSegment reports the path of a file, from a segment's folder, that this program,
// Badger or Bleve gives to one.
func ofSegment(rel string) bool {
	folder, name := path.Split(rel)
	stem, ending, _ := strings.Cut(name, ".")
	switch folder {
	case "":
		return slices.Contains([]string{sealName, "columns", "ids", "descriptions"}, name)
	case "events/":
		return slices.Contains([]string{"MANIFEST", "MANIFEST-REWRITE", "KEYREGISTRY", "REWRITE-KEYREGISTRY", "DISCARD", "LOCK"}, name) ||
			slices.Contains([]string{"sst", "vlog", "mem"}, ending) && digits(stem)
	case "index/":
		return slices.Contains([]string{"prefixes", "index_meta.json", "index_meta.json_temp"}, name)
	case "index/store/":
		return name == "root.bolt" || ending == "zap" && len(stem) == 12
	}
	return ofBuilding(strings.TrimSuffix(folder, "/")) && ending == "zap"
}

// ofBuilding reports the path of the folder in which Bleve builds an index. One whose
// program was killed stays, with words of events in it.
func ofBuilding(rel string) bool {
	number, ok := strings.CutPrefix(rel, "index/scorch-offline-build")
	_, err := strconv.ParseUint(number, 10, 64)
	return ok && err == nil
}

// ofSegmentFolder reports the path of a folder of a segment.
func ofSegmentFolder(rel string) bool {
	return slices.Contains([]string{"events", "index", "index/store"}, rel) || ofBuilding(rel)
}

// ofOrder reports the name of a file in a folder of orders.
func ofOrder(name string) bool { return name == "ranks" || name == "ranks.new" }

// removeSealed removes a file, or the folder of a segment or an order, all of its
// read-only files, and nothing that is not Daybook's: where there is such a thing its
// folder stays. No link is followed. What is not there is no error.
func removeSealed(at string) error {
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
	mine := ofSegment
	if filepath.Base(filepath.Dir(at)) == "orders" {
		mine = ofOrder
	}
	return removeFolder(at, "", mine)
}

func removeFile(at string, mode fs.FileMode) error {
	if mode.IsRegular() {
		if err := makeRemovable(at); err != nil {
			return err
		}
	}
	return os.Remove(at)
}

// removeFolder removes what is ours of the folder that is at rel in a segment or an
// order, and the folder if nothing is left in it.
func removeFolder(root, rel string, mine func(rel string) bool) error {
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
		case ofSegmentFolder(below) && e.IsDir():
			if err := removeFolder(root, below, mine); err != nil {
				return err
			}
			if _, err := os.Lstat(filepath.Join(at, e.Name())); err == nil {
				left++
			}
		case !e.IsDir() && (mine(below) || ofSegmentFolder(below)):
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

// removeOrder removes the ranks of a snapshot.
func removeOrder(dir string, n int) error {
	return removeSealed(filepath.Join(dir, "orders", number(n)))
}
