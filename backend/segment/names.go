package segment

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/folder"
)

// IsFile reports the path of a file, from a segment's folder, that this program,
// Badger or Bleve gives to one.
func IsFile(rel string) bool {
	within, name := path.Split(rel)
	stem, ending, _ := strings.Cut(name, ".")
	switch within {
	case "":
		return slices.Contains([]string{sealName, "columns", "ids", "descriptions"}, name)
	case "events/":
		return slices.Contains([]string{"MANIFEST", "MANIFEST-REWRITE", "KEYREGISTRY", "REWRITE-KEYREGISTRY", "DISCARD", "LOCK"}, name) ||
			slices.Contains([]string{"sst", "vlog", "mem"}, ending) && folder.Digits(stem)
	case "index/":
		return slices.Contains([]string{"prefixes", "index_meta.json", "index_meta.json_temp"}, name)
	case "index/store/":
		return name == "root.bolt" || ending == "zap" && len(stem) == 12
	}
	return ofBuilding(strings.TrimSuffix(within, "/")) && ending == "zap"
}

// ofBuilding reports the path of the folder in which Bleve builds an index. One whose
// program was killed stays, with words of events in it.
func ofBuilding(rel string) bool {
	number, ok := strings.CutPrefix(rel, "index/scorch-offline-build")
	_, err := strconv.ParseUint(number, 10, 64)
	return ok && err == nil
}

// IsFolder reports the path of a folder of a segment.
func IsFolder(rel string) bool {
	return slices.Contains([]string{"events", "index", "index/store"}, rel) || ofBuilding(rel)
}

// names reports the path of a file that is the segment's.
func (s *Seal) names(rel string) bool {
	return rel == sealName || slices.ContainsFunc(s.Files, func(f sealedFile) bool { return f.Path == rel })
}

// Remove removes the folder of a segment with all that is the segment's in it, and
// nothing that is not Daybook's: where there is such a thing its folder stays. What is not
// there is no error.
func Remove(at string) error {
	return folder.Owner{File: IsFile, Folder: IsFolder}.Remove(at)
}
