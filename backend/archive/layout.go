package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"daybook/backend/failure"
	"daybook/backend/folder"
)

// The folder of an archive may come out of a zip, from a stick or over a share, and
// with it links to what is outside. So each name that this program reads, writes,
// cuts or removes is looked at first, and all of them before anything is changed.

// fixed are the files in an archive's own folder, to whether Daybook makes one anew
// where it is missing.
var fixed = map[string]bool{
	"archive.json": false, "CURRENT": false, "journal.jsonl": false, "journal.head": false,
	"archive.copy": true, "archive.copy.new": true, purgedName: true, purgedName + ".new": true,
	"LOCK": true, "archive.json.new": true, "CURRENT.new": true, "journal.head.new": true,
}

// lookAround is an error that wraps ErrMisplaced where one of these names stands for
// something else than what Daybook makes.
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

// lookInto looks at one entry of a subfolder.
func lookInto(dir, sub, name string) error {
	if !ours(sub, name) {
		return nil
	}
	rel := filepath.Join(sub, name)
	switch sub {
	case "tree":
		return folder.Look(dir, rel, folder.File, false)
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

// ours reports a name that this package gives to what it puts in a subfolder: a
// file of the tree, or six digits, and an ending for files. Anything else is
// somebody's and stays.
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
