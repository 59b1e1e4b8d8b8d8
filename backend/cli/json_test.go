package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type importLine struct {
	File       string   `json:"file"`
	Source     string   `json:"source"`
	Read       int      `json:"read"`
	Added      int      `json:"added"`
	Duplicates int      `json:"duplicates"`
	Conflicts  int      `json:"conflicts"`
	Rejected   int      `json:"rejected"`
	Notes      []string `json:"notes"`
	Rejections []struct {
		At     string `json:"at"`
		Reason string `json:"reason"`
	} `json:"rejections"`
}

type eventLine struct {
	ID          string `json:"event_id"`
	Actor       string `json:"actor"`
	Category    string `json:"category"`
	Action      string `json:"action"`
	Description string `json:"description"`
	Timestamp   string `json:"timestamp"`
}

type count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

type searchLine struct {
	Total   int         `json:"total"`
	Unread  int         `json:"unread"`
	Page    int         `json:"page"`
	Pages   int         `json:"pages"`
	Took    float64     `json:"took_ms"`
	Events  []eventLine `json:"events"`
	Damaged []struct {
		At     int    `json:"at"`
		Number uint64 `json:"number"`
		Reason string `json:"reason"`
	} `json:"damaged"`
	Facets *struct {
		Category []count `json:"category"`
		Action   []count `json:"action"`
		Member   []count `json:"member"`
	} `json:"facets"`
	Histogram []struct {
		From  string `json:"from"`
		Count int    `json:"count"`
	} `json:"histogram"`
	Hints []string `json:"hints"`
}

type verifyLine struct {
	OK       bool     `json:"ok"`
	Events   int      `json:"events"`
	Unread   int      `json:"unread"`
	ReadOnly string   `json:"read_only"`
	Root     string   `json:"root"`
	Problems []string `json:"problems"`
	Notes    []string `json:"notes"`
}

func (s *shell) found(args ...string) searchLine {
	s.t.Helper()
	return decode[searchLine](s.t, s.does(append([]string{"search", "--json"}, args...)...))
}

func TestJSONHasJustTheFieldsOfTheContractInTheirOrder(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	s.write("troubled.json", troubled)

	line := s.does("import", "a.daybook", "troubled.json", "--json")
	imported := decode[importLine](t, line)
	require.Equal(t, 5, imported.Read)
	require.Equal(t, imported.Read, imported.Added+imported.Duplicates+imported.Rejected)
	require.Len(t, imported.Rejections, 2)
	require.Equal(t, []string{"file", "source", "read", "added", "duplicates", "conflicts", "rejected", "notes", "rejections"}, fields(t, line))

	line = s.does("search", "a.daybook", "--json")
	require.Equal(t, []string{"total", "page", "pages", "took_ms", "events", "hints"}, fields(t, line))
	var raw struct{ Events []json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(line), &raw))
	for _, e := range raw.Events {
		require.Equal(t, []string{"event_id", "actor", "category", "action", "description", "timestamp"}, fields(t, string(e)))
	}

	line = s.does("search", "a.daybook", "--json", "--facets")
	require.Equal(t, []string{"total", "page", "pages", "took_ms", "events", "facets", "histogram", "hints"}, fields(t, line))
	found := decode[searchLine](t, line)
	require.Equal(t, 3, found.Total)
	require.Equal(t, []count{{"webhook", 2}, {"bug_report", 1}}, found.Facets.Category)
	require.NotEmpty(t, found.Histogram)

	line = s.does("verify", "a.daybook", "--json")
	require.Equal(t, []string{"ok", "events", "root", "problems"}, fields(t, line))
	verified := decode[verifyLine](t, line)
	require.True(t, verified.OK)
	require.Equal(t, 3, verified.Events)
	require.Len(t, verified.Root, 64)
}

func TestJSONHasEmptyListsAndNoNull(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	for _, args := range [][]string{
		{"search", "a.daybook", "--json"}, {"search", "a.daybook", "nothing", "--json", "--facets"}, {"verify", "a.daybook", "--json"}, {"info", "a.daybook", "--json"},
	} {
		require.NotContains(t, s.does(args...), "null")
	}
	s.write("activity.json", events)
	require.Contains(t, s.does("import", "a.daybook", "activity.json", "--json"), `"rejections":[]}`)
	require.NotContains(t, s.does("search", "a.daybook", "nothing", "--json", "--facets"), "null")
	require.NotContains(t, s.does("info", "a.daybook", "--json"), "null")
}

func TestJSONGivesTextsAsTheyAreWithoutHiddenCharacters(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	const text = "<b>&\u202egpj.exe\u001b[31m\u009b \u2028 \U000e0041 漢字 \u007f"
	record, err := json.Marshal([]eventLine{{"e1", "a", "b", "c", text, "2026-08-01T00:00:00.000000001Z"}})
	require.NoError(t, err)
	s.does("import", "a.daybook", s.write("in.json", string(record)))
	line := s.does("search", "a.daybook", "--json")
	found := decode[searchLine](t, line)
	require.Equal(t, []eventLine{{"e1", "a", "b", "c", text, "2026-08-01T00:00:00.000000001Z"}}, found.Events)
	require.Contains(t, line, "<b>&")
	require.Equal(t, "\n", strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x202e || r == 0x2028 || r >= 0xe0000 {
			return r
		}
		return -1
	}, line))
}

func TestEachFileOfAnImportIsALineOfItsOwn(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	s.write("one.json", events)
	s.write("notes.txt", "Remember the milk.")
	s.write("two.json", troubled)
	r := s.run("import", "a.daybook", "one.json", "notes.txt", "./two.json", "--json")
	require.Equal(t, 1, r.code)
	lines := strings.SplitAfter(r.out, "\n")
	require.Len(t, lines, 3)
	require.Equal(t, "one.json", decode[importLine](t, lines[0]).File)
	require.Equal(t, "./two.json", decode[importLine](t, lines[1]).File)
	require.Empty(t, lines[2])
	require.Equal(t, 1, strings.Count(r.err, "\n"))
	require.Contains(t, r.err, "notes.txt")
}

func TestSearchGivesPagesOfTwoHundred(t *testing.T) {
	s := newShell(t)
	s.does("sample", "s.daybook", "--events", "450")
	ids := map[string]bool{}
	for page, want := range []int{200, 200, 50, 0} {
		found := s.found("s.daybook", "--page", string(rune('1'+page)))
		require.Equal(t, 450, found.Total)
		require.Equal(t, 3, found.Pages)
		require.Equal(t, page+1, found.Page)
		require.Len(t, found.Events, want)
		for _, e := range found.Events {
			ids[e.ID] = true
		}
	}
	require.Len(t, ids, 450)
	require.Contains(t, s.does("search", "s.daybook", "--page", "3"), "401–450 of 450 events, page 3 of 3\n")
}

func TestOrderFollowsSortAndDirection(t *testing.T) {
	s := newShell(t)
	s.archive()
	ids := func(args ...string) (ids string) {
		for _, e := range s.found(append([]string{"a.daybook"}, args...)...).Events {
			ids += strings.TrimPrefix(e.ID, "evt_0")
		}
		return ids
	}
	require.Equal(t, "54321", ids())
	require.Equal(t, "12345", ids("--asc"))
	require.Equal(t, "14532", ids("--sort", "member"))
	require.Equal(t, "53241", ids("--sort", "member", "--desc"))
	require.Equal(t, "14523", ids("--sort", "action"))
	require.Equal(t, "32541", ids("--sort", "action", "--desc"))
	require.Equal(t, "14523", ids("--sort", "description"))
	require.Equal(t, "54321", ids("--sort", "timestamp"))
}

func TestQueryWordsFiltersAndZoneWorkTogether(t *testing.T) {
	s := newShell(t)
	s.archive()
	total := func(args ...string) int { return s.found(append([]string{"a.daybook"}, args...)...).Total }
	require.Equal(t, 2, total("webhook"))
	require.Equal(t, 1, total("webhook", "temporarily"))
	require.Equal(t, 1, total("webhook temporarily"))
	require.Equal(t, 1, total("--", "webhook", "-delivered"))
	require.Equal(t, 1, total("--", "-delivered webhook"))
	require.Equal(t, 2, total("--action", "webhook.delivered", "--action", "credit.charge"))
	require.Equal(t, 3, total("--category=webhook", "--category=credit"))
	require.Equal(t, 0, total("--category=web"))
	require.Equal(t, 3, total("--member", "system"))
	require.Equal(t, 1, total("--member", "system", "example.com"))
	require.Equal(t, 4, total("--after", "2026-08-01T23:00"))
	require.Equal(t, 2, total("--before", "2026-08-02"))
	require.Equal(t, 1, total("--after", "2026-08-02", "--before", "2026-08-03"))
	require.Equal(t, 1, total("on:2026-08-02"))
	require.Equal(t, 2, total("on:2026-08-02", "--zone", "Europe/Paris"), "half past one at night there")
	require.Equal(t, 2, total("--before", "2026-08-03", "--zone", "Asia/Tokyo"))
	require.Equal(t, 1, total("after:2026-08-02", "--before", "2026-08-03"))
	require.Equal(t, 2, total("after:2026-08-03", "--after", "2026-08-01"), "the narrower of the two")
	require.Equal(t, 2, total("before:2026-08-02", "--before", "2026-08-03"), "the narrower of the two")
	require.Equal(t, 5, total("--import", "1"))
	require.Equal(t, 0, total("--import", "2"))
	require.Equal(t, 1, total("id:evt_04"))
	require.Equal(t, 1, total("*5fa9"))
}
