package archive_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/archive"
	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/query"
)

// A rules implements the rule for duplicates and conflicts by comparing with
// all events held.
type rules struct {
	held     []event.Event
	conflict []bool
	batch    []int // import of each event
}

// take decides about one event of an import.
func (l *rules) take(e event.Event, number int) (duplicate, conflict bool) {
	for i := range l.held {
		h := &l.held[i]
		if h.Identity() == e.Identity() {
			return true, false
		}
	}
	conflict = slices.ContainsFunc(l.held, func(h event.Event) bool { return h.ID == e.ID })
	l.held = append(l.held, e)
	l.conflict = append(l.conflict, conflict)
	l.batch = append(l.batch, number)
	return false, conflict
}

// requireSays imports a batch into both and requires that their counts agree.
func (l *rules) requireSays(t require.TestingT, a *archive.Archive, batch []event.Event, number int) {
	duplicates, conflicts := 0, 0
	for _, e := range batch {
		d, c := l.take(e, number)
		if d {
			duplicates++
		}
		if c {
			conflicts++
		}
	}
	one, err := a.Import(context.Background(), input(slices.Values(batch)), nil)
	require.NoError(t, err)
	require.Equal(t, len(batch), one.Read)
	require.Equal(t, duplicates, one.Duplicates, "duplicates")
	require.Equal(t, conflicts, one.Conflicts, "conflicts")
	require.Equal(t, len(batch)-duplicates, one.Added, "added")
}

// requireHeld requires that the archive holds the same events as the rules, with
// the same marks.
func (l *rules) requireHeld(t require.TestingT, a *archive.Archive) {
	marked := 0
	for page := 1; ; page++ {
		res, err := a.Query(context.Background(), archive.Request{Query: all, Order: query.DefaultOrder(), Page: page})
		require.NoError(t, err)
		require.Equal(t, len(l.held), res.Total)
		for _, hit := range res.Hits {
			require.True(t, same(&hit.Event, &l.held[hit.Seq]), "%v is held as number %d", l.held[hit.Seq], hit.Seq)
			require.Equal(t, l.conflict[hit.Seq], hit.Conflict, "event number %d, %v", hit.Seq, hit.Event)
			require.Equal(t, l.batch[hit.Seq], hit.Import)
			if hit.Conflict {
				marked++
			}
		}
		if page >= res.Pages {
			break
		}
	}
	q := all
	q.ConflictsOnly = true
	res, err := a.Query(context.Background(), archive.Request{Query: q})
	require.NoError(t, err)
	require.Equal(t, marked, res.Total)
}

// TestTheTableOfDuplicatesAndConflicts goes through all kinds of pairs of
// events that share an id.
func TestTheTableOfDuplicatesAndConflicts(t *testing.T) {
	six := event.Event{ID: "evt_1", Actor: "ada", Category: "api_key", Action: "created", Description: "created", Time: 1e18}
	with := func(details string) event.Event { e := six; e.Details = []byte(details); return e }
	changed := func(change func(*event.Event)) event.Event { e := six; change(&e); return e }
	cases := []struct {
		name                  string
		first, second         event.Event
		duplicates, conflicts int
	}{
		{"the same bare", six, six, 1, 0},
		{"held bare, comes with details", six, with("{}"), 1, 0},
		{"held with details, comes bare", with("{}"), six, 1, 0},
		{"the same details", with(`{"a":1}`), with(`{"a":1}`), 1, 0},
		{"the same details in another order", with(`{"a":1,"b":2}`), with(`{"b":2, "a":1}`), 1, 0},
		{"the time written otherwise", with(`{"record":{"at":"2Z"},"time":"2Z"}`), with(`{"record":{"at":"2+00:00"},"time":"2+00:00"}`), 1, 0},
		{"other details", with(`{"a":1}`), with(`{"a":2}`), 1, 0},
		{"more details", with(`{"record":{"a":1}}`), with(`{"record":{"a":1,"b":2}}`), 1, 0},
		{"another member", six, changed(func(e *event.Event) { e.Actor = "eve" }), 0, 1},
		{"another category", six, changed(func(e *event.Event) { e.Category = "credit" }), 0, 1},
		{"another action", six, changed(func(e *event.Event) { e.Action = "deleted" }), 0, 1},
		{"another description", six, changed(func(e *event.Event) { e.Description += " " }), 0, 1},
		{"a nanosecond later", six, changed(func(e *event.Event) { e.Time++ }), 0, 1},
		{"another id", six, changed(func(e *event.Event) { e.ID = "evt_2" }), 0, 0},
		{"an id in another case", six, changed(func(e *event.Event) { e.ID = "EVT_1" }), 0, 0},
	}
	importing := func(a *archive.Archive, events ...event.Event) archive.Import {
		one, err := a.Import(context.Background(), input(slices.Values(events)), nil)
		require.NoError(t, err)
		return one
	}
	for where, shape := range map[string]func(a *archive.Archive, first, second event.Event) archive.Import{
		"in one file": func(a *archive.Archive, first, second event.Event) archive.Import { return importing(a, first, second) },
		"in two imports": func(a *archive.Archive, first, second event.Event) archive.Import {
			require.Equal(t, 1, importing(a, first).Added)
			return importing(a, second)
		},
		"in two lots": func(a *archive.Archive, first, second event.Event) archive.Import {
			defer archive.Shrink(1, 1, 1)()
			return importing(a, first, second)
		},
	} {
		a := create(t, folderIn(t))
		events, conflicts := 0, 0
		for i, c := range cases {
			c.first.ID += fmt.Sprint(".", i) // each case has its own ids
			c.second.ID += fmt.Sprint(".", i)
			one := shape(a, c.first, c.second)
			require.Equal(t, c.duplicates, one.Duplicates, "%s, %s", c.name, where)
			require.Equal(t, c.conflicts, one.Conflicts, "%s, %s", c.name, where)
			events += 2 - c.duplicates
			conflicts += c.conflicts
			require.Equal(t, events, info(t, a).Events, "%s, %s", c.name, where)
			require.Equal(t, conflicts, info(t, a).Conflicts, "%s, %s", c.name, where)
		}
		closeVerified(t, a)
	}
}

// colliding returns groups of different ids with the same columns.HashID,
// which it finds by searching.
func colliding(n int) [][]string {
	byHash := map[uint32]string{}
	var groups [][]string
	for i := 0; len(groups) < n; i++ {
		id := fmt.Sprint("evt_", i)
		h := columns.HashID(id)
		if other, ok := byHash[h]; ok {
			groups = append(groups, []string{other, id})
		}
		byHash[h] = id
	}
	return groups
}

// TestIdsThatCollideAreTwo imports and finds events whose ids have the same hash.
func TestIdsThatCollideAreTwo(t *testing.T) {
	a := create(t, folderIn(t))
	var l rules
	groups := colliding(3)
	number := 0
	for _, reverse := range []bool{false, true} {
		for _, pair := range groups {
			var batch []event.Event
			for i, id := range pair {
				batch = append(batch, event.Event{ID: id, Actor: "a", Category: "c", Action: "x", Time: event.Time(i)})
			}
			changed := batch[0]
			changed.Description = fmt.Sprint("changed ", reverse)
			batch = append(batch, changed, batch[1])
			if reverse {
				slices.Reverse(batch)
			}
			number++
			l.requireSays(t, a, batch, number)
		}
	}
	l.requireHeld(t, a)
	for _, pair := range groups {
		for _, id := range pair {
			q, err := query.Parse("id:"+id, nil)
			require.NoError(t, err)
			res, err := a.Query(context.Background(), archive.Request{Query: q})
			require.NoError(t, err)
			want := 0
			for _, h := range l.held {
				if h.ID == id {
					want++
				}
			}
			require.Equal(t, want, res.Total)
		}
	}
	closeVerified(t, a)
}

// TestDuplicatesAndConflictsAreThoseOfTheRule imports random batches of very
// similar events, in lots of a few events, and merges now and then.
func TestDuplicatesAndConflictsAreThoseOfTheRule(t *testing.T) {
	unwatched(t)
	pair := colliding(1)[0]
	some := rapid.Custom(func(t *rapid.T) event.Event {
		e := event.Event{
			ID:    rapid.SampledFrom([]string{"a", "A", "b", pair[0], pair[1]}).Draw(t, "id"),
			Actor: "ada", Category: "c", Action: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "action"),
			Time: event.Time(rapid.IntRange(0, 1).Draw(t, "time")),
		}
		if d := rapid.SampledFrom([]string{"", "", "{}", `{"a":1}`, `{"a": 1}`}).Draw(t, "details"); d != "" {
			e.Details = []byte(d)
		}
		return e
	})
	checks := flag.Lookup("rapid.checks").Value
	defer checks.Set(checks.String())
	require.NoError(t, checks.Set(fmt.Sprint(either(1000, 60)))) // each makes an archive
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		require.NoError(rt, err)
		a, err := archive.Create(context.Background(), dir, archive.Options{})
		require.NoError(rt, err)
		var l rules
		for number := 1; number <= rapid.IntRange(1, 2).Draw(rt, "imports"); number++ {
			batch := rapid.SliceOfN(some, 0, 12).Draw(rt, "events")
			restore := archive.Shrink(rapid.IntRange(3, 9).Draw(rt, "lot"), rapid.IntRange(1, 4).Draw(rt, "batch"), rapid.IntRange(3, 9).Draw(rt, "part"))
			l.requireSays(rt, a, batch, number)
			restore()
			if rapid.Bool().Draw(rt, "reopen") {
				require.NoError(rt, a.Close())
				a, err = archive.Open(context.Background(), dir, archive.Options{})
				require.NoError(rt, err)
			}
		}
		l.requireHeld(rt, a)
		report, err := a.Verify(context.Background(), nil)
		require.NoError(rt, err)
		require.Empty(rt, report.Problems)
		require.NoError(rt, a.Close())
	})
}
