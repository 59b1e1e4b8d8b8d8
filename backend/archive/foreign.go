package archive

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"daybook/backend/folder"
	"daybook/backend/segment"
)

// Operating systems, cloud services and officers put files beside those of Daybook:
// .DS_Store, desktop.ini, the copy of a conflict. Such a file is not damage, and is
// never opened or removed. It is named, so that the person who looks after the
// archive can remove it.

// Foreign returns the paths of everything in the archive's folder that is not
// Daybook's, relative to that folder and with slashes. The path of a folder ends
// with a slash; its contents are not listed.
func (v *View) Foreign() []string {
	sealed := make(map[string]*member)
	for _, s := range v.segments {
		sealed[folder.Number(s.Number)] = s
	}
	var found []string
	filepath.WalkDir(v.a.dir, func(at string, d fs.DirEntry, err error) error {
		rel, outside := filepath.Rel(v.a.dir, at)
		if err != nil || outside != nil || rel == "." {
			return nil // errors are reported where the file itself is needed
		}
		rel = filepath.ToSlash(rel)
		// A link in the place of a folder is reported as damage where that folder is read.
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

// madeHere reports whether a path is Daybook's, by its name and, in a segment that
// is open, by the segment's seal.
func madeHere(rel string, isFolder bool, sealed map[string]*member) bool {
	parts := strings.SplitN(rel, "/", 3)
	_, top := fixed[rel]
	switch {
	case len(parts) == 1 && isFolder:
		return slices.Contains(subfolders, rel)
	case len(parts) == 1:
		return top
	case len(parts) == 2 && slices.Contains([]string{"segments", "work", "orders"}, parts[0]):
		return isFolder && ours(parts[0], parts[1])
	case len(parts) == 2: // files, those of salts among them
		return !isFolder && ours(parts[0], parts[1])
	case parts[0] == "orders":
		return !isFolder && ofOrder(parts[2])
	case isFolder:
		return segment.IsFolder(parts[2])
	case parts[0] == "segments" && sealed[parts[1]] != nil:
		return sealed[parts[1]].HasFile(parts[2])
	}
	return segment.IsFile(parts[2])
}

const maxForeign = 20 // number of foreign files that are named

// foreignNotes returns the notes of a report about files that are not Daybook's.
func foreignNotes(foreign []string) []string {
	var notes []string
	for _, rel := range foreign[:min(len(foreign), maxForeign)] {
		notes = append(notes, folder.Valid(rel)+" is not Daybook's; you can remove it")
	}
	if more := len(foreign) - len(notes); more > 0 {
		notes = append(notes, fmt.Sprintf("%d more files in the archive's folder are not Daybook's; you can remove them", more))
	}
	return notes
}
