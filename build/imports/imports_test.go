package imports_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/build/imports"
)

func TestPackagesAreReadAsTheyAreWritten(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":               "module example.com/code // of a test\n\ngo 1.26\n",
		"main.go":              "// Code does this.\npackage main\n\nimport _ \"example.com/code/a\"\n",
		"a/a.go":               "package a\n\nimport (\n\t\"fmt\"\n\t_ \"example.com/code/b\"\n\t_ \"example.com/code\"\n)\n",
		"a/doc.go":             "// Package a does that. It does it well.\npackage a\n\nimport _ \"example.com/code/b\"\n",
		"a/a_windows.go":       "//go:build windows\n\npackage a\n\nimport _ \"example.com/codes\"\n",
		"a/a_test.go":          "package a\n\nimport \"testing\"\n",
		"a/testdata/x.go":      "package x\n",
		"b/node_modules/x.go":  "package x\n",
		".hidden/x.go":         "package x\n",
		"apart/go.mod":         "module example.com/apart\n",
		"apart/x.go":           "package x\n",
		"b/c/only_a_text.yaml": "",
	} {
		name = filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	packages, err := imports.Read(root)
	require.NoError(t, err)
	require.Equal(t, map[string]*imports.Package{
		".": {Name: "main", Synopsis: "Code does this.", Imports: []imports.Import{{File: "main.go", Path: "example.com/code/a"}}},
		"a": {Name: "a", Synopsis: "Package a does that.", Imports: []imports.Import{
			{File: "a/a.go", Path: "fmt"}, {File: "a/a.go", Path: "example.com/code/b"}, {File: "a/a.go", Path: "example.com/code"},
			{File: "a/a_windows.go", Path: "example.com/codes"}, {File: "a/doc.go", Path: "example.com/code/b"}}},
	}, packages)
	module, err := imports.Module(root)
	require.NoError(t, err)
	require.Equal(t, "example.com/code", module)
	require.Equal(t, []string{".", "b"}, packages["a"].Within(module))
}
