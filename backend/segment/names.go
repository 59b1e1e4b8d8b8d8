package segment

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/folder"
)

const sealName = "seal.json"

// IsFile reports whether this program, Badger or Bleve gives a file that path in a
// segment's folder.
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

// ofBuilding reports whether a path is in a folder in which Bleve builds an index. If the
// program is killed the folder stays, with words of events in it.
func ofBuilding(rel string) bool {
	number, ok := strings.CutPrefix(rel, "index/scorch-offline-build")
	_, err := strconv.ParseUint(number, 10, 64)
	return ok && err == nil
}

// IsFolder reports whether a path is that of a folder of a segment.
func IsFolder(rel string) bool {
	return slices.Contains([]string{"events", "index", "index/store"}, rel) || ofBuilding(rel)
}

// Remove removes the folder of a segment with all of the segment's files, and nothing that
// is not Daybook's: a folder with other files stays. A missing folder is not an error.
func Remove(at string) error {
	return folder.Owner{File: IsFile, Folder: IsFolder}.Remove(at)
}
