package cli_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

func TestWhatIsExportedAndImportedAgainIsTheSame(t *testing.T) {
	s := newShell(t)
	s.does("sample", "s.daybook", "--events", "2000", "--seed", "5")
	for _, format := range []string{"csv", "json"} {
		s.does("export", "s.daybook", "--format", format)
		again := decode[importLine](t, s.does("import", "s.daybook", "activity."+format, "--json"))
		require.Equal(t, 2000, again.Read)
		require.Equal(t, 2000, again.Duplicates)
		require.Zero(t, again.Rejected)
	}
}

func TestExportWritesWhatSearchShowsInItsOrder(t *testing.T) {
	s := newShell(t)
	s.archive()
	out := s.does("export", "a.daybook", "webhook", "--format=json", "-o", "-", "--asc")
	require.Less(t, strings.Index(out, "evt_02"), strings.Index(out, "evt_03"))
	require.NotContains(t, out, "evt_04")
	out = s.does("export", "a.daybook", "webhook", "--format=json", "-o", "-")
	require.Greater(t, strings.Index(out, "evt_02"), strings.Index(out, "evt_03"))
	require.NotContains(t, s.does("export", "a.daybook", "--format=csv", "-o=-", "--", "-webhook"), "webhook")
}

func TestAFileThatIsThereIsKeptUnlessForced(t *testing.T) {
	s := newShell(t)
	s.archive()
	s.write("activity.csv", "evidence")
	require.Contains(t, s.fails("export", "a.daybook", "--format", "csv"), "activity.csv is there already")
	kept, err := os.ReadFile("activity.csv")
	require.NoError(t, err)
	require.Equal(t, "evidence", string(kept))
	require.NoError(t, os.Symlink("nowhere", "link.csv"))
	require.Contains(t, s.fails("export", "a.daybook", "--format", "csv", "-o", "link.csv"), "is there already")

	s.does("export", "a.daybook", "--format", "csv", "--force")
	written, err := os.ReadFile("activity.csv")
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(written), "event_id,"))
}

func TestNothingIsLeftOfAnExportThatFails(t *testing.T) {
	s := newShell(t)
	s.archive()
	require.Contains(t, s.fails("export", "a.daybook", "--format", "csv", "-o", "missing/a.csv"), "missing")
	require.NoFileExists(t, "missing/a.csv")
}

// A full is standard output on a full disk.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, os.ErrDeadlineExceeded }

func TestOutputThatCannotBeWrittenIsAFailure(t *testing.T) {
	s := newShell(t)
	s.archive()
	for _, args := range [][]string{
		{"help"}, {"help", "search"}, {"version"}, {"info", "a.daybook"}, {"info", "a.daybook", "--json"}, {"search", "a.daybook"}, {"search", "a.daybook", "--json"},
		{"verify", "a.daybook"}, {"verify", "a.daybook", "--json"}, {"export", "a.daybook", "--format", "csv", "-o", "-"}, {"export", "a.daybook", "--format", "json", "-o", "-"},
		{"import", "a.daybook", "activity.json"}, {"import", "a.daybook", "activity.json", "--json"}, {"new", "b.daybook"}, {"sample", "s.daybook"},
	} {
		var said strings.Builder
		require.Equal(t, cli.Failed, cli.Main(s.ctx, args, s.env(full{}, &said)), "%v", args)
		require.Contains(t, said.String(), "write to standard output: ", "%v", args)
		require.Equal(t, 1, strings.Count(said.String(), "\n"), "%v: %s", args, said.String())
	}
}

// An action may begin with its category, as one from an older import does;
// import removes that, but not in Daybook's own exports.
func TestAnActionWithItsCategoryInFrontComesBackFromAnExport(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	s.write("old.json", "[\n"+`{"event_id":"evt_1","actor":"ana","category":"webhook","action":"webhook.created","description":"é","timestamp":"2026-08-01T23:30:00Z"}`+"\n]\n")
	require.Contains(t, s.does("import", "a.daybook", "old.json"), "note: 1 action has its category in front, as in webhook.created, and was kept so")
	for _, format := range []string{"json", "csv"} {
		s.does("export", "a.daybook", "--format", format)
		line := decode[importLine](t, s.does("import", "a.daybook", "activity."+format, "--json"))
		require.Equal(t, 0, line.Added, format)
		require.Equal(t, 1, line.Duplicates, format)
	}
	s.write("table.csv", "event_id,actor,category,action,description,timestamp\nevt_2,ana,webhook,webhook.created,,2026-08-01T23:30:00Z\n")
	require.Contains(t, s.does("import", "a.daybook", "table.csv"), "note: 1 action had its category in front, as in webhook.created, and was read without it")
	require.Equal(t, 1, s.found("a.daybook", "--action", "webhook.created").Total)
}
