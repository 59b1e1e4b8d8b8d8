// Package imports reads the packages in a folder of Go code and the imports of
// each, file by file, without building anything. Test files, folders named testdata
// or node_modules and modules of their own are left out; build tags are not looked
// at, so the imports of every system are there.
package imports

import (
	"fmt"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// An Import says in which file a package is imported. The file is named from the
// top folder, with slashes.
type Import struct{ File, Path string }

// Own reports whether the import is of the module, and returns its folder there.
func (i Import) Own(module string) (folder string, own bool) {
	if i.Path == module {
		return ".", true
	}
	return strings.CutPrefix(i.Path, module+"/")
}

// Standard reports whether the import is of the standard library.
func (i Import) Standard() bool {
	first, _, _ := strings.Cut(i.Path, "/")
	return !strings.Contains(first, ".")
}

// A Package is a folder of Go files.
type Package struct {
	Name     string // as its files say it: main for a program
	Synopsis string // the first sentence of its doc comment, or ""
	Imports  []Import
}

// Read returns the packages in root and below, by their folder named from root
// with slashes: "." is root itself. It costs a parse of each file's head.
func Read(root string) (map[string]*Package, error) {
	packages := make(map[string]*Package)
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != root && skipped(name, d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		return add(packages, name, filepath.ToSlash(rel))
	})
	if err != nil {
		return nil, fmt.Errorf("imports: read %s: %w", root, err)
	}
	return packages, nil
}

func add(packages map[string]*Package, name, rel string) error {
	parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return err
	}
	p := packages[path.Dir(rel)]
	if p == nil {
		p = &Package{Name: parsed.Name.Name}
		packages[path.Dir(rel)] = p
	}
	if parsed.Doc != nil && p.Synopsis == "" {
		p.Synopsis = new(doc.Package).Synopsis(parsed.Doc.Text())
	}
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		p.Imports = append(p.Imports, Import{rel, imported})
	}
	return nil
}

func skipped(name, base string) bool {
	if strings.HasPrefix(base, ".") || base == "node_modules" || base == "testdata" {
		return true
	}
	own, err := filepath.Glob(filepath.Join(name, "go.mod"))
	return err == nil && len(own) > 0
}

// Module returns the path of the module whose go.mod is in root.
func Module(root string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return "", fmt.Errorf("imports: which module: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(line); len(words) > 1 && words[0] == "module" {
			return words[1], nil
		}
	}
	return "", fmt.Errorf("imports: %s names no module", filepath.Join(root, "go.mod"))
}

// Within returns the folders of the same module that p imports, each once, sorted.
func (p *Package) Within(module string) []string {
	var folders []string
	for _, i := range p.Imports {
		if folder, own := i.Own(module); own {
			folders = append(folders, folder)
		}
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}
