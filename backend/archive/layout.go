package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/segment"
)

// The folder of an archive may come out of a zip, from a memory stick or over a share, and
// may contain links to files outside of it. So each name that this program reads, writes,
// truncates or removes is examined, all of them before anything is changed.

// fixed maps the names of the files directly in an archive's folder to whether
// Daybook makes the file anew if it is missing.
var fixed = map[string]bool{
	"archive.json": false, "CURRENT": false, "journal.jsonl": false, "journal.head": false,
	"archive.copy": true, "archive.copy.new": true, purgedName: true, purgedName + ".new": true,
	"LOCK": true, "archive.json.new": true, "CURRENT.new": true, "journal.head.new": true,
}

// lookAround returns an error that wraps folder.ErrMisplaced if any of these names
// stands for something other than what Daybook makes.
func lookAround(dir string) error {
	for name, spare := range fixed {
		if err := folder.Look(dir, name, folder.File, spare); err != nil {
			return err
		}
	}
	for _, sub := range subfolders {
		if err := folder.Look(dir, sub, folder.Folder, sub == "work"); err != nil {
			return err
		}
		entries, err := os.ReadDir(filepath.Join(dir, sub))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return failure.New("open", dir, err)
		}
		for _, e := range entries {
			if err := lookInto(dir, sub, e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// lookInto examines one entry of a subfolder.
func lookInto(dir, sub, name string) error {
	if !ours(sub, name) {
		return nil
	}
	rel := filepath.Join(sub, name)
	switch sub {
	case "tree":
		return folder.Look(dir, rel, folder.File, false)
	case saltsName:
		return folder.Look(dir, rel, folder.Document, true)
	case "imports", "snapshots":
		return folder.Look(dir, rel, folder.Document, strings.HasSuffix(name, ".new"))
	}
	if err := folder.Look(dir, rel, folder.Folder, sub == "work"); err != nil || sub != "orders" {
		return err
	}
	for _, ranks := range []string{"ranks", "ranks.new"} {
		if err := folder.Look(dir, filepath.Join(rel, ranks), folder.Document, true); err != nil {
			return err
		}
	}
	return nil
}

// ours reports whether this package gives such a name to entries of a
// subfolder: a file of the tree, or six digits or more, with an extension for
// files. Any other file is left alone.
func ours(sub, name string) bool {
	name = strings.TrimSuffix(name, ".new")
	switch sub {
	case "tree":
		return len(name) == 1 && name >= "0" && name <= "7"
	case "imports", "snapshots":
		stem, ok := strings.CutSuffix(name, ".json")
		if !ok && sub == "snapshots" {
			stem, ok = strings.CutSuffix(name, ".copy")
		}
		if !ok {
			return false
		}
		name = stem
	}
	if sub == "imports" || sub == "work" {
		number, revision, again := strings.Cut(name, "-")
		if again && !folder.Digits(revision) {
			return false
		}
		name = number
	}
	return folder.Digits(name) && len(name) >= 6
}

var subfolders = []string{"segments", saltsName, "orders", "tree", "imports", "snapshots", "work"}

func segmentPath(dir string, n int) string { return filepath.Join(dir, "segments", folder.Number(n)) }

func saltsPath(dir string, n int) string { return filepath.Join(dir, saltsName, folder.Number(n)) }

// removeSegment removes a segment and its salts.
func removeSegment(dir string, n int) error {
	path := saltsPath(dir, n)
	return errors.Join(segment.Remove(segmentPath(dir, n)), segment.Remove(path), segment.Remove(path+".new"))
}

const (
	saltsName   = "salts"
	purgedName  = "purged"
	purgedStart = "daybook purged leaves 1\n"
)
