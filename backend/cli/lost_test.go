package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

// TestASegmentThatIsGoneIsCountedAndHealed removes a segment: every command answers
// for the rest and reports the number of unreadable events, until their file is
// imported again.
func TestASegmentThatIsGoneIsCountedAndHealed(t *testing.T) {
	s := newShell(t)
	s.archive()
	whole := s.found("a.daybook")
	two := `[{"event_id":"evt_x1","actor":"ana@example.com","category":"domain","action":"created","description":"one","timestamp":"2026-08-03T10:00:00Z"},
	{"event_id":"evt_x2","actor":"ana@example.com","category":"domain","action":"deleted","description":"two","timestamp":"2026-08-03T11:00:00Z"}]`
	s.write("two.json", two)
	s.does("import", "a.daybook", "two.json")
	require.NoError(t, os.RemoveAll(filepath.Join("a.daybook", "segments", "000002")))

	said := "2 events of segment 000002 cannot be read, and are in no count and in no result; import their original files again to heal them, or restore the archive from a copy of the whole folder\n"
	r := s.run("search", "a.daybook", "--json")
	require.Equal(t, cli.Failed, r.code)
	require.Contains(t, r.err, "daybook search: "+said)
	page := decode[searchLine](t, r.out)
	require.Equal(t, whole.Total, page.Total)
	require.Equal(t, 2, page.Unread)
	for _, args := range [][]string{{"info", "a.daybook"}, {"search", "a.daybook"}, {"purge", "a.daybook", "--dry-run"}} {
		r = s.run(args...)
		require.Equal(t, cli.Failed, r.code)
		require.Contains(t, r.err, said, "%v", args)
	}
	r = s.run("info", "a.daybook")
	require.Contains(t, r.out, "2 events of segment 000002 (numbers ")
	r = s.run("info", "a.daybook", "--json")
	var info struct{ Events, Unread int }
	require.NoError(t, json.Unmarshal([]byte(r.out), &info))
	require.Equal(t, []int{whole.Total, 2}, []int{info.Events, info.Unread})
	r = s.run("export", "a.daybook", "--format", "csv")
	require.Equal(t, cli.Failed, r.code)
	require.Contains(t, r.err, "it lacks what may match of 2 events that cannot be read: say so to whoever gets it\n")
	require.FileExists(t, "activity.csv")
	require.Contains(t, s.run("journal", "a.daybook").out, "while 2 events of the archive could not be read.")
	s.run("export", "a.daybook", "--format", "bundle", "--case", "C", "--purpose", "P", "--recipient", "R")
	verdict := s.run("verify-bundle", "evidence.zip").out
	require.Contains(t, verdict, "and 2 events that could not be read and are in none of these numbers")
	require.Contains(t, verdict, "That these are all that matched: 2 events of the archive could not be read")
	verified := decode[verifyLine](t, s.run("verify", "a.daybook", "--json").out)
	require.False(t, verified.OK)
	require.Equal(t, 2, verified.Unread)

	r = s.run("import", "a.daybook", "two.json")
	require.Equal(t, cli.Done, r.code, "%s", r.err)
	require.Contains(t, r.out, "2 read = 0 added + 2 duplicates + 0 rejected")
	require.Contains(t, r.out, "2 damaged events were healed")
	require.Equal(t, whole.Total+2, s.found("a.daybook").Total)
	require.True(t, decode[verifyLine](t, s.does("verify", "a.daybook", "--json")).OK)
	require.Contains(t, s.does("journal", "a.daybook"), "Segment 000002 was healed by events that were imported once more")
}
