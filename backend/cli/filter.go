package cli

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"daybook/backend/query"
)

// A filter is the part of a selection of events beside QUERY, and the order of
// the events.
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

// selecting returns the flags without those for the order.
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

// query returns the query for the words and the filter together, and the order
// of its events.
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

// typed returns the words and the dates of the filter as a single text.
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

func misdated(flag string, err error) error {
	var bad *query.DateError
	if errors.As(err, &bad) {
		return misused("%s%s: %s", flag, bad.Word, bad.Hint)
	}
	return misused("%v", err)
}
