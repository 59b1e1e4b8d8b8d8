package cli_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// An incomplete file is reported in words, in JSON, and also without notes.
func TestAFileThatIsNotAllThereIsTold(t *testing.T) {
	const rows = "event_id,actor,category,action,timestamp,description\n" +
		"e1,ana,webhook,created,2026-11-22T09:08:00Z,one\n" +
		"e2,ana,webhook,created,2026-11-22T09:08:01Z,two"
	for name, c := range map[string]struct{ text, note string }{
		"cut.csv":   {rows, "the file has no line end at its end: it may be cut, or still being written, and more may follow"},
		"cut.json":  {`[{"event_id":"e1","actor":"ana","category":"webhook","action":"created","description":"one","timestamp":"2026-11-22T09:08:00Z"},{"event_id":"e2`, "the file ends inside a record or a list: it was cut"},
		"page.json": {`{"events":[{"event_id":"e1","actor":"ana","category":"webhook","action":"created","description":"one","timestamp":"2026-11-22T09:08:00Z"}],"has_more":true}`, "more follows (has_more)"},
	} {
		s := newShell(t)
		s.does("new", "a.daybook")
		s.write(name, c.text)
		require.Contains(t, s.does("import", "a.daybook", name), c.note)
		s.does("new", "b.daybook")
		require.Contains(t, s.quietly("import", "b.daybook", name), c.note)
		s.does("new", "c.daybook")
		line := s.does("import", "c.daybook", name, "--json")
		require.Contains(t, line, c.note)
		require.Contains(t, line, `"incomplete":true`)
		require.Contains(t, s.does("info", "c.daybook", "--json"), `"incomplete":true`)
	}

	// The whole file adds the events that the cut file lacks.
	s := newShell(t)
	s.does("new", "a.daybook")
	s.write("cut.csv", rows)
	require.Contains(t, s.does("import", "a.daybook", "cut.csv"), "2 read = 1 added + 0 duplicates + 1 rejected")
	s.write("whole.csv", rows+" more\n")
	out := s.does("import", "a.daybook", "whole.csv")
	require.Contains(t, out, "2 read = 1 added + 1 duplicate + 0 rejected")
	require.NotContains(t, strings.ToLower(out), "note")
	require.NotContains(t, s.does("import", "a.daybook", "whole.csv", "--json"), "incomplete")
}
