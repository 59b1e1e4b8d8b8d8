package cli_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/proof"
)

// asOne is what verify-bundle --json says of an opening.
type asOne struct {
	proof.VerdictJSON
	Opening *struct {
		OK      bool   `json:"ok"`
		Number  int64  `json:"number"`
		Part    string `json:"part"`
		LeftOut bool   `json:"left_out"`
		Text    string `json:"text"`
		Why     string `json:"why"`
	} `json:"opening"`
}

func TestWhatABundleLeavesOutCanBeShownLaterAndIsProved(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook", "--plan", "keep")
	s.write("in.json", `[
{"event_id":"evt_1","actor":"ana@example.com","category":"auth","action":"signin","description":"Signed in from the lab","timestamp":"2026-07-01T00:00:00Z"},
{"event_id":"evt_2","actor":"bob@example.com","category":"auth","action":"signin","description":"Signed in","timestamp":"2026-07-02T00:00:00Z"}]`)
	s.does("import", "a.daybook", "in.json")
	s.does("export", "a.daybook", "--format", "bundle", "--redact", "member,description", "-o", "less.zip")
	for _, name := range []string{proof.EventsName, proof.JSONName, proof.CSVName, proof.ReportName, proof.ManifestName} {
		require.NotContains(t, inZip(t, "less.zip", name), "ana@example.com")
	}
	out := s.does("open-part", "a.daybook", "0", "member", "--recipient", "Court of Appeal", "--purpose", "C-17")
	require.Contains(t, out, "Wrote ")
	require.Contains(t, s.does("journal", "a.daybook"), `Opened the member of event number 0, to "`+s.dir+`/event-0-member.opening.json", for "Court of Appeal", purpose: "C-17".`)
	journal, err := os.ReadFile("a.daybook/journal.jsonl")
	require.NoError(t, err)
	require.NotContains(t, string(journal), "ana@example.com")
	require.Contains(t, s.does("check-file", "a.daybook", "event-0-member.opening.json"), "is as it was exported")

	require.Contains(t, s.does("verify-bundle", "less.zip", "--opening", "event-0-member.opening.json"),
		"\nOpened: the member of event number 0, which this bundle leaves out, is proved to be\n  ana@example.com\n")
	v := decode[asOne](t, s.does("verify-bundle", "less.zip", "--opening", "event-0-member.opening.json", "--json"))
	require.True(t, v.OK && v.Opening.OK && v.Opening.LeftOut)
	require.Equal(t, "ana@example.com", v.Opening.Text)
	s.does("export", "a.daybook", "--format", "bundle", "-o", "all.zip")
	require.Contains(t, s.does("verify-bundle", "all.zip", "--opening", "event-0-member.opening.json"), "which this bundle shows, too")

	text := s.does("open-part", "a.daybook", "1", "description", "-o", "-")
	require.Contains(t, text, `"text": "Signed in"`)
	s.does("export", "a.daybook", "id:evt_1", "--format", "bundle", "--redact", "description", "-o", "one.zip")
	s.write("second.json", text)
	r := s.run("verify-bundle", "one.zip", "--opening", "second.json")
	require.Equal(t, 1, r.code)
	require.Contains(t, r.err, "the opening shows nothing in this bundle: the bundle has no event number 1")
	require.NotContains(t, r.out, "Opened:")
	s.write("moved.json", strings.Replace(text, `"number": 1,`, `"number": 0,`, 1))
	r = s.run("verify-bundle", "one.zip", "--opening", "moved.json", "--json")
	require.Equal(t, 1, r.code)
	require.Contains(t, r.err, "the bundle has another description for event number 0")
	require.Empty(t, decode[asOne](t, r.out).Opening.Text, "a text that nothing proves is not shown")
	s.write("foreign.json", strings.Replace(text, `"archive": "`, `"archive": "0`, 1))
	require.Contains(t, s.run("verify-bundle", "less.zip", "--opening", "foreign.json").err, "it is of another archive")
	s.write("changed.json", strings.Replace(text, "Signed in", "Signed up", 1))
	require.Contains(t, s.fails("verify-bundle", "less.zip", "--opening", "changed.json"), "changed.json is no opening, or it was changed")
	require.Contains(t, s.fails("verify-bundle", "less.zip", "--opening", "nowhere.json"), "there is no file nowhere.json")

	require.Contains(t, s.fails("open-part", "a.daybook", "0", "member"), "is there already")
	require.Contains(t, s.fails("open-part", "a.daybook", "0", "details"), "event number 0: the event has no details")
	require.Contains(t, s.fails("open-part", "a.daybook", "9", "member"), "or it was purged: then its salt went with it")
	for _, args := range [][]string{{"a.daybook", "0"}, {"a.daybook", "0", "what"}, {"a.daybook", "x", "member"}, {"a.daybook", "0", "member", "more"}} {
		require.Equal(t, 2, s.run(append([]string{"open-part"}, args...)...).code, args)
	}
}

// TestAPurgedEventCannotBeOpened also checks that an opening that was made before still
// opens what was handed over before.
func TestAPurgedEventCannotBeOpened(t *testing.T) {
	s := newShell(t)
	s.archive()
	s.does("export", "a.daybook", "--format", "bundle", "--redact", "member", "-o", "less.zip")
	s.does("open-part", "a.daybook", "0", "member", "-o", "before.json")
	s.does("plan", "a.daybook", "free", "--yes")
	s.does("purge", "a.daybook", "--yes")
	require.Contains(t, s.fails("open-part", "a.daybook", "0", "member", "-o", "after.json"), "nothing of it can be shown any more")
	require.NoFileExists(t, "after.json")
	require.Contains(t, s.does("verify-bundle", "less.zip", "--opening", "before.json"), "is proved to be")
}
