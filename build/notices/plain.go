package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

const opening = `Third-party notices of Daybook

Daybook is under the Apache License 2.0, as its file LICENSE says. Its programs
have in them, on one system or another, the work of others that is listed here,
each with its licences by their SPDX names and the number of the texts below. A
text that several share stands once.

`

// A shared text is a text that files of one or more components have.
type shared struct {
	body string
	of   []string // components, each with the file that has it
}

// asText returns a list for people: the components with their licences, and
// then each text.
func asText(components []*component) string {
	texts, numbers := share(components, func(*text) bool { return true })
	var b strings.Builder
	b.WriteString(opening)
	kind := ""
	for _, c := range components {
		if c.kind != kind {
			kind = c.kind
			fmt.Fprintf(&b, "%s\n", headings[kind])
		}
		var at []string
		for _, t := range c.texts {
			if n := fmt.Sprint(numbers[t.body()]); !slices.Contains(at, n) {
				at = append(at, n)
			}
		}
		fmt.Fprintf(&b, "  %s %s: %s [%s]\n", c.name, c.version, c.expression(), strings.Join(at, ", "))
	}
	for i, t := range texts {
		fmt.Fprintf(&b, "\n%s\n[%d] %s\n%[1]s\n\n%[4]s\n", strings.Repeat("=", 79), i+1, strings.Join(t.of, "\n    "), t.body)
	}
	return b.String()
}

// asJSON is for a bill of materials, which names kinds as package URLs do, and
// calls Go's standard library std.
func asJSON(components []*component) string {
	type entry struct{ Kind, Name, Version, License string }
	entries := make([]entry, 0, len(components))
	for _, c := range components {
		e := entry{"golang", c.name, c.version, c.expression()}
		switch c.kind {
		case "Go":
			e.Name = "std"
		case "npm package":
			e.Kind = "npm"
		}
		entries = append(entries, e)
	}
	written, err := json.MarshalIndent(entries, "", "\t")
	if err != nil {
		panic(err) // strings can be written
	}
	return string(written) + "\n"
}

var headings = map[string]string{"Go": "Go", "Go module": "Go modules", "npm package": "npm packages and fonts"}

// share returns each different wanted text once, in the order of the components,
// and the number of each.
func share(components []*component, wanted func(*text) bool) ([]*shared, map[string]int) {
	var texts []*shared
	numbers := make(map[string]int)
	for _, c := range components {
		for _, t := range c.texts {
			if !wanted(t) {
				continue
			}
			n := numbers[t.body()]
			if n == 0 {
				texts = append(texts, &shared{body: t.body()})
				n = len(texts)
				numbers[t.body()] = n
			}
			texts[n-1].of = append(texts[n-1].of, fmt.Sprintf("%s %s, %s", c.name, c.version, t.path))
		}
	}
	return texts, numbers
}
