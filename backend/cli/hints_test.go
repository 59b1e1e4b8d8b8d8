package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

// slips are queries that are understood otherwise than meant, with the hint for
// each.
var slips = []struct {
	asked []string
	said  []string
}{
	{[]string{"webhook OR domain"}, []string{"OR is looked for as a word"}},
	{[]string{"webhook", "AND", "domain", "NOT", "ana"}, []string{"AND is looked for as a word", "NOT is looked for as a word"}},
	{[]string{"member: ana"}, []string{"member: is looked for as text"}},
	{[]string{"user:ana"}, []string{"user: is no field"}},
	{[]string{"web*hook"}, []string{"web*hook is looked for with its * as text"}},
	{[]string{"member:ana member:dmitri"}, []string{"member: is asked for more than once"}},
	{[]string{"--member", "ana"}, []string{`no event has the member "ana"`}},
	{[]string{"--category", "webhok"}, []string{`no event has the category "webhok"; did you mean "webhook"?`}},
	{[]string{"--import", "9"}, []string{"there is no import 9"}},
	{[]string{"evt_01"}, []string{"evt_01 is the event_id of an event; to find it, write id:evt_01"}},
	{[]string{`-- "evt_02" -zebra`}, []string{`evt_02 is the event_id of an event; to find it, write id:"evt_02"`}},
	{[]string{"quux"}, nil},
}

func hintsOf(stderr string) (hints []string) {
	for line := range strings.Lines(stderr) {
		if _, hint, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": hint: "); ok {
			hints = append(hints, hint)
		}
	}
	return hints
}

func TestEveryCommandThatTakesAQueryGivesTheSameHints(t *testing.T) {
	s := newShell(t)
	s.archive()
	for _, slip := range slips {
		asked := strings.Fields(slip.asked[0])
		if asked[0] != "--" {
			asked = slip.asked
		}
		with := func(words ...string) []string { return append(words, asked...) }
		r := s.run(with("search", "a.daybook")...)
		require.Equal(t, cli.Done, r.code)
		hints := hintsOf(r.err)
		require.Len(t, hints, len(slip.said), "%v: %s", asked, r.err)
		for i, said := range slip.said {
			require.Contains(t, hints[i], said)
		}
		require.Equal(t, hints, hintsOf(s.run(with("search", "a.daybook", "--json")...).err), "%v", asked)
		for _, format := range []string{"csv", "json", "bundle"} {
			require.Equal(t, hints, hintsOf(s.run(with("export", "a.daybook", "--force", "--format", format)...).err), "%v", asked)
		}

		refused := s.fails(with("hold", "a.daybook", "--reason", "r")...)
		require.Contains(t, refused, "no hold was placed: it would cover no event now")
		require.Contains(t, refused, "add --empty")
		for _, hint := range hints {
			require.Contains(t, refused, "hint: "+hint, "%v", asked)
		}
		require.Equal(t, refused, s.fails(with("hold", "a.daybook", "-q", "--json", "--reason", "r")...))
		require.Equal(t, "No hold is in force.\n", s.does("hold", "a.daybook", "--list"))
	}
	for _, slip := range slips {
		r := s.run(append([]string{"hold", "a.daybook", "--reason", "r", "--empty"}, slip.asked...)...)
		if strings.HasPrefix(slip.asked[0], "--") {
			continue
		}
		require.Equal(t, cli.Done, r.code)
		require.Len(t, hintsOf(r.err), len(slip.said))
		require.Contains(t, r.out, "0 events now")
	}
}

func TestAHoldThatCoversSomethingIsPlacedWithItsHints(t *testing.T) {
	s := newShell(t)
	s.archive()
	r := s.run("hold", "a.daybook", "--reason", "r", "--member", "ana", "--member", "system")
	require.Equal(t, cli.Done, r.code)
	require.Contains(t, r.out, "3 events now")
	require.Len(t, hintsOf(r.err), 1)
	r = s.run("hold", "a.daybook", "--reason", "r", "--json", "--", "webhook -user:x")
	require.Equal(t, hintsOf(r.err), partOf[hinted](t, r.out).Hints)
	require.Len(t, partOf[hinted](t, r.out).Hints, 1)
	require.Contains(t, s.does("hold", "a.daybook", "--list", "--json"), `"hints":[]}`)
	for _, args := range [][]string{{"--list"}, {"--release", "H1"}} {
		s.misuses(append([]string{"hold", "a.daybook", "--empty"}, args...)...)
	}
}

func TestAHoldOverAnEmptyArchiveIsPlacedOnlyWhenThatIsSaid(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	require.Contains(t, s.fails("hold", "a.daybook", "--reason", "r"), "it would cover no event now (the whole archive); to hold only what is still to be imported, add --empty")
	require.Contains(t, s.does("hold", "a.daybook", "--reason", "r", "--empty"), "Placed H1: the whole archive, 0 events now")
}

// partOf reads some fields of a line of JSON.
func partOf[T any](t *testing.T, line string) (v T) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(line), &v), line)
	return v
}

type hinted struct {
	Hints []string `json:"hints"`
}

func TestJSONHasTheHints(t *testing.T) {
	s := newShell(t)
	s.archive()
	for _, slip := range slips {
		if strings.HasPrefix(slip.asked[0], "-- ") {
			continue
		}
		r := s.run(append([]string{"search", "a.daybook", "--json"}, slip.asked...)...)
		hints := partOf[hinted](t, r.out).Hints
		require.NotNil(t, hints)
		require.Len(t, hints, len(slip.said), "%v", slip.asked)
		require.Empty(t, s.run(append([]string{"search", "a.daybook", "--json", "-q"}, slip.asked...)...).err)
	}
}

func TestActorAndEventIDAreFields(t *testing.T) {
	s := newShell(t)
	s.archive()
	for typed, want := range map[string]int{"actor:ana": 1, "Actor:system": 3, "event_id:evt_04": 1, "event_id:evt_0": 0} {
		found := s.found("a.daybook", typed)
		require.Equal(t, want, found.Total, typed)
	}
	require.Empty(t, s.run("search", "a.daybook", "actor:ana").err)
	require.Contains(t, s.does("hold", "a.daybook", "actor:ana.moreau@northwind.com", "--reason", "r"), `with "ana.moreau@northwind.com" in the member, 1 event now`)
}

func TestAPurgeSaysWhichHoldsCoverNoEvent(t *testing.T) {
	s := newShell(t)
	s.archive()
	s.does("plan", "a.daybook", "pro", "--yes")
	s.does("hold", "a.daybook", "domain", "--reason", "r")
	s.does("hold", "a.daybook", "zebra", "--name", "Animals", "--reason", "r", "--empty")
	const said = "Hold H2 Animals covers no event: events with \"zebra\" in any text.\n"
	type document struct {
		Holds      []string `json:"holds"`
		EmptyHolds []string `json:"empty_holds"`
	}
	for _, args := range [][]string{{"purge", "--dry-run"}, {"purge"}, {"plan"}, {"plan", "free"}, {"plan", "free", "--dry-run"}} {
		args = append([]string{args[0], "a.daybook"}, args[1:]...)
		out := s.run(args...).out
		require.Contains(t, out, said, "%v", args)
		require.NotContains(t, out, "Hold H1")
		d := partOf[document](t, s.run(append(args, "--json")...).out)
		require.Equal(t, document{[]string{"H1", "H2"}, []string{"H2"}}, d)
	}
	require.Contains(t, s.does("purge", "a.daybook", "--yes"), said)
	s.does("hold", "a.daybook", "--release", "H2")
	require.Contains(t, s.does("purge", "a.daybook", "--json", "--dry-run"), `"empty_holds":[]`)
	require.NotContains(t, s.does("purge", "a.daybook"), "covers no event")
}
