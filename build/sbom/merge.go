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
	Timestamp string          `json:"timestamp,omitempty"`
	Tools     json.RawMessage `json:"tools,omitempty"`
	Component component       `json:"component"`
}

type component struct {
	Ref        string     `json:"bom-ref"`
	Type       string     `json:"type"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Scope      string     `json:"scope,omitempty"`
	Hashes     []hash     `json:"hashes,omitempty"`
	Licenses   []license  `json:"licenses,omitempty"`
	URL        string     `json:"purl,omitempty"` // the package's, with its kind
	Properties []property `json:"properties,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

// A license is one or the other: npm writes ids, and an expression says more.
type license struct {
	Expression string          `json:"expression,omitempty"`
	License    json.RawMessage `json:"license,omitempty"`
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

// merge makes one bill of several: what they share stands once, in a fixed order.
// known are licences by name and version.
func merge(of release, parts []part, known map[string]string) (*bill, error) {
	m := &bill{Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Version: 1}
	m.Metadata.Timestamp = of.date
	m.Metadata.Component = component{Ref: whole, Type: "application", Name: "Daybook", Version: of.version, Licenses: []license{{Expression: "Apache-2.0"}}}
	if of.commit != "" {
		m.Metadata.Component.Properties = []property{{"daybook:commit", of.commit}}
	}
	top := dependency{Ref: whole}
	components := make(map[string]component)
	dependencies := make(map[string][]string)
	for _, p := range parts {
		main := p.bill.Metadata.Component
		if p.program != "" {
			main = component{Type: "application", Name: p.program, Version: of.version, Hashes: []hash{{"SHA-256", p.hash}}}
			main.Ref = "program:" + p.program
		} else {
			main = component{Ref: main.Ref, Type: "library", Name: main.Name, Version: of.version}
		}
		if _, ok := components[main.Ref]; ok {
			return nil, fmt.Errorf("two programs are called %s", p.program)
		}
		components[main.Ref] = main
		top.On = append(top.On, main.Ref)
		for _, c := range p.bill.Components {
			if terms := known[c.Name+" "+c.Version]; terms != "" {
				c.Licenses = []license{{Expression: terms}}
			}
			if len(c.Licenses) == 0 {
				return nil, fmt.Errorf("no licence is known of %s %s", c.Name, c.Version)
			}
			c.Properties = nil
			components[c.Ref] = c
		}
		for _, d := range p.bill.Dependencies {
			if d.Ref == p.bill.Metadata.Component.Ref {
				d.Ref = main.Ref
			}
			dependencies[d.Ref] = append(dependencies[d.Ref], d.On...)
		}
	}
	for _, c := range components {
		m.Components = append(m.Components, c)
	}
	slices.SortFunc(m.Components, func(a, b component) int { return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Ref, b.Ref)) })
	slices.Sort(top.On)
	m.Dependencies = []dependency{top}
	for _, ref := range slices.Sorted(maps.Keys(dependencies)) {
		m.Dependencies = append(m.Dependencies, dependency{ref, slices.Compact(slices.Sorted(slices.Values(dependencies[ref])))})
	}
	return m, nil
}

// readLicenses reads what "notices --json" writes.
func readLicenses(path string) (map[string]string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var all []struct{ Name, Version, License string }
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	known := make(map[string]string)
	for _, c := range all {
		known[c.Name+" "+c.Version] = c.License
	}
	return known, nil
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
