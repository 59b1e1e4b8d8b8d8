package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"daybook/backend/archive"
	"daybook/backend/columns"
	"daybook/backend/desk"
	"daybook/backend/query"
)

// hints returns what may be a slip in a query that found that many events, so
// that its answer is not trusted too soon. Every command that takes a query
// gives hints.
func (f *filter) hints(ctx context.Context, v *archive.View, words []string, q query.Query, found int) ([]string, error) {
	hints, err := desk.Hints(ctx, v, f.typed(words), f.zone, q, found)
	if err != nil {
		return nil, err
	}
	missing, err := f.missing(ctx, v)
	return append(hints, missing...), err
}

// counted returns the number of events that match a query, and hints on slips in
// it.
func (f *filter) counted(ctx context.Context, a *archive.Archive, words []string, q query.Query) (n int, hints []string, err error) {
	err = a.View(func(v *archive.View) (err error) {
		if n, err = v.Count(ctx, q); err == nil {
			hints, err = f.hints(ctx, v, words, q, n)
		}
		return err
	})
	return n, hints, err
}

// tell prints hints on standard error.
func (c *call) tell(hints []string) {
	for _, hint := range hints {
		c.note("hint: %s", hint)
	}
}

// missing returns the values of the filter that do not occur in the archive, so
// that a slip is not taken for an answer.
func (f *filter) missing(ctx context.Context, v *archive.View) ([]string, error) {
	var said []string
	if len(f.imports) > 0 {
		imports := v.Imports()
		for _, n := range f.imports {
			if !slices.ContainsFunc(imports, func(i archive.Import) bool { return i.Number == n }) {
				said = append(said, fmt.Sprintf(`there is no import %d; "daybook info" lists the imports`, n))
			}
		}
	}
	if len(f.categories)+len(f.actions)+len(f.members) == 0 {
		return said, nil
	}
	res, err := v.Query(ctx, archive.Request{CountsOnly: true, Query: query.All(), Order: query.DefaultOrder(), Page: 1, Facets: true, Zone: f.zone})
	if err != nil {
		return nil, err
	}
	for _, one := range []struct {
		what  string
		asked []string
		there []columns.Count
	}{
		{"category", f.categories, res.Facets.Categories},
		{"action", f.actions, res.Facets.Actions},
		{"member", f.members, res.Facets.Members},
	} {
		names := make([]string, len(one.there))
		for i, count := range one.there {
			names[i] = count.Value
		}
		for _, asked := range one.asked {
			if slices.Contains(names, asked) {
				continue
			}
			text := fmt.Sprintf("no event has the %s %s", one.what, strconv.Quote(asked))
			if near := nearest(asked, names); near != "" {
				text += fmt.Sprintf("; did you mean %s?", strconv.Quote(near))
			} else {
				text += "; the flag wants all of it, and to look for a part write it as QUERY: " + one.what + ":" + asked
			}
			said = append(said, text)
		}
	}
	return said, nil
}
