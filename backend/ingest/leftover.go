package ingest

import (
	"path"
	"slices"
	"strings"
)

// Leftover reports whether a file in a folder or a zip is of a kind that systems
// and programs leave there by themselves. Its name has slashes, on every system.
func Leftover(name string) bool {
	if name == "__MACOSX" || strings.HasPrefix(name, "__MACOSX/") || strings.Contains(name, "/__MACOSX/") {
		return true
	}
	base := path.Base(name)
	if strings.HasPrefix(base, "._") || strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".daybook-") && strings.HasSuffix(base, ".tmp") {
		return true
	}
	switch strings.ToLower(base) {
	case ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", ".directory":
		return true
	}
	return false
}

// bundleData are the files in the folder data of an evidence bundle, beside the file
// that holds its complete events, and bundleTags those beside that folder.
var (
	bundleData = []string{"activity.json", "activity.csv", "proofs", "consistency", "checkpoint", "key.pub", "HOW-TO-VERIFY.txt", "report.html", "manifest.json"}
	bundleTags = []string{"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "statement.dsse.json", "tagmanifest-sha256.txt"}
)

// RepeatsBundle reports whether a file of that name belongs to an evidence bundle
// that was unpacked, beside the file that has its complete events: activity.json
// and activity.csv hold the same events without their details, and the others hold
// none. has reports whether a file exists, by its name with slashes.
func RepeatsBundle(name string, has func(name string) bool) bool {
	dir, base := path.Split(name)
	files := bundleTags
	if path.Base(dir) == "data" {
		dir, files = strings.TrimSuffix(dir, "data/"), bundleData
	}
	return slices.Contains(files, base) && has(dir+"data/events.jsonl") && has(dir+"data/manifest.json") && has(dir+"statement.dsse.json")
}
