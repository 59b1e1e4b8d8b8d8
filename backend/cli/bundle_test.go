package cli_test

import (
	"archive/zip"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"daybook/backend/proof"

	"github.com/stretchr/testify/require"
)

// inZip returns the text of a file in a zip.
func inZip(t *testing.T, path, name string) string {
	z, err := zip.OpenReader(path)
	require.NoError(t, err)
	defer z.Close()
	f, err := z.Open(z.File[0].Name[:strings.Index(z.File[0].Name, "/")+1] + proof.Path(name))
	require.NoError(t, err)
	text, err := io.ReadAll(f)
	require.NoError(t, err)
	return string(text)
}

func TestABundleOfWhatMatchesVerifiesWithoutItsArchive(t *testing.T) {
	s := newShell(t)
	s.does("sample", "s.daybook", "--events", "3000", "--seed", "5")
	s.does("export", "s.daybook", "webhook", "--category", "webhook", "--format", "csv", "--sort", "member")
	r := s.run("export", "s.daybook", "webhook", "--category", "webhook", "--format", "bundle", "--sort", "member",
		"--case", "C-17", "--purpose", "=review <b>", "--recipient", "Example & Partners")
	require.Equal(t, 0, r.code, r.err)
	require.Contains(t, r.err, "and verified it")

	v := decode[proof.VerdictJSON](t, s.does("verify-bundle", "evidence.zip", "--json"))
	require.True(t, v.OK)
	require.False(t, v.Complete)
	csv, err := os.ReadFile("activity.csv")
	require.NoError(t, err)
	require.Equal(t, string(csv), inZip(t, "evidence.zip", "activity.csv"))
	require.Equal(t, strings.Count(string(csv), "\r\n")-1, v.Events)

	var m proof.Manifest
	require.NoError(t, json.Unmarshal([]byte(inZip(t, "evidence.zip", "manifest.json")), &m))
	require.Equal(t, []string{"C-17", "=review <b>", "Example & Partners"}, []string{m.Case, m.Purpose, m.Recipient})
	require.Equal(t, "all", m.Asked.Selection)
	require.Equal(t, "webhook", m.Asked.Typed)
	require.Equal(t, []string{"webhook"}, m.Asked.Categories)
	require.Equal(t, proof.Counts{Archive: 3000, Matching: v.Events, Selected: v.Events, Exported: v.Events}, m.Counts)
	require.Len(t, m.Imports, 1)
	require.Equal(t, v.Events, m.Imports[0].Exported)
	require.Positive(t, m.Journal.Lines)
	require.Contains(t, inZip(t, "evidence.zip", "report.html"), "=review &lt;b&gt;")

	require.Contains(t, s.fails("export", "s.daybook", "--format", "bundle"), "evidence.zip is there already")
	s.does("export", "s.daybook", "--format", "bundle", "--force")
	v = decode[proof.VerdictJSON](t, s.does("verify-bundle", "evidence.zip", "--json"))
	require.True(t, v.OK && v.Complete)
	require.Equal(t, 3000, v.Events)

	s.does("export", "s.daybook", "no-such-word", "--format", "bundle", "-o", "none.zip")
	require.Zero(t, decode[proof.VerdictJSON](t, s.does("verify-bundle", "none.zip", "--json")).Events, "that none matched is proved, too")
}

func TestABundleContinuesTheCheckpointsThatWereKept(t *testing.T) {
	s := newShell(t)
	s.archive()
	s.does("checkpoint", "a.daybook", "-o", "saved.checkpoint")
	s.does("export", "a.daybook", "--format", "bundle", "-o", "first.zip")
	s.write("first.checkpoint", inZip(t, "first.zip", "checkpoint"))
	before := decode[proof.VerdictJSON](t, s.does("verify-bundle", "first.zip", "--json"))
	s.write("more.json", `[{"event_id":"evt_more","actor":"ana","category":"auth","action":"signin","description":"Signed in","timestamp":"2026-08-01T00:00:00Z"}]`)
	s.does("import", "a.daybook", "more.json")
	s.does("export", "a.daybook", "id:evt_more", "--format", "bundle", "-o", "second.zip")
	s.does("checkpoint", "a.daybook", "-o", "later.checkpoint")

	for _, kept := range []string{"saved.checkpoint", "first.checkpoint"} {
		v := decode[proof.VerdictJSON](t, s.does("verify-bundle", "second.zip", "--json", "--checkpoint", kept))
		require.True(t, v.OK && v.CheckpointKnown, kept)
		require.Equal(t, before.TreeSize, v.CheckpointSize)
		require.Equal(t, before.TreeSize+1, v.TreeSize)
	}
	r := s.run("verify-bundle", "first.zip", "--checkpoint", "later.checkpoint")
	require.Equal(t, 1, r.code)
	require.Contains(t, r.out, "Whole. Signed by key ")
	require.Contains(t, r.out, "NOT COMPARED with the checkpoint that you gave: it is of ")
	require.Contains(t, r.err, "the bundle is whole, but could not be compared with the checkpoint that you gave: it is of ")
	require.NotContains(t, r.out+r.err, "trust nothing")
}

func TestABundleIsInTheJournalBeforeItIsThere(t *testing.T) {
	s := newShell(t)
	s.archive()
	s.does("export", "a.daybook", "--format", "bundle", "--case", "C-17")
	before, err := os.ReadFile("a.daybook/journal.jsonl")
	require.NoError(t, err)
	require.Contains(t, string(before), `"kind":"bundle"`)
	require.Contains(t, string(before), `"case":"C-17"`)

	require.Contains(t, s.fails("export", "a.daybook", "--format", "bundle", "-o", "missing/e.zip"), "missing")
	after, err := os.ReadFile("a.daybook/journal.jsonl")
	require.NoError(t, err)
	require.Equal(t, strings.Count(string(before), `"kind":"bundle"`), strings.Count(string(after), `"kind":"bundle"`))
}
