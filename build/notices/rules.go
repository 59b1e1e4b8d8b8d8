package main

import (
	"fmt"
	"slices"
	"strings"
)

// allowed are the licences, by SPDX id, under which others' work may be inside
// Daybook's programs: they ask for no more than that their text and the names of
// those who wrote it are passed on.
var allowed = []string{
	"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "OFL-1.1", "Unlicense", "Zlib",
}

// leftInPage are npm packages that make the page, and leave code of their own in
// it: rolldown-runtime-*.js.
var leftInPage = []string{"rolldown"}

// An exception adds a fact about one component, in any version, that its files
// lack, or says why a licence that is not on the list may be shipped after all.
type exception struct {
	component string // its kind and name
	license   string
	textOf    string // kind and name of the component whose text counts, where its own files have none
	why       string
}

var exceptions = []exception{
	{"npm package client-only", "MIT", "npm package react",
		"an empty package that React's developers publish from React's repository; it declares MIT and has no text"},
}

// judge reports components that lack a text, that have a text of no known licence,
// or that have a licence that may not be shipped. A component whose text is
// elsewhere according to an exception gets that text.
func judge(all []*component, exceptions []exception) error {
	byName := make(map[string]*component)
	for _, c := range all {
		byName[c.kind+" "+c.name] = c
	}
	var wrong []string
	excused := make(map[string]string)
	for _, e := range exceptions {
		c, from := byName[e.component], byName[e.textOf]
		switch {
		case c == nil:
			wrong = append(wrong, "the exception for "+e.component+" is of no use any more")
			continue
		case e.textOf != "" && c.granted():
			wrong = append(wrong, c.String()+" has a text of its own, so its exception is of no use any more")
		case e.textOf != "" && from == nil:
			wrong = append(wrong, c.String()+" is to have the text of "+e.textOf+", which is not inside")
		case e.textOf == "" && !slices.Contains(c.found(), e.license):
			wrong = append(wrong, c.String()+" has nothing under "+e.license+", so its exception is of no use any more")
		case e.textOf != "":
			c.texts = append(c.texts, from.texts...)
		}
		excused[e.component+" "+e.license] = e.why
	}
	for _, c := range all {
		wrong = append(wrong, c.faults(excused)...)
	}
	if len(wrong) > 0 {
		return fmt.Errorf("what is inside may not be shipped like this:\n\t%s", strings.Join(wrong, "\n\t"))
	}
	return nil
}

// granted says whether one of a component's own texts is a licence.
func (c *component) granted() bool {
	return slices.ContainsFunc(c.texts, func(t *text) bool { return t.grant() })
}

// found are the licences of a component's texts.
func (c *component) found() []string {
	var ids []string
	for _, t := range c.texts {
		for _, l := range t.licenses {
			ids = append(ids, l.id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (c *component) faults(excused map[string]string) []string {
	var wrong []string
	if !c.granted() {
		return []string{c.String() + " has no licence text"}
	}
	for _, t := range c.texts {
		if t.grant() && len(t.licenses) == 0 {
			wrong = append(wrong, c.String()+": "+t.path+" is of no known licence")
		}
	}
	for _, id := range c.found() {
		if !slices.Contains(allowed, id) && excused[c.kind+" "+c.name+" "+id] == "" {
			wrong = append(wrong, c.String()+" is under "+id+", which is not on the list of licences that may be shipped")
		}
	}
	for _, id := range identifiers(c.declared) {
		if !slices.Contains(c.found(), id) {
			wrong = append(wrong, c.String()+" says that it is under "+id+", but has no such text")
		}
	}
	return wrong
}
