package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// npmPackages gives the packages that the page in a folder is made of: those that
// its lock file has for more than development, and those of tools that leave code
// of their own in what they make. They must be installed as the file says.
func npmPackages(folder string, tools []string) ([]*component, error) {
	var lock struct {
		Packages map[string]struct {
			Version string
			Dev     bool
		}
	}
	path := filepath.Join(folder, "package-lock.json")
	if err := readJSON(path, &lock); err != nil {
		return nil, err
	}
	for _, tool := range tools {
		if _, ok := lock.Packages["node_modules/"+tool]; !ok {
			return nil, fmt.Errorf("%s has no %s, of which rules.go says that it leaves code in the page", path, tool)
		}
	}
	var found []*component
	for at, locked := range lock.Packages {
		_, name, installable := cutLast(at, "node_modules/")
		if !installable || locked.Dev && !slices.Contains(tools, name) { // "" is the page itself
			continue
		}
		c := &component{kind: "npm package", name: name, version: locked.Version, dir: filepath.Join(folder, filepath.FromSlash(at)),
			source: "frontend/" + at, folders: []string{"."}}
		var installed struct{ Version, License string }
		if err := readJSON(filepath.Join(c.dir, "package.json"), &installed); err != nil {
			return nil, fmt.Errorf("%s is not installed, run npm ci: %w", c, err)
		}
		if installed.Version != c.version {
			return nil, fmt.Errorf("%s: installed is %s, run npm ci", c, installed.Version)
		}
		c.declared = installed.License
		found = append(found, c)
	}
	slices.SortFunc(found, compare)
	return found, nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func readJSON(path string, to any) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, to); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
