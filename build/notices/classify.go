package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// spdx are the names by which SPDX knows what the classifier names otherwise.
var spdx = map[string]string{"BSD-0-Clause": "0BSD"}

// classify has Google's classifier, the one that go-licenses uses, say which
// licences each text is of, and where in it.
func classify(root string, all []*component) error {
	byPath := make(map[string]*text)
	var paths []string
	for _, c := range all {
		for _, t := range c.texts {
			path, err := filepath.Abs(filepath.Join(c.dir, t.path))
			if err != nil {
				return err
			}
			byPath[path] = t
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return nil
	}
	work, err := os.MkdirTemp("", "notices")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	result := filepath.Join(work, "result.json")
	args := append([]string{"tool", "-modfile=build/tools/package.mod", "identify_license", "-headers=false", "-json", result}, paths...)
	if _, err := run(root, nil, "go", args...); err != nil {
		return fmt.Errorf("classify licences: %w", err)
	}
	var files []struct {
		Filepath        string
		Classifications []struct {
			Name               string
			StartLine, EndLine int
		}
	}
	if err := readJSON(result, &files); err != nil {
		return fmt.Errorf("classify licences: %w", err)
	}
	for _, f := range files {
		t := byPath[f.Filepath]
		if t == nil {
			return fmt.Errorf("classify licences: %s was not asked for", f.Filepath)
		}
		for _, found := range f.Classifications {
			if found.Name != "Copyright" { // not a licence
				t.licenses = append(t.licenses, span{cmp.Or(spdx[found.Name], found.Name), found.StartLine, found.EndLine})
			}
		}
		slices.SortFunc(t.licenses, func(a, b span) int { return cmp.Or(a.first-b.first, a.last-b.last, cmp.Compare(a.id, b.id)) })
	}
	return nil
}
