package main

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// A component is one thing that others wrote: a Go module, an npm package.
type component struct {
	kind     string // as people read it
	name     string
	version  string
	declared string   // the licence that it says it has, "" where it says none
	dir      string   // where its files are
	source   string   // where they would be in a source package, as Debian names them
	folders  []string // those with something that is inside, below dir, slashed; "." is dir itself
	texts    []*text
}

func (c *component) String() string { return c.kind + " " + c.name + " " + c.version }

func compare(a, b *component) int {
	return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.name, b.name), cmp.Compare(a.version, b.version))
}

// A text is a file that states the terms of a component's use, or its owners.
type text struct {
	path     string   // below the component's dir, slashed
	lines    []string // as the file has them, less blanks at their ends
	licenses []span
}

// A span is the place of one licence in a text.
type span struct {
	id          string // SPDX
	first, last int    // lines from 1, both inside
}

// body returns the printed text: the same for files that differ in blanks at the
// ends of lines, or before and after all of them.
func (t *text) body() string { return strings.Trim(strings.Join(t.lines, "\n"), "\n") }

// folder returns the folder of the component that the text covers.
func (t *text) folder() string { return path.Dir(t.path) }

// Names of files with such texts consist of these words and others. A text that
// grants must be a known licence; an accompanying text is passed on as it is.
var (
	grants     = []string{"license", "licence", "licenses", "copying", "unlicense", "ofl"}
	accompany  = []string{"notice", "notices", "copyright", "patents", "authors"}
	sourceCode = []string{".go", ".c", ".h", ".s", ".js", ".cjs", ".mjs", ".ts", ".mts", ".cts", ".map", ".json"}
)

func words(name string) []string {
	name = strings.ToLower(name)
	if slices.Contains(sourceCode, filepath.Ext(name)) {
		return nil
	}
	return strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("-_. ", r) })
}

func has(name string, any []string) bool {
	return slices.ContainsFunc(words(name), func(w string) bool { return slices.Contains(any, w) })
}

// grant reports whether a text must be a known licence.
func (t *text) grant() bool { return has(path.Base(t.path), grants) }

// readTexts looks in each folder that something inside is from, and in those
// above it: authors of code that a module has taken in are named beside it.
func (c *component) readTexts() error {
	looked := make(map[string]bool)
	for _, folder := range c.folders {
		for ; !looked[folder]; folder = path.Dir(folder) {
			looked[folder] = true
			if err := c.readFolder(folder); err != nil {
				return fmt.Errorf("%s: %w", c, err)
			}
		}
	}
	slices.SortFunc(c.texts, func(a, b *text) int { return cmp.Compare(a.path, b.path) })
	return nil
}

func (c *component) readFolder(folder string) error {
	entries, err := os.ReadDir(filepath.Join(c.dir, folder))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !has(e.Name(), grants) && !has(e.Name(), accompany) {
			continue
		}
		t := &text{path: path.Join(folder, e.Name())}
		raw, err := os.ReadFile(filepath.Join(c.dir, t.path))
		if err != nil {
			return err
		}
		if !utf8.Valid(raw) {
			return fmt.Errorf("%s is not in UTF-8", t.path)
		}
		for line := range strings.Lines(strings.TrimPrefix(string(raw), "\ufeff")) {
			t.lines = append(t.lines, strings.TrimRight(line, " \t\r\n\f"))
		}
		c.texts = append(c.texts, t)
	}
	return nil
}
