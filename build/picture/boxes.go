package main

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"daybook/build/imports"
)

// A box is a package in the picture, or several alike that are drawn as one.
type box struct {
	folder  string   // "backend/event"
	members []string // the last names of the packages in it where there are several
	program bool
	line    string
	outside []string // the modules of others that it imports, by their short names
	uses    []*box   // what its arrows point at
	usedBy  []*box
}

// readBoxes reads the packages in folder that a program is made of, those of
// the folder build aside, in the order of their names.
func readBoxes(folder string) ([]*box, error) {
	module, err := imports.Module(folder)
	if err != nil {
		return nil, err
	}
	packages, err := imports.Read(folder)
	if err != nil {
		return nil, err
	}
	uses := make(map[string][]string)
	var reach func(name string)
	reach = func(name string) {
		if _, done := uses[name]; done || packages[name] == nil {
			return
		}
		uses[name] = packages[name].Within(module)
		for _, used := range uses[name] {
			reach(used)
		}
	}
	for name, p := range packages {
		if p.Name == "main" && !strings.HasPrefix(name, "build/") {
			reach(name)
		}
	}
	if err := circle(uses); err != nil {
		return nil, err
	}
	for _, group := range alike(uses) {
		joined := maps.Clone(uses)
		join(joined, group)
		if circle(joined) == nil { // two groups can each import of the other
			uses = joined
		}
	}
	reduce(uses)

	made := make(map[string]*box)
	for name := range uses {
		made[name] = newBox(module, name, packages)
	}
	boxes := slices.SortedFunc(maps.Values(made), func(a, b *box) int { return strings.Compare(a.folder, b.folder) })
	for _, b := range boxes {
		for _, used := range uses[b.folder] {
			b.uses = append(b.uses, made[used])
			made[used].usedBy = append(made[used].usedBy, b)
		}
	}
	return boxes, nil
}

// newBox makes the box of a package, or of a group that join named.
func newBox(module, name string, packages map[string]*imports.Package) *box {
	b := &box{folder: name}
	for _, member := range strings.Split(name, " ") {
		p := packages[member]
		b.program = b.program || p.Name == "main"
		b.members = append(b.members, path.Base(member))
		b.outside = append(b.outside, outside(module, p.Imports)...)
		b.line = shortened(p.Synopsis)
	}
	if len(b.members) == 1 {
		b.members = nil
	}
	slices.Sort(b.outside)
	b.outside = slices.Compact(b.outside)
	return b
}

// outside returns short names of the modules of others, the first one of each owner:
// "badger" for github.com/dgraph-io/badger/v4 and github.com/dgraph-io/ristretto. The
// modules of Go's own authors in golang.org/x count as the standard library, and are
// left out with it.
func outside(module string, from []imports.Import) []string {
	first := make(map[string]string)
	for _, i := range from {
		parts := strings.Split(i.Path, "/")
		if _, own := i.Own(module); own || i.Standard() || strings.HasPrefix(i.Path, "golang.org/x/") || len(parts) < 2 {
			continue
		}
		owner, name := parts[0]+"/"+parts[1], strings.ToLower(parts[min(2, len(parts)-1)])
		if known, ok := first[owner]; !ok || name < known {
			first[owner] = name
		}
	}
	return slices.Sorted(maps.Values(first))
}

// circle reports packages that import each other, which Go itself would refuse to
// build, but a picture can be asked for before that.
func circle(uses map[string][]string) error {
	const open, done = 1, 2
	state := make(map[string]int)
	var visit func(name string) error
	visit = func(name string) error {
		switch state[name] {
		case done:
			return nil
		case open:
			return fmt.Errorf("%s imports itself over others", name)
		}
		state[name] = open
		for _, used := range uses[name] {
			if err := visit(used); err != nil {
				return err
			}
		}
		state[name] = done
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(uses)) {
		if err := visit(name); err != nil {
			return err
		}
	}
	return nil
}

// alike finds packages side by side in one folder that the same packages import,
// three or more, such as sources of events: they are drawn as one box.
func alike(uses map[string][]string) [][]string {
	importers := make(map[string][]string)
	for _, name := range slices.Sorted(maps.Keys(uses)) {
		for _, used := range uses[name] {
			importers[used] = append(importers[used], name)
		}
	}
	groups := make(map[string][]string)
	for _, name := range slices.Sorted(maps.Keys(uses)) {
		if path.Dir(path.Dir(name)) == "." || len(importers[name]) == 0 {
			continue // a package just below the top folder has a box of its own
		}
		key := path.Dir(name) + ": " + strings.Join(importers[name], " ")
		groups[key] = append(groups[key], name)
	}
	var found [][]string
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		group := groups[key]
		apart := !slices.ContainsFunc(group, func(name string) bool {
			return slices.ContainsFunc(group, func(other string) bool { return name != other && reaches(uses, name, other) })
		})
		if len(group) >= 3 && apart {
			found = append(found, group)
		}
	}
	return found
}

// join replaces the packages of group by a single entry that is named after all of them.
func join(uses map[string][]string, group []string) {
	joined := strings.Join(group, " ")
	var all []string
	for _, name := range group {
		all = append(all, uses[name]...)
		delete(uses, name)
	}
	slices.Sort(all)
	uses[joined] = slices.Compact(all)
	for name, used := range uses {
		if slices.Contains(used, group[0]) {
			used = slices.DeleteFunc(slices.Clone(used), func(one string) bool { return slices.Contains(group, one) })
			uses[name] = append(used, joined)
		}
	}
}

// reduce leaves out each import that another way leads to as well.
func reduce(uses map[string][]string) {
	kept := make(map[string][]string)
	for name, used := range uses {
		for _, one := range used {
			longer := slices.ContainsFunc(used, func(other string) bool { return other != one && reaches(uses, other, one) })
			if !longer {
				kept[name] = append(kept[name], one)
			}
		}
	}
	for name := range uses {
		uses[name] = kept[name]
	}
}

func reaches(uses map[string][]string, from, to string) bool {
	return from == to || slices.ContainsFunc(uses[from], func(next string) bool { return reaches(uses, next, to) })
}

// longest is the number of letters of a doc comment's first sentence that fit in a box.
const longest = 105

// shortened takes "Package event defines the event, …" to "defines the event":
// to its first colon, and to a comma where it still is too long.
func shortened(synopsis string) string {
	text := strings.TrimSuffix(synopsis, ".")
	if rest, ok := strings.CutPrefix(text, "Package "); ok {
		_, text, _ = strings.Cut(rest, " ")
	} else if _, rest, ok := strings.Cut(text, " "); ok {
		text = rest // a program's begins with its name
	}
	if end := strings.IndexAny(text, ":;"); end > 0 {
		text = text[:end]
	}
	for len(text) > longest {
		end := strings.LastIndex(text[:longest], ", ")
		if end <= 0 {
			return text[:strings.LastIndex(text[:longest], " ")] + " …"
		}
		text = text[:end]
	}
	return text
}
