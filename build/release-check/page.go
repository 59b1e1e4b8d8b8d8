package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// runtime is the file that Vite's bundler writes of its own, with no map.
const runtime = "rolldown-runtime-"

// packages returns the packages of which something is in the built page: scripts by
// their maps, and files that are passed on as they are, such as fonts, by their
// content. Each is "npm NAME VERSION".
func packages(frontend, page string) ([]string, error) {
	versions, err := locked(filepath.Join(frontend, "package-lock.json"))
	if err != nil {
		return nil, err
	}
	names := make(map[string]bool)
	assets := make(map[[sha256.Size]byte]string)
	err = filepath.WalkDir(page, func(at string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(at)
		if err != nil {
			return err
		}
		switch ext := filepath.Ext(at); {
		case ext == ".map":
			return ofMap(at, content, names)
		case ext == ".js" && strings.HasPrefix(e.Name(), runtime):
			names["rolldown"] = true
		case ext == ".js" && !bytes.Contains(content, []byte("//# sourceMappingURL=")):
			return fmt.Errorf("%s has no source map to say what is in it", at)
		case ext == ".js" || ext == ".css" || ext == ".html" || e.Name() == ".gitkeep":
		default:
			assets[sha256.Sum256(content)] = at
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := ofAssets(frontend, assets, names); err != nil {
		return nil, err
	}
	var inside []string
	for name := range names {
		version := versions[name]
		if version == "" {
			return nil, fmt.Errorf("the page has something of %s, which the lock file does not name", name)
		}
		inside = append(inside, "npm "+name+" "+version)
	}
	if len(inside) == 0 {
		return nil, errors.New("no package is in the page: it was not built")
	}
	slices.Sort(inside)
	return inside, nil
}

// locked are the versions of the packages that are at the top of node_modules.
func locked(path string) (map[string]string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct{ Version string }
	}
	if err := json.Unmarshal(raw, &lock); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	versions := make(map[string]string)
	for at, p := range lock.Packages {
		versions[strings.TrimPrefix(at, "node_modules/")] = p.Version
	}
	return versions, nil
}

// packageOf is the package of a file somewhere below node_modules, "" for others.
func packageOf(file string) string {
	_, below, ok := strings.Cut(path.Clean(file), "node_modules/")
	if !ok {
		return ""
	}
	parts := strings.SplitN(below, "/", 3)
	if strings.HasPrefix(below, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

func ofMap(path string, content []byte, names map[string]bool) error {
	var m struct{ Sources []string }
	if err := json.Unmarshal(content, &m); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for _, source := range m.Sources {
		switch name := packageOf(source); {
		case name != "":
			names[name] = true
		case !strings.Contains(source, "src/"):
			return fmt.Errorf("%s names the source %s, which is of no package and not Daybook's", path, source)
		}
	}
	return nil
}

// ofAssets finds each file among those of Daybook or of a package.
func ofAssets(frontend string, assets map[[sha256.Size]byte]string, names map[string]bool) error {
	sizes := make(map[int64]bool)
	for _, at := range assets {
		info, err := os.Stat(at)
		if err != nil {
			return err
		}
		sizes[info.Size()] = true
	}
	missing := maps.Clone(assets)
	err := filepath.WalkDir(frontend, func(at string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && filepath.Dir(at) == filepath.Clean(frontend) && strings.HasPrefix(e.Name(), "dist") {
			return fs.SkipDir // the page itself
		}
		if !e.Type().IsRegular() {
			return nil
		}
		info, err := e.Info()
		if err != nil || !sizes[info.Size()] {
			return err
		}
		content, err := os.ReadFile(at)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		if _, ok := assets[sum]; ok {
			delete(missing, sum)
			below, _ := filepath.Rel(frontend, at)
			if name := packageOf(filepath.ToSlash(below)); name != "" {
				names[name] = true
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, at := range missing {
		return fmt.Errorf("%s is in the page, but neither Daybook's nor of a package", at)
	}
	return nil
}
