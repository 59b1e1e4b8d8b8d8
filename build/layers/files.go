package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// An arrow goes between two files, by their places in a graph's list.
type arrow struct{ from, to int }

// A graph is the files of one package with the references between them.
type graph struct {
	path   string
	files  []string
	arrows map[arrow]int // how many references each stands for
}

// listed is a package as "go list -json" prints it.
type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	CgoFiles                []string
	DepOnly                 bool
}

// readFiles reads packages, named as for go list, of the module in folder. The
// packages that they import are compiled first, unless they are in Go's cache.
func readFiles(folder string, packages []string) ([]*graph, error) {
	list := exec.Command("go", append([]string{"list", "-e", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,CgoFiles,DepOnly", "--"}, packages...)...)
	list.Dir = folder
	list.Stderr = os.Stderr
	said, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %w", folder, err)
	}
	exports := make(map[string]string)
	var wanted []listed
	for from := json.NewDecoder(bytes.NewReader(said)); ; {
		var p listed
		if err := from.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("what go list says: %w", err)
		}
		exports[p.ImportPath] = p.Export
		if !p.DepOnly && len(p.GoFiles)+len(p.CgoFiles) > 0 {
			wanted = append(wanted, p)
		}
	}
	slices.SortFunc(wanted, func(a, b listed) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	var graphs []*graph
	for _, p := range wanted {
		g, err := read(p, exports)
		if err != nil {
			return nil, err
		}
		graphs = append(graphs, g)
	}
	return graphs, nil
}

func read(p listed, exports map[string]string) (*graph, error) {
	set := token.NewFileSet()
	g := &graph{path: p.ImportPath, arrows: make(map[arrow]int)}
	place := make(map[string]int)
	var parsed []*ast.File
	for _, name := range append(p.GoFiles, p.CgoFiles...) {
		full := filepath.Join(p.Dir, name)
		file, err := parser.ParseFile(set, full, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("parse: %w", err)
		}
		place[full] = len(g.files)
		g.files = append(g.files, name)
		parsed = append(parsed, file)
	}
	exported := func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("%s is not compiled", path)
		}
		return os.Open(exports[path])
	}
	config := types.Config{
		Importer:    importer.ForCompiler(set, "gc", exported),
		Error:       func(error) {}, // a partial result is enough
		FakeImportC: true,
	}
	info := &types.Info{Uses: make(map[*ast.Ident]types.Object)}
	_, _ = config.Check(p.ImportPath, set, parsed, info)
	for named, object := range info.Uses {
		if object.Pkg() == nil || object.Pkg().Path() != p.ImportPath || !object.Pos().IsValid() {
			continue
		}
		from, to := place[set.Position(named.Pos()).Filename], place[set.Position(object.Pos()).Filename]
		if from != to {
			g.arrows[arrow{from, to}]++
		}
	}
	return g, nil
}
