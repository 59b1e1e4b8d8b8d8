package main

import (
	"fmt"
	"slices"
	"strings"
)

// The names of Debian's format of copyright files for licences that SPDX names
// differently.
var debianNames = strings.NewReplacer("MIT", "Expat", "BSD-2-Clause", "BSD-2-clause", "BSD-3-Clause", "BSD-3-clause",
	"CC0-1.0", "CC0", " AND ", " and ", " OR ", " or ")

// Debian has the text of this licence on every machine, and wants no copy of it.
const (
	common   = "Apache-2.0"
	referred = "The Apache License, Version 2.0, whose text Debian systems have in\n/usr/share/common-licenses/Apache-2.0."
)

// A paragraph is about files that have the same terms.
type paragraph struct {
	files, components, copyright []string
	license, terms               string
}

// asDebian returns Debian's machine-readable copyright file. Paths are those that
// the files have where "go mod vendor" and npm have put them.
func asDebian(components []*component) string {
	var paragraphs []*paragraph
	byTerms := make(map[string]*paragraph)
	for _, c := range components {
		for _, folder := range c.grantedFolders() {
			one := c.paragraph(folder)
			p := byTerms[one.license+"\n"+one.terms]
			if p == nil {
				byTerms[one.license+"\n"+one.terms] = one
				paragraphs = append(paragraphs, one)
				continue
			}
			p.files = append(p.files, one.files...)
			p.components = append(p.components, one.components...)
			p.copyright = append(p.copyright, one.copyright...)
		}
	}
	var b strings.Builder
	b.WriteString("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: Daybook\n")
	field(&b, "Comment", "", "The programs have in them the Go modules and npm packages that are named below\n"+
		"as they lie where \"go mod vendor\" and \"npm ci\" put them.\n"+companions(components))
	b.WriteString("\nFiles: *\nCopyright: the authors of Daybook\n")
	field(&b, "License", common, referred)
	for _, p := range paragraphs {
		b.WriteString("\n")
		list(&b, "Files", p.files)
		list(&b, "Copyright", p.copyright)
		field(&b, "License", p.license, p.terms)
		list(&b, "Comment", p.components)
	}
	return b.String()
}

// companions returns the texts that grant no licence but come with a licence:
// notices that have to be passed on, patents, names of authors.
func companions(components []*component) string {
	var b strings.Builder
	texts, _ := share(components, func(t *text) bool { return len(t.licenses) == 0 })
	for _, t := range texts {
		fmt.Fprintf(&b, "\n%s:\n\n%s\n", strings.Join(t.of, "\n"), t.body)
	}
	return b.String()
}

// grantedFolders are those with licences of their own.
func (c *component) grantedFolders() []string {
	var folders []string
	for _, t := range c.texts {
		if len(t.licenses) > 0 && !slices.Contains(folders, t.folder()) {
			folders = append(folders, t.folder())
		}
	}
	slices.Sort(folders) // a later paragraph goes before: "." is first
	return folders
}

func (c *component) paragraph(folder string) *paragraph {
	p := &paragraph{files: []string{strings.TrimSuffix(c.source+"/"+folder, "/.") + "/*"}, components: []string{c.name + " " + c.version}}
	var expressions, terms []string
	for _, t := range c.texts {
		if t.folder() != folder || len(t.licenses) == 0 {
			continue
		}
		expressions = append(expressions, t.expression())
		if said := t.referring(); !slices.Contains(terms, said) {
			terms = append(terms, said)
		}
		p.copyright = append(p.copyright, t.copyright()...)
	}
	slices.Sort(expressions)
	p.license = debianNames.Replace(all(slices.Compact(expressions)))
	p.terms = strings.Join(terms, "\n\n")
	if len(p.copyright) == 0 {
		p.copyright = []string{"the authors of " + c.name}
	}
	return p
}

// referring returns the text with a reference in place of a licence that Debian has.
func (t *text) referring() string {
	var lines []string
	next := 1
	for _, l := range t.licenses {
		if l.id == common && l.first >= next {
			lines = append(lines, t.lines[next-1:l.first-1]...)
			lines = append(lines, referred)
			next = l.last + 1
		}
	}
	lines = append(lines, t.lines[next-1:]...)
	body := strings.Trim(strings.Join(lines, "\n"), "\n")
	if before, after, ok := strings.Cut(body, referred); ok && strings.TrimSpace(after) == "" && heading(before) {
		return referred
	}
	return body
}

// heading says whether nothing stands before a licence but its name.
func heading(before string) bool {
	return len(strings.Fields(before)) <= 6 && !strings.Contains(strings.ToLower(before), "copyright")
}

// copyright returns the lines that name the owners: those outside the licences' own
// words, and the line in Apache's licence that its users fill in.
func (t *text) copyright() []string {
	var found []string
	for i, line := range t.lines {
		line = strings.Replace(strings.TrimRight(strings.TrimLeft(line, " \t/*#"), " \t*"), "SPDX-FileCopyrightText:", "Copyright", 1)
		holder, ok := cutPrefixFold(line, "copyright")
		holder = strings.TrimSpace(strings.TrimLeft(holder, ":"))
		if !ok || holder == "" || strings.Contains(holder, "yyyy") {
			continue
		}
		inside := slices.ContainsFunc(t.licenses, func(l span) bool { return l.first <= i+1 && i+1 <= l.last })
		dated := strings.ContainsAny(holder[:min(4, len(holder))], "0123456789")
		if !inside || dated {
			found = append(found, holder)
		}
	}
	return found
}

func cutPrefixFold(s, prefix string) (after string, found bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// field writes a field whose first line is a summary, and whose text is below it.
func field(b *strings.Builder, name, summary, text string) {
	fmt.Fprintf(b, "%s:", name)
	if summary != "" {
		b.WriteString(" " + summary)
	}
	b.WriteString("\n")
	for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
		line = strings.TrimRight(line, "\n")
		if strings.TrimSpace(line) == "" {
			line = "."
		}
		b.WriteString(" " + line + "\n")
	}
}

// list writes a field that has a line for each different value.
func list(b *strings.Builder, name string, values []string) {
	values = slices.Compact(slices.Sorted(slices.Values(values)))
	fmt.Fprintf(b, "%s: %s\n", name, strings.Join(values, "\n "))
}
