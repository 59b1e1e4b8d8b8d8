package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// spdx are SPDX's names for licences that the classifier names differently.
var spdx = map[string]string{"BSD-0-Clause": "0BSD"}

// classify has Google's classifier, which go-licenses uses, say which licences each
// text is of, and where in it.
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
	cmd := exec.Command("go", "-C", "build/notices/classify", "run", ".")
	cmd.Stdin = strings.NewReader(strings.Join(paths, "\n"))
	out, err := output(cmd, root, nil)
	if err != nil {
		return fmt.Errorf("classify licences: %w", err)
	}
	var files []struct {
		Path     string
		Licenses []struct {
			Name        string
			First, Last int
		}
	}
	if err := json.Unmarshal(out, &files); err != nil {
		return fmt.Errorf("classify licences: %w", err)
	}
	for _, f := range files {
		t := byPath[f.Path]
		if t == nil {
			return fmt.Errorf("classify licences: %s was not asked for", f.Path)
		}
		for _, l := range f.Licenses {
			t.licenses = append(t.licenses, span{cmp.Or(spdx[l.Name], l.Name), l.First, l.Last})
		}
		slices.SortFunc(t.licenses, func(a, b span) int { return cmp.Or(a.first-b.first, a.last-b.last, cmp.Compare(a.id, b.id)) })
	}
	return nil
}
