package cli_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write what the commands print to testdata")

// A transcript is the output of commands, as a person sees it, with the golden
// file that it must equal.
type transcript struct {
	*shell
	golden string
	text   strings.Builder
}

func newTranscript(t *testing.T, name string) *transcript {
	golden, err := filepath.Abs(filepath.Join("testdata", name+".txt"))
	require.NoError(t, err)
	return &transcript{shell: newShell(t), golden: golden}
}

// types runs a command and records its output; %q and the like are not used.
func (tr *transcript) types(args ...string) {
	tr.t.Helper()
	r := tr.run(args...)
	words := make([]string, len(args))
	for i, arg := range args {
		if words[i] = arg; arg == "" || strings.ContainsAny(arg, " \"*") {
			words[i] = "'" + arg + "'"
		}
	}
	fmt.Fprintf(&tr.text, "$ daybook %s\n%s", strings.Join(words, " "), r.out)
	if r.err != "" {
		fmt.Fprintf(&tr.text, "-- standard error\n%s", r.err)
	}
	if r.code != 0 {
		fmt.Fprintf(&tr.text, "-- exit %d\n", r.code)
	}
	tr.text.WriteString("\n")
}

// matches compares the transcript with its golden file.
func (tr *transcript) matches() {
	tr.t.Helper()
	got := strings.ReplaceAll(tr.text.String(), tr.dir, "/HOME")
	for _, v := range volatile {
		got = v.is.ReplaceAllString(got, v.as)
	}
	if *update {
		require.NoError(tr.t, os.WriteFile(tr.golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(tr.golden)
	require.NoError(tr.t, err, "run the test with -update to make it")
	wanted, printed := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range min(len(wanted), len(printed)) {
		require.Equal(tr.t, wanted[i], printed[i], "line %d of %s", i+1, filepath.Base(tr.golden))
	}
	require.Len(tr.t, printed, len(wanted), "lines of %s", filepath.Base(tr.golden))
}

func TestHelpReadsAsItShould(t *testing.T) {
	tr := newTranscript(t, "help")
	tr.types("help")
	for _, name := range []string{"new", "import", "search", "export", "info", "verify", "verify-bundle", "journal", "check-file", "checkpoint", "proof", "key", "trust",
		"purge", "hold", "plan", "sample", "help", "version"} {
		tr.types("help", name)
	}
	tr.types("version")
	tr.matches()
	for _, line := range strings.Split(tr.text.String(), "\n") {
		require.LessOrEqual(t, len([]rune(line)), 80, "%s", line)
	}
}

// troubled is an export with an example of everything that an import reports.
const troubled = `[
{"event_id":"evt_02","actor":"system","category":"webhook","action":"delivered","description":"Webhook delivered: generation.completed","timestamp":"2026-08-01T23:30:00.25Z"},
{"event_id":"evt_03","actor":"system","category":"webhook","action":"disabled","description":"Webhook endpoint was disabled for good","timestamp":"2026-08-02T17:39:42Z"},
{"event_id":"evt_06","actor":"李小龍@northwind.com","category":"bug_report","action":"submitted","description":"Filename\u202egpj.exe\u001b[31m, and a text that goes on for much longer than a line of a terminal has room for","timestamp":"2026-08-04 12:00:00"},
{"event_id":"","actor":"system","category":"webhook","action":"delivered","description":"","timestamp":"2026-08-04T12:00:00Z"},
{"event_id":"evt_07","actor":"system","category":"webhook","action":"delivered","description":"","timestamp":"yesterday"}
]`

func TestALifeWithAnArchive(t *testing.T) {
	tr := newTranscript(t, "life")
	tr.types("new", "Northwind 2026.daybook", "--plan", "pro")
	tr.write("activity.json", events)
	tr.write("troubled.json", troubled)
	tr.types("import", "Northwind 2026.daybook", "activity.json", "troubled.json", "--zone", "Europe/Paris")
	tr.types("import", "Northwind 2026.daybook", "troubled.json", "--json")
	tr.types("search", "Northwind 2026.daybook")
	tr.types("search", "Northwind 2026.daybook", "webhook", "--zone", "Europe/Paris", "--", "-delivered")
	tr.types("search", "Northwind 2026.daybook", `"bfl/flux"`, "--json")
	tr.types("search", "Northwind 2026.daybook", "--conflicts", "--asc")
	tr.types("search", "Northwind 2026.daybook", "--category", "webhook", "--facets", "--sort", "action")
	tr.types("search", "Northwind 2026.daybook", "--category", "webhook", "--import", "2", "--json")
	tr.types("search", "Northwind 2026.daybook", "webhook", "AND", "on:2026-08-02")
	tr.types("search", "Northwind 2026.daybook", "--page", "2")
	tr.types("export", "Northwind 2026.daybook", "--format", "csv", "webhook", "-o", "-")
	tr.types("export", "Northwind 2026.daybook", "--format", "json", "--after", "2026-08-03", "--before", "2026-08-04", "-o", "august.json")
	tr.types("export", "Northwind 2026.daybook", "--format", "json")
	tr.types("export", "Northwind 2026.daybook", "--format=json", "--force")
	tr.types("export", "Northwind 2026.daybook", "--format=csv")
	tr.types("info", "Northwind 2026.daybook", "--zone", "Asia/Tokyo")
	tr.types("info", "Northwind 2026.daybook", "--json")
	tr.types("verify", "Northwind 2026.daybook")
	tr.types("verify", "Northwind 2026.daybook", "--json")
	tr.width = 80
	tr.types("search", "Northwind 2026.daybook")
	tr.width = 50
	tr.types("search", "Northwind 2026.daybook", "--conflicts")
	tr.matches()
}

func TestWhatTheJournalSaysAndProves(t *testing.T) {
	tr := newTranscript(t, "evidence")
	tr.types("new", "a.daybook", "--plan", "pro")
	tr.write("activity.json", events)
	tr.types("checkpoint", "a.daybook", "-o", "empty.checkpoint")
	tr.types("import", "a.daybook", "activity.json")
	tr.types("checkpoint", "a.daybook", "-o", "a.checkpoint")
	tr.types("checkpoint", "a.daybook", "-o", "-")
	tr.types("export", "a.daybook", "--format", "csv", "webhook", "--after", "2026-08-02", "-o", "webhooks.csv")
	tr.types("export", "a.daybook", "--format", "json", "-o", "-")
	tr.types("verify", "a.daybook")
	tr.types("check-file", "a.daybook", "webhooks.csv")
	require.NoError(t, os.Rename("webhooks.csv", "renamed.csv"))
	tr.types("check-file", "a.daybook", "renamed.csv", "--json")
	tr.types("check-file", "a.daybook", "activity.json")
	tr.types("check-file", "a.daybook", "missing.csv")
	tr.types("checkpoint", "a.daybook", "--compare", "a.checkpoint")
	tr.types("checkpoint", "a.daybook", "--compare", "empty.checkpoint", "--json")
	tr.types("new", "b.daybook")
	tr.types("import", "b.daybook", "activity.json")
	tr.types("checkpoint", "b.daybook", "--compare", "a.checkpoint")
	tr.types("checkpoint", "b.daybook", "--compare", "activity.json")
	tr.types("checkpoint", "b.daybook", "-o", "a.checkpoint")
	tr.types("journal", "a.daybook", "--zone", "Europe/Paris")
	tr.types("journal", "b.daybook", "--json")
	tr.matches()
}

func TestWhatIsSaidAboutWrongUsage(t *testing.T) {
	tr := newTranscript(t, "misuse")
	tr.archive()
	for _, line := range []string{
		"", "serach a.daybook webhook", "a.daybook", "somewhere/else", "--json search a.daybook", "verify-bundle",
		"new", "new a b", "new a --plan gold", "import a.daybook", "import", "import a.daybook -", "import a.daybook activity.json --date-order ymd",
		"search", "search a.daybook webhook -delivered", "search a.daybook --page 0", "search a.daybook --asc --desc", "search a.daybook --action created",
		"search a.daybook on:2026-02-30", "search a.daybook --after 2026-13-01", "search a.daybook --before noon", "search a.daybook --sort size",
		"search a.daybook --import one", "search a.daybook --zone Paris",
		"export a.daybook", "export a.daybook --format xml", "export a.daybook --format bundle -o -", "export a.daybook --format csv --case C-17", "info a.daybook more", "info", "verify", "sample a.daybook --events 0",
		"sample s.daybook --seed -1", "journal", "journal a.daybook 3", "check-file a.daybook", "check-file a.daybook x y", "checkpoint a.daybook", "checkpoint a.daybook -o x --compare y",
		"purge", "purge a.daybook b", "purge a.daybook --now noon", "hold", "hold a.daybook", "hold a.daybook webhook", "hold a.daybook webhook --list",
		"hold a.daybook --list --release H1", "hold a.daybook --list --reason x", "hold a.daybook on:never --reason x", "plan a.daybook gold", "plan a.daybook --yes", "plan a.daybook pro more", "help me", "help search export", "version 2",
	} {
		var words []string
		if line != "" {
			words = strings.Split(line, " ")
		}
		tr.misuses(words...)
		tr.types(words...)
	}
	tr.matches()
}

func TestWhatIsSaidAboutRefusals(t *testing.T) {
	tr := newTranscript(t, "refusals")
	tr.archive()
	tr.write("notes.txt", "Remember the milk.\n")
	require.NoError(t, os.MkdirAll("folder/inside", 0o700))
	for _, words := range [][]string{
		{"new", "a.daybook"}, {"new", "folder"}, {"new", "notes.txt"},
		{"info", "missing.daybook"}, {"search", "folder", "x"}, {"verify", "notes.txt"},
		{"import", "a.daybook", "missing.json"}, {"import", "a.daybook", "folder"}, {"import", "a.daybook", "notes.txt"},
		{"export", "a.daybook", "--format", "json", "-o", "notes.txt"}, {"export", "a.daybook", "--format", "json", "-o", "folder", "--force"},
		{"sample", "a.daybook"},
	} {
		tr.fails(words...)
		tr.types(words...)
	}
	tr.types("import", "a.daybook", "missing.json", "activity.json", "notes.txt")
	tr.matches()
}
