package cli

import (
	"os"
	"path/filepath"
	"strings"
)

// hasWildcard reports a name that may stand for several files.
func hasWildcard(name string) bool { return strings.ContainsAny(name, "*?[") }

func missing(path string) bool {
	_, err := os.Lstat(path)
	return err != nil
}

// expandWildcards puts the files that match into the place of each argument that
// names files to be read with *, ? or [ ]. A file of exactly that name comes
// first, and a name that nothing matches stays, for the command to say so.
func expandWildcards(words []word, arguments []string) []string {
	var out []string
	for i, argument := range arguments {
		if wordAt(words, i).kind == fileRead && hasWildcard(argument) && missing(argument) {
			if files := glob(argument, false); len(files) > 0 {
				out = append(out, files...)
				continue
			}
		}
		out = append(out, argument)
	}
	return out
}

// wordAt is what the argument at i, from 0, stands for.
func wordAt(words []word, i int) word {
	last := len(words) - 1
	switch {
	case i <= last:
		return words[i]
	case last >= 0 && words[last].more:
		return words[last]
	}
	return word{}
}

// glob is the files that a pattern matches, or the folders, in order. Upper and
// lower case make no difference, as on the systems whose shells leave wildcards
// alone.
func glob(pattern string, folders bool) []string {
	parent, name := filepath.Split(pattern)
	parents := []string{parent}
	if hasWildcard(parent) && missing(parent) {
		parents = glob(filepath.Clean(parent), true)
	}
	var out []string
	for _, parent := range parents {
		entries, err := os.ReadDir(filepath.Join(parent, "."))
		if err != nil {
			continue // as with a folder that is not there, nothing matches in it
		}
		for _, entry := range entries {
			if ok, err := filepath.Match(strings.ToLower(name), strings.ToLower(entry.Name())); err != nil || !ok {
				continue
			}
			path := filepath.Join(parent, entry.Name())
			if info, err := os.Stat(path); err == nil && info.IsDir() == folders {
				out = append(out, path)
			}
		}
	}
	return out
}
