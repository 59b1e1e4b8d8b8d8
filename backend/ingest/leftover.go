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

// bundleLines is the file of an evidence bundle that holds its complete events.
const bundleLines = "events.jsonl"

// bundleRest are the other files of a bundle.
var bundleRest = []string{"activity.json", "activity.csv", "proofs", "consistency", "checkpoint", "key.pub",
	"HOW-TO-VERIFY.txt", "report.html", "manifest.json", "manifest.sig"}

// RepeatsBundle reports whether a file of that name belongs to an evidence bundle
// that was unpacked, beside the file that has its complete events: activity.json
// and activity.csv hold the same events without their details, and the others hold
// none. has reports whether a file exists, by its name with slashes.
func RepeatsBundle(name string, has func(name string) bool) bool {
	dir, base := path.Split(name)
	return slices.Contains(bundleRest, base) && has(dir+bundleLines) && has(dir+"manifest.json") && has(dir+"manifest.sig")
}
