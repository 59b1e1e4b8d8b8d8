package main

import (
	"slices"
	"strings"
)

// expression returns the terms of a text in SPDX's form: all licences in it, unless
// it says itself between which of them to choose.
func (t *text) expression() string {
	var ids []string
	for _, l := range t.licenses {
		ids = append(ids, l.id)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	for _, line := range t.lines {
		said, ok := strings.CutPrefix(line, "SPDX-License-Identifier: ")
		if named := identifiers(said); ok && slices.Equal(ids, slices.Sorted(slices.Values(named))) {
			return said
		}
	}
	return strings.Join(ids, " AND ")
}

// all joins the terms of several texts, which then all hold.
func all(expressions []string) string {
	expressions = slices.DeleteFunc(expressions, func(e string) bool { return e == "" })
	if len(expressions) > 1 {
		var parts []string
		for _, e := range expressions {
			if strings.Contains(e, " OR ") {
				parts = append(parts, "("+e+")")
			} else {
				parts = append(parts, strings.Split(e, " AND ")...)
			}
		}
		slices.Sort(parts)
		expressions = slices.Compact(parts)
	}
	return strings.Join(expressions, " AND ")
}

func (c *component) expression() string {
	var each []string
	for _, t := range c.texts {
		each = append(each, t.expression())
	}
	slices.Sort(each)
	return all(slices.Compact(each))
}

// identifiers are those of an SPDX expression.
func identifiers(expression string) []string {
	ids := strings.FieldsFunc(expression, func(r rune) bool { return strings.ContainsRune(" ()", r) })
	return slices.DeleteFunc(ids, func(id string) bool { return slices.Contains([]string{"AND", "OR", "WITH"}, id) })
}
