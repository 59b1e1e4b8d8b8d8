package cli_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

const timeless = `[
{"event_id":"e1","actor":"ana","category":"webhook","action":"created","description":"one","timestamp":"22/11/26 09:08:00"},
{"event_id":"e2","actor":"ana","category":"webhook","action":"created","description":"two","timestamp":"tomorrow"}
]`

func TestAFileOfWhichNothingCouldBeAddedIsAFailureThatSaysWhy(t *testing.T) {
	s := newShell(t)
	s.archive()
	s.write("none.json", timeless)
	s.write("one.json", strings.SplitAfter(timeless, "\n")[0]+strings.SplitAfter(timeless, "\n")[2]+"]")
	const why = `daybook import: none.json: nothing was added: all 2 of its records were rejected, the first at index 0: the time "22/11/26 09:08:00" has a year of two digits, as spreadsheets shorten it: export the file anew without one, or show its times as yyyy-mm-dd hh:mm:ss there before it is saved; mend the file, or export it anew, and import it again` + "\n"
	for _, flags := range [][]string{nil, {"--json"}, {"-q"}, {"--json", "-q"}} {
		r := s.run(append([]string{"import", "a.daybook", "none.json"}, flags...)...)
		require.Equal(t, cli.Failed, r.code)
		require.Equal(t, why, r.err, "%v", flags)
		require.NotEmpty(t, r.out, "the report is there all the same")
	}
	line := decode[importLine](t, s.run("import", "a.daybook", "none.json", "--json").out)
	require.Equal(t, []int{2, 0, 2}, []int{line.Read, line.Added, line.Rejected})
	require.Contains(t, s.fails("import", "a.daybook", "one.json"), "nothing was added: its one record was rejected, at index 0")
}

func TestTheOtherFilesOfAnImportAreTakenIn(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	s.write("none.json", timeless)
	s.write("activity.json", events)
	r := s.run("import", "a.daybook", "none.json", "activity.json")
	require.Equal(t, cli.Failed, r.code)
	require.Equal(t, 1, strings.Count(r.err, "\n"))
	require.Contains(t, r.out, "5 read = 5 added")
	require.Equal(t, 5, s.found("a.daybook").Total)
}

func TestAFileOfDuplicatesOrWithoutRecordsIsNoFailure(t *testing.T) {
	s := newShell(t)
	s.archive()
	s.write("troubled.json", troubled)
	s.write("empty.csv", "event_id,actor,category,action,description,timestamp\r\n")
	for _, file := range []string{"activity.json", "troubled.json", "troubled.json", "empty.csv"} {
		require.Empty(t, s.run("import", "a.daybook", file).err, file)
		require.Equal(t, cli.Done, s.run("import", "a.daybook", file).code, file)
	}
}
