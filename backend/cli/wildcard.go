package cli

import (
	"os"
	"path/filepath"
	"strings"
)

// hasWildcard reports whether a name may stand for several files.
func hasWildcard(name string) bool { return strings.ContainsAny(name, "*?[") }

func missing(path string) bool {
	_, err := os.Lstat(path)
	return err != nil
}

// expandWildcards replaces each argument that names files to be read with *, ?
// or [ ] by the files that match. A file of exactly that name takes precedence,
// and a name that matches nothing stays, so that the command reports it.
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

// wordAt returns the kind of the argument at i, from 0.
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

// glob returns the files that match a pattern, or the folders, in order. It
// ignores case, as do the systems whose shells leave wildcards alone.
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
			continue // nothing matches in it, as in a folder that does not exist
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
