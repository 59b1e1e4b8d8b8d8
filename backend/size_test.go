package backend_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	// A file is read from its beginning to its end, in one sitting.
	mostLines = 400
	// A type with more methods is several things under one name.
	mostMethods = 30
)

// wide are types that have more methods for a reason.
var wide = map[string]string{
	"backend/columns: Table":    "the answers over the same arrays, each small, in the file of its matter",
	"backend/sample: workspace": "the state of one made-up workspace, and a method for each kind of thing that happens in it",
}

func TestNoFileAndNoTypeIsTooLargeToBeRead(t *testing.T) {
	found := large(t, "..", mostLines, mostMethods)
	found = slices.DeleteFunc(found, func(one string) bool {
		name, _, _ := strings.Cut(one, " has ")
		return wide[name] != ""
	})
	require.Empty(t, found)
}

func TestLargeFilesAndTypesAreFound(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"a/long.go":              "package a\n\n// 3\n// 4\n",
		"a/short.go":             "package a\n",
		"a/wide.go":              "package a\ntype T[V any] struct{}\n",
		"a/m.go":                 "package a\nfunc (T[V]) A() {}\n",
		"a/n.go":                 "package a\nfunc (t *T[V]) B() {}\n",
		"b/n.go":                 "package b\nfunc (t T) B() {}\n",
		"a/n_test.go":            "package a\nfunc (t T[V]) C() {}\n",
		"web/page.tsx":           "1\n2\n3\n4\n",
		"web/node_modules/x.ts":  "1\n2\n3\n4\n",
		"a/testdata/recorded.go": "1\n2\n3\n4\n",
	} {
		name = filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	require.Equal(t, []string{"a/long.go has 4 lines", "a: T has 2 methods", "web/page.tsx has 4 lines"}, large(t, root, 3, 1))
	require.Empty(t, large(t, root, 4, 2))
}

// large returns the files of Go and TypeScript in root that have more lines, and the
// types of Go that have more methods of their own, tests' helpers aside.
func large(t *testing.T, root string, lines, methods int) []string {
	var found []string
	count := make(map[string]int)
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() {
			if name != root && (strings.HasPrefix(base, ".") || slices.Contains([]string{"node_modules", "testdata", "dist", "dist-fake", "bin"}, base)) {
				return fs.SkipDir
			}
			return nil
		}
		ext := filepath.Ext(base)
		if ext != ".go" && ext != ".ts" && ext != ".tsx" {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if n := bytes.Count(text, []byte("\n")); n > lines {
			found = append(found, fmt.Sprintf("%s has %d lines", rel, n))
		}
		if ext == ".go" && !strings.HasSuffix(base, "_test.go") {
			return countMethods(count, path.Dir(rel), name, text)
		}
		return nil
	})
	require.NoError(t, err)
	for name, n := range count {
		if n > methods {
			found = append(found, fmt.Sprintf("%s has %d methods", name, n))
		}
	}
	slices.Sort(found)
	return found
}

func countMethods(count map[string]int, folder, name string, text []byte) error {
	parsed, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, d := range parsed.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv == nil {
			continue
		}
		receiver := f.Recv.List[0].Type
		if star, ok := receiver.(*ast.StarExpr); ok {
			receiver = star.X
		}
		switch generic := receiver.(type) {
		case *ast.IndexExpr:
			receiver = generic.X
		case *ast.IndexListExpr:
			receiver = generic.X
		}
		if named, ok := receiver.(*ast.Ident); ok {
			count[folder+": "+named.Name]++
		}
	}
	return nil
}
