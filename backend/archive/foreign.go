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

// Systems, clouds and officers put files beside others: .DS_Store, desktop.ini, the
// copy of a conflict. Such a file is no damage, is never opened and never removed;
// it is named, so that who looks after the archive can remove it.

// Foreign are the paths of what is in the archive's folder and not Daybook's, from
// that folder, with slashes. A folder ends with one, and is not looked into.
func (v *View) Foreign() []string {
	sealed := make(map[string]*member)
	for _, s := range v.segments {
		sealed[folder.Number(s.Number)] = s
	}
	var found []string
	filepath.WalkDir(v.a.dir, func(at string, d fs.DirEntry, err error) error {
		rel, outside := filepath.Rel(v.a.dir, at)
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
	case len(parts) == 2:
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

const maxForeign = 20 // that are named

// foreignNotes are the notes of a report about what is not Daybook's.
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
