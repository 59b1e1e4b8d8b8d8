package window

import (
	"daybook/backend/archive"
	"daybook/backend/columns"
)

func asFacets(v *archive.View, f *columns.Facets, chosen []string) *Facets {
	categories, actions := v.Values()
	out := &Facets{
		Categories: asFacet(f.Categories, categories), Actions: asFacet(f.Actions, actions), Members: asFacet(f.Members, chosen),
		Conflicts: f.Conflicts, Histogram: make([]Bar, len(f.Histogram)),
	}
	for i, b := range f.Histogram {
		out.Histogram[i] = Bar{From: b.From.String(), To: b.To.String(), Count: b.Count}
	}
	return out
}

// asFacet lists the counts, and the values of also that have no count, with 0.
func asFacet(counts []columns.Count, also []string) Facet {
	f := Facet{Values: make([]Count, 0, len(counts)+len(also)), Distinct: len(counts)}
	named := make(map[string]bool, len(counts))
	for _, c := range counts {
		if len(f.Values) < maxValues {
			f.Values = append(f.Values, Count{c.Value, c.Count})
			named[c.Value] = true
		}
	}
	for _, value := range also {
		if !named[value] && len(f.Values) < maxValues {
			f.Values = append(f.Values, Count{value, 0})
			named[value] = true
		}
	}
	return f
}

// Facets are the counts beside a search; each ignores the filter of its own kind.
type Facets struct {
	// All categories and action keys of the archive, including those without a match,
	// with count 0; by count, then by value. At most 1,000 each.
	Categories Facet `json:"categories"`
	Actions    Facet `json:"actions"`
	// Members with a match, and members named by the filter; ≤ 1,000.
	Members Facet `json:"members"`
	// Matching events that are marked as conflicts.
	Conflicts int `json:"conflicts"`
	// Equal calendar steps (in the search's zone) from the archive's first event to its
	// last, without gaps, including empty steps; ≤ 400. It ignores `range`, but not
	// dates in the text.
	Histogram []Bar `json:"histogram"`
	// Where the archive may have gaps, whatever the search; null if the page has that
	// already (see SearchRequest.gapsAt).
	Gaps *Gaps `json:"gaps"`
}

// A Facet gives the number of matching events for each value.
type Facet struct {
	Values []Count `json:"values"`
	// Number of values with a match, shown or not.
	Distinct int `json:"distinct"`
}

// A Count is the number of events with a value.
type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// A Bar is a step of the histogram.
type Bar struct {
	From string `json:"from"`
	// Equal to the next bar's `from`.
	To    string `json:"to"`
	Count int    `json:"count"`
}
