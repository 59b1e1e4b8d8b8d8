package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/columns"
	"daybook/backend/query"
)

// A filter is what the commands that select events ask for beside QUERY, and
// the order in which they want the events.
type filter struct {
	zone                         *time.Location
	categories, actions, members []string
	imports                      []int
	conflicts                    bool
	after, before                string
	sort                         string
	asc, desc                    bool
}

func (f *filter) flags(zoneHelp string) []flag {
	return append(f.selecting(zoneHelp),
		choiceFlag("--sort", &f.sort, []string{"timestamp", "member", "action", "description"}, `What to order by. (timestamp)`),
		switchFlag("--asc", &f.asc, `Lowest first. (the default, but for timestamp)`),
		switchFlag("--desc", &f.desc, `Highest first. (the default for timestamp: newest first)`),
	)
}

// selecting are the flags without those of the order.
func (f *filter) selecting(zoneHelp string) []flag {
	return []flag{
		listFlag("--category", "C", &f.categories, `Only events of this category; repeat it for more than one.`),
		{name: "--action", value: "C.A", many: true, set: f.addAction,
			help: `Only events with this action key, as in api_key.created; repeat it for more than one.`},
		listFlag("--member", "M", &f.members, `Only events of this member; repeat it for more than one.`),
		textFlag("--after", "D", &f.after, `Only events from the start of D on. D is 2026-08-02, or with a time 2026-08-02T14:00.`),
		textFlag("--before", "D", &f.before, `Only events until just before the start of D.`),
		{name: "--import", value: "N", many: true, set: f.addImport,
			help: `Only events that came with import number N; "daybook info" lists the imports.`},
		switchFlag("--conflicts", &f.conflicts, `Only events that are marked as a conflict: one with the same event_id and other content was there already.`),
		zoneFlag(&f.zone, zoneHelp),
	}
}

func (f *filter) addAction(key string) error {
	if !strings.Contains(key, ".") {
		return errors.New("it is written category.action, as in api_key.created")
	}
	f.actions = append(f.actions, key)
	return nil
}

func (f *filter) addImport(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return errors.New("it is the number of an import, from 1")
	}
	f.imports = append(f.imports, n)
	return nil
}

// query is what the words and the filter ask for together, and in which order.
func (f *filter) query(words []string) (query.Query, query.Order, error) {
	q, err := query.Parse(strings.Join(words, " "), f.zone)
	if err != nil {
		return q, query.Order{}, misdated("", err)
	}
	if f.after != "" {
		from, _, err := query.ParseDate(f.after, f.zone)
		if err != nil {
			return q, query.Order{}, misdated("--after ", err)
		}
		q.From = max(q.From, from)
	}
	if f.before != "" {
		to, _, err := query.ParseDate(f.before, f.zone)
		if err != nil {
			return q, query.Order{}, misdated("--before ", err)
		}
		q.To = min(q.To, to)
	}
	q.Categories, q.Actions, q.Members = f.categories, f.actions, f.members
	q.Imports, q.ConflictsOnly = f.imports, f.conflicts
	if f.asc && f.desc {
		return q, query.Order{}, misused("--asc and --desc cannot both be")
	}
	o := query.DefaultOrder()
	if f.sort != "" {
		if o, err = query.ParseOrder(f.sort, f.sort == query.ByTimestamp.String()); err != nil {
			return q, o, misused("%v", err)
		}
	}
	if f.asc || f.desc {
		o.Desc = f.desc
	}
	return q, o, nil
}

// typed is what the words and the dates of the filter are as one text.
func (f *filter) typed(words []string) string {
	words = slices.Clone(words)
	if f.after != "" {
		words = append(words, "after:"+f.after)
	}
	if f.before != "" {
		words = append(words, "before:"+f.before)
	}
	return strings.Join(words, " ")
}

// hints says what of the query may be a slip, before its answer is taken for
// one.
func (f *filter) hints(ctx context.Context, c *call, a *archive.Archive) error {
	if hint := query.Hint(f.typed(c.args[1:]), f.zone); hint != "" {
		c.note("hint: %s", hint)
	}
	missing, err := f.missing(ctx, a)
	for _, what := range missing {
		c.note("hint: %s", what)
	}
	return err
}

// missing says which values of the filter are not in the archive at all, so
// that a slip is not taken for an answer.
func (f *filter) missing(ctx context.Context, a *archive.Archive) ([]string, error) {
	var said []string
	if len(f.imports) > 0 {
		imports, err := a.Imports()
		if err != nil {
			return nil, err
		}
		for _, n := range f.imports {
			if !slices.ContainsFunc(imports, func(i archive.Import) bool { return i.Number == n }) {
				said = append(said, fmt.Sprintf(`there is no import %d; "daybook info" lists the imports`, n))
			}
		}
	}
	if len(f.categories)+len(f.actions)+len(f.members) == 0 {
		return said, nil
	}
	res, err := a.Query(ctx, archive.Request{Query: query.All(), Order: query.DefaultOrder(), Page: 1, Facets: true, Zone: f.zone})
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

func misdated(flag string, err error) error {
	var bad *query.DateError
	if errors.As(err, &bad) {
		return misused("%s%s: %s", flag, bad.Word, bad.Hint)
	}
	return misused("%v", err)
}
