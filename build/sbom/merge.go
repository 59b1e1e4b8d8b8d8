package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

// A bill is the part of CycloneDX that is used here.
type bill struct {
	Schema       string       `json:"$schema,omitempty"`
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Timestamp string    `json:"timestamp,omitempty"`
	Component component `json:"component"`
}

type component struct {
	Ref        string     `json:"bom-ref"`
	Type       string     `json:"type"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Scope      string     `json:"scope,omitempty"`
	Hashes     []hash     `json:"hashes,omitempty"`
	Licenses   licenses   `json:"licenses,omitempty"`
	URL        string     `json:"purl,omitempty"` // the package's, with its kind
	Properties []property `json:"properties,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

// Licences are set, not read: those that the tools state for the parts are ignored.
type licenses []license

func (licenses) UnmarshalJSON([]byte) error { return nil }

type license struct {
	Expression string `json:"expression"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref string   `json:"ref"`
	On  []string `json:"dependsOn,omitempty"`
}

// A part is the bill of a program, or of the page, which is no program.
type part struct {
	program, hash string
	bill          bill
}

// The release's own reference, which no part uses.
const whole = "daybook"

// An entry is a component that is known to be inside, with its licence.
type entry struct{ Kind, Name, Version, License string }

func (e entry) String() string { return e.Kind + " " + e.Name + " " + e.Version }

// merge makes one bill of several: shared components are listed once, in a fixed
// order, and only components that are inside are listed.
func merge(of release, parts []part, inside map[string]entry) (*bill, error) {
	m := &bill{Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Version: 1}
	m.Metadata.Timestamp = of.date
	m.Metadata.Component = component{Ref: whole, Type: "application", Name: "Daybook", Version: of.version, Licenses: licenses{{Expression: "Apache-2.0"}}}
	if of.commit != "" {
		m.Metadata.Component.Properties = []property{{"daybook:commit", of.commit}}
	}
	components := make(map[string]component)
	dependencies := make(map[string][]string)
	for _, p := range parts {
		main := p.component(of)
		if _, ok := components[main.Ref]; ok {
			return nil, fmt.Errorf("two programs are called %s", p.program)
		}
		components[main.Ref] = main
		dependencies[whole] = append(dependencies[whole], main.Ref)
		for _, c := range p.bill.Components {
			known, ok := inside[c.kind()+" "+c.Name+" "+c.Version]
			if !ok && p.program != "" {
				return nil, fmt.Errorf("%s has %s %s in it, of which no licence is known", p.program, c.Name, c.Version)
			}
			if ok {
				c.Licenses, c.Properties = licenses{{Expression: known.License}}, nil
				components[c.Ref] = c
			}
		}
		for _, d := range p.bill.Dependencies {
			if d.Ref == p.bill.Metadata.Component.Ref {
				d.Ref = main.Ref
			}
			dependencies[d.Ref] = append(dependencies[d.Ref], d.On...)
		}
	}
	if err := complete(components, inside); err != nil {
		return nil, err
	}
	m.Components = slices.SortedFunc(maps.Values(components), func(a, b component) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Ref, b.Ref))
	})
	known := func(ref string) bool { _, ok := components[ref]; return ok || ref == whole }
	for _, ref := range slices.Sorted(maps.Keys(dependencies)) {
		if known(ref) {
			on := slices.Compact(slices.Sorted(slices.Values(dependencies[ref])))
			m.Dependencies = append(m.Dependencies, dependency{ref, slices.DeleteFunc(on, func(ref string) bool { return !known(ref) })})
		}
	}
	return m, nil
}

// component returns the program that the part describes, or the page.
func (p part) component(of release) component {
	main := p.bill.Metadata.Component
	if p.program == "" {
		return component{Ref: main.Ref, Type: "library", Name: "the page of the window", Version: of.version}
	}
	return component{Ref: "program:" + p.program, Type: "application", Name: p.program, Version: of.version, Hashes: []hash{{"SHA-256", p.hash}}}
}

// kind returns the part of a package URL that states the kind of the package.
func (c component) kind() string {
	kind, _, _ := strings.Cut(strings.TrimPrefix(c.URL, "pkg:"), "/")
	return kind
}

// complete reports a package of the page that no part names. Modules of other
// systems need not be listed.
func complete(components map[string]component, inside map[string]entry) error {
	missing := maps.Clone(inside)
	for _, c := range components {
		delete(missing, c.kind()+" "+c.Name+" "+c.Version)
	}
	for _, name := range slices.Sorted(maps.Keys(missing)) {
		if missing[name].Kind == "npm" {
			return fmt.Errorf("npm does not name %s, which is in the page", name)
		}
	}
	return nil
}

// readInside reads the output of "notices --json".
func readInside(path string) (map[string]entry, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var all []entry
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	inside := make(map[string]entry)
	for _, e := range all {
		inside[e.String()] = e
	}
	return inside, nil
}

func hashOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
