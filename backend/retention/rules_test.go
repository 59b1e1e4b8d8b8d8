package retention_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/query"
	. "daybook/backend/retention"
)

var update = flag.Bool("update", false, "write what is judged to testdata")

func at(t testing.TB, s string) event.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339Nano, s)
	require.NoError(t, err)
	return event.Time(v.UnixNano())
}

func hold(t require.TestingT, id, text string, filter func(*query.Query)) Hold {
	zone, err := time.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	q, err := query.Parse(text, zone)
	require.NoError(t, err)
	if filter != nil {
		filter(&q)
	}
	h, err := NewHold("", "a reason", q, zone)
	require.NoError(t, err)
	h.ID = id
	return h
}

// TestVerdictsAreThoseOfTheGoldenFile judges events around each bound, under
// each plan, with and without holds.
func TestVerdictsAreThoseOfTheGoldenFile(t *testing.T) {
	now := time.Date(2026, 11, 22, 18, 40, 0, 0, time.UTC)
	webhooks := hold(t, "H1", "webhook -disabled", nil)
	member := hold(t, "H2", "", func(q *query.Query) { q.Members = []string{"ana.moreau@northwind.com"} })
	day := hold(t, "H3", "on:2026-11-21", nil)
	imported := hold(t, "H4", "", func(q *query.Query) { q.Imports = []int{2}; q.ConflictsOnly = true })
	whole := hold(t, "H5", "", nil)
	var out bytes.Buffer
	for _, set := range []struct {
		name  string
		holds []Hold
	}{{"no hold", nil}, {"holds H1 to H4", []Hold{webhooks, member, day, imported}}, {"hold H5", []Hold{whole}}} {
		fmt.Fprintf(&out, "now 2026-11-22T18:40:00Z, %s\n", set.name)
		for _, h := range set.holds {
			fmt.Fprintf(&out, "  %s covers %s\n", h.ID, h.Scope.Words())
		}
		for _, plan := range Plans() {
			rules, err := NewRules(plan.Name, set.holds)
			require.NoError(t, err)
			fmt.Fprintf(&out, "\nplan %s\n", plan.Name)
			for _, e := range []event.Event{
				{ID: "future", Actor: "system", Category: "webhook", Action: "delivered", Time: at(t, "2026-12-01T00:00:00Z")},
				{ID: "a-day-less-1ns", Actor: "system", Category: "credit", Action: "charge", Time: at(t, "2026-11-21T18:40:00.000000001Z")},
				{ID: "a-day", Actor: "system", Category: "credit", Action: "charge", Time: at(t, "2026-11-21T18:40:00Z")},
				{ID: "a-week", Actor: "ana.moreau@northwind.com", Category: "credit", Action: "charge", Time: at(t, "2026-11-15T18:40:00Z")},
				{ID: "30-days", Actor: "system", Category: "webhook", Action: "disabled", Time: at(t, "2026-10-23T18:40:00Z")},
				{ID: "180-days", Actor: "ana.moreau@northwind.com", Category: "webhook", Action: "delivered", Time: at(t, "2026-05-26T18:40:00Z")},
				{ID: "a-year", Actor: "system", Category: "auth", Action: "signin", Time: at(t, "2025-11-22T18:40:00Z")},
				{ID: "first", Actor: "system", Category: "auth", Action: "signin", Time: event.MinTime},
				{ID: "last", Actor: "system", Category: "auth", Action: "signin", Time: event.MaxTime},
			} {
				place := query.Place{Import: 1}
				if e.ID == "a-year" {
					place = query.Place{Import: 2, Conflict: true}
				}
				v := rules.Judge(&e, place, now)
				require.Equal(t, v.Reason == Past, v.Due())
				fmt.Fprintf(&out, "  %-15s %s\n", e.ID, v.Words())
			}
		}
		out.WriteString("\n")
	}
	if *update {
		require.NoError(t, os.WriteFile("testdata/verdicts.txt", out.Bytes(), 0o644))
	}
	want, err := os.ReadFile("testdata/verdicts.txt")
	require.NoError(t, err, "run the test with -update to make it")
	require.Equal(t, string(want), out.String())
}

// whiles draws times that clocks can show, and times far beyond.
func whiles() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		year := rapid.OneOf(rapid.IntRange(2020, 2030), rapid.IntRange(1, 9999)).Draw(t, "year")
		return time.Date(year, 1, 1, 0, 0, 0, rapid.IntRange(0, 1e9-1).Draw(t, "ns"), time.UTC).
			Add(time.Duration(rapid.Int64Range(0, int64(365*24*time.Hour)).Draw(t, "within")))
	})
}

func judged() *rapid.Generator[event.Event] {
	return rapid.Custom(func(t *rapid.T) event.Event {
		return event.Event{
			ID: "x", Actor: rapid.SampledFrom([]string{"system", "ana", "bo"}).Draw(t, "actor"),
			Category: rapid.SampledFrom([]string{"webhook", "credit"}).Draw(t, "category"), Action: "created",
			Description: rapid.SampledFrom([]string{"", "one", "two one"}).Draw(t, "description"),
			Time: rapid.OneOf(
				rapid.SampledFrom([]event.Time{event.MinTime, event.MaxTime}),
				rapid.Map(rapid.Int64Range(int64(event.MinTime), int64(event.MaxTime)), func(n int64) event.Time { return event.Time(n) }),
				rapid.Map(rapid.Int64Range(1577836800, 1893456000), func(n int64) event.Time { return event.Time(n * 1e9) }),
			).Draw(t, "time"),
		}
	})
}

// TestTheRulesKeepTheirInvariants compares verdicts with the rule as it is
// written in the package, in numbers that cannot overflow, and with each other.
func TestTheRulesKeepTheirInvariants(t *testing.T) {
	holds := []Hold{hold(t, "H1", "one", nil), hold(t, "H2", "-two category:webhook", nil),
		hold(t, "H3", "", func(q *query.Query) { q.Members = []string{"ana"} }), hold(t, "H4", "after:2024-01-01 before:2026-01-01", nil)}
	rapid.Check(t, func(rt *rapid.T) {
		e := judged().Draw(rt, "event")
		now := whiles().Draw(rt, "now")
		plan := rapid.SampledFrom(Plans()).Draw(rt, "plan")
		n := rapid.IntRange(0, len(holds)).Draw(rt, "holds")
		chosen := rapid.Permutation(holds).Draw(rt, "order")[:n]
		rules, err := NewRules(plan.Name, chosen)
		require.NoError(rt, err)
		v := rules.Judge(&e, query.Place{}, now)

		over := plan.Days > 0 && !now.Before(e.Time.UTC().Add(plan.Window()))
		var by []string
		for _, h := range chosen {
			q, err := h.Scope.Parse()
			require.NoError(rt, err)
			if q.Match(&e, query.Place{}) {
				by = append(by, h.ID)
			}
		}
		require.Equal(rt, over && len(by) == 0, v.Due(), "%s at %s", v.Words(), now)
		require.Equal(rt, by, rules.HeldBy(&e, query.Place{}))
		if over && len(by) > 0 {
			require.Equal(rt, by, v.Holds)
			require.Equal(rt, Held, v.Reason)
		}

		later := now.Add(time.Duration(rapid.Int64Range(0, 1<<60).Draw(rt, "later")))
		if v.Due() {
			require.True(rt, rules.Judge(&e, query.Place{}, later).Due(), "due now and not later")
		}
		fewer, err := NewRules(plan.Name, chosen[:max(0, n-1)])
		require.NoError(rt, err)
		if v.Due() {
			require.True(rt, fewer.Judge(&e, query.Place{}, now).Due(), "kept for want of a hold")
		}
		for _, longer := range Plans() {
			if longer.Days != 0 && longer.Days < plan.Days || plan.Days == 0 {
				continue
			}
			r, err := NewRules(longer.Name, chosen)
			require.NoError(rt, err)
			if r.Judge(&e, query.Place{}, now).Due() {
				require.True(rt, v.Due(), "due with a longer window, %s, and not with %s", longer.Name, plan.Name)
			}
		}
	})
}

func TestTheLastMomentsOfTimeAreJudged(t *testing.T) {
	rules, err := NewRules("enterprise", nil)
	require.NoError(t, err)
	last := event.Event{Time: event.MaxTime}
	require.False(t, rules.Judge(&last, query.Place{}, event.MaxTime.UTC()).Due())
	require.False(t, rules.Judge(&last, query.Place{}, event.MaxTime.UTC().Add(365*24*time.Hour-1)).Due())
	require.True(t, rules.Judge(&last, query.Place{}, event.MaxTime.UTC().Add(365*24*time.Hour)).Due())
	first := event.Event{Time: event.MinTime}
	require.False(t, rules.Judge(&first, query.Place{}, time.Time{}).Due(), "a clock that was never set")
}

// TestAHoldMeansTheSameWhereverItIsRead places holds on random queries, writes
// them down and reads them again.
func TestAHoldMeansTheSameWhereverItIsRead(t *testing.T) {
	words := []string{"webhook", "-test", `"one two"`, "member:*an", "after:2026-03-29", "before:2026-10-25T02:30", "on:2024-02-29", "key**", "漢", "É"}
	rapid.Check(t, func(rt *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom([]string{"UTC", "Europe/Paris", "Pacific/Apia", "America/New_York"}).Draw(rt, "zone"))
		require.NoError(rt, err)
		text := ""
		for _, w := range rapid.SliceOfN(rapid.SampledFrom(words), 0, 4).Draw(rt, "words") {
			text += w + " "
		}
		q, err := query.Parse(text, zone)
		require.NoError(rt, err)
		q.Categories = rapid.SliceOfN(rapid.SampledFrom([]string{"webhook", `a"b`, "\x00"}), 0, 2).Draw(rt, "categories")
		q.Imports = rapid.SliceOfN(rapid.IntRange(1, 9), 0, 2).Draw(rt, "imports")
		if q.From >= q.To {
			rt.Skip("a range that holds nothing")
		}
		h, err := NewHold(" Matter 7 ", "asked for by counsel", q, zone)
		require.NoError(rt, err)
		data, err := json.Marshal(h)
		require.NoError(rt, err)
		var again Hold
		require.NoError(rt, json.Unmarshal(data, &again))
		got, err := again.Scope.Parse()
		require.NoError(rt, err)
		require.Equal(rt, q.Words(zone), got.Words(zone))
		require.Equal(rt, q.Empty(), again.Scope.Whole())
		require.Equal(rt, "Matter 7", again.Name)
		for _, e := range []event.Event{
			{Actor: "ana", Category: "webhook", Description: "one two", Time: at(t, "2026-05-01T00:00:00Z")},
			{Actor: "b", Category: `a"b`, Description: "key 漢 é", Time: at(t, "2026-03-28T23:30:00Z")},
			{Actor: "b", Category: "webhook", Description: "", Time: at(t, "2024-02-28T23:30:00Z")},
		} {
			require.Equal(rt, q.Match(&e, query.Place{Import: 1}), got.Match(&e, query.Place{Import: 1}))
		}
	})
}

func TestAHoldThatCannotBeMeantIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		name, reason, says string
		query              query.Query
	}{
		"without a reason":  {"", " \t", "it needs a reason", query.All()},
		"a long name":       {string(make([]byte, 101)), "r", "its name has 101 characters", query.All()},
		"a long reason":     {"", string(bytes.Repeat([]byte("r"), 1001)), "its reason has 1001 characters", query.All()},
		"no text":           {"\xff", "r", "is not valid text", query.All()},
		"a term of a maker": {"", "r", "cannot be written down", query.Query{From: event.Earliest, To: event.Latest, Terms: []query.Term{{Text: `a "b`}}}},
		"no range":          {"", "r", "no event can be in its time range", query.Query{}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := NewHold(c.name, c.reason, c.query, nil)
			require.ErrorIs(t, err, ErrHold)
			require.ErrorContains(t, err, c.says)
		})
	}
	_, err := NewRules("pro", []Hold{{ID: "H9", Scope: Scope{Query: "Webhook", Zone: "UTC"}}})
	require.ErrorContains(t, err, "hold H9")
	_, err = NewRules("pro", []Hold{{ID: "H9", Scope: Scope{Query: "after:never", Zone: "UTC"}}})
	require.ErrorContains(t, err, "hold H9")
	_, err = NewRules("gold", nil)
	require.ErrorContains(t, err, `"gold"`)
}

func TestAPurgeByItselfAsksWhereItWouldSurprise(t *testing.T) {
	now := time.Date(2026, 11, 22, 18, 40, 0, 0, time.UTC)
	day := 24 * time.Hour
	for _, c := range []struct {
		name string
		s    Situation
		step Step
		asks []Question
	}{
		{"nothing due", Situation{Now: now, Known: now, Events: 10}, Nothing, nil},
		{"nothing due in nothing", Situation{Now: now}, Nothing, nil},
		{"usual", Situation{Now: now, Known: now, LastPurge: now.Add(-day), Events: 10, Due: 5}, Purge, nil},
		{"first", Situation{Now: now, Known: now, Events: 10, Due: 1}, Ask, []Question{FirstPurge}},
		{"a week ago", Situation{Now: now, Known: now, LastPurge: now.Add(-7 * day), Events: 10, Due: 1}, Purge, nil},
		{"more than a week ago", Situation{Now: now, Known: now, LastPurge: now.Add(-7*day - 1), Events: 10, Due: 1}, Ask, []Question{Away}},
		{"more than half", Situation{Now: now, Known: now, LastPurge: now, Events: 11, Due: 6}, Ask, []Question{Most}},
		{"a hold released", Situation{Now: now, Known: now, LastPurge: now, Events: 10, Due: 1, Released: true}, Ask, []Question{Released}},
		{"a hold released before the first", Situation{Now: now, Known: now, Events: 10, Due: 1, Released: true}, Ask, []Question{FirstPurge}},
		{"a hold released, nothing due", Situation{Now: now, Known: now, LastPurge: now, Events: 10, Released: true}, Nothing, nil},
		{"first and all", Situation{Now: now, Known: now, Events: 1, Due: 1}, Ask, []Question{FirstPurge, Most}},
		{"clock 5 minutes back", Situation{Now: now, Known: now.Add(5 * time.Minute), LastPurge: now, Events: 10, Due: 1}, Purge, nil},
		{"clock further back", Situation{Now: now, Known: now.Add(5*time.Minute + 1), LastPurge: now, Events: 10, Due: 1}, Stop, nil},
		{"clock back, nothing due", Situation{Now: now, Known: now.Add(time.Hour), Events: 10}, Stop, nil},
		{"clock far ahead", Situation{Now: now.AddDate(70, 0, 0), Known: now, LastPurge: now, Events: 10, Due: 1}, Ask, []Question{Away}},
	} {
		step, asks := c.s.Decide()
		require.Equal(t, c.step, step, c.name)
		require.Equal(t, c.asks, asks, c.name)
		for _, q := range asks {
			require.NotEmpty(t, q.Words())
		}
	}
}

func TestPlansAreThoseOfTheFeed(t *testing.T) {
	var said []string
	for _, p := range Plans() {
		said = append(said, p.Title+": "+p.Keeps())
		named, err := PlanNamed(p.Name)
		require.NoError(t, err)
		require.Equal(t, p, named)
	}
	require.Equal(t, []string{"Free: 1 day", "Starter: 7 days", "Pro: 30 days", "Scale: 180 days", "Enterprise: 1 year", "Keep everything: everything"}, said)
	require.True(t, slices.IsSortedFunc(Plans()[:5], func(a, b Plan) int { return a.Days - b.Days }))
}

// A hold that was placed before actor: was a field keeps its meaning.
func TestAKeptHoldIsReadAsItWasPlaced(t *testing.T) {
	kept := Scope{Query: "actor:ana webhook", Zone: "UTC"}
	q, err := kept.Parse()
	require.NoError(t, err)
	require.Equal(t, []query.Term{{Text: "actor:ana"}, {Text: "webhook"}}, q.Terms)
	require.Equal(t, `events with "actor:ana" in any text, with "webhook" in any text`, kept.Words())
	require.Equal(t, "member:ana", hold(t, "H1", "actor:ana", nil).Scope.Query)
	_, err = Scope{Query: "(ana OR bo)  x"}.Parse()
	require.Error(t, err)
}
