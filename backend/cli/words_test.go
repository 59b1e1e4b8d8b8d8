package cli_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

func TestAPlanThatWasAskedForAndNotChangedIsAnError(t *testing.T) {
	s := newShell(t)
	s.archive()
	const said = "daybook plan: the plan was not changed; if it is to be free, add --yes\n"
	require.Equal(t, said, s.fails("plan", "a.daybook", "free"))
	require.Equal(t, said, s.fails("plan", "a.daybook", "Free", "-q"))
	r := s.run("plan", "a.daybook", "free", "--json")
	require.Equal(t, cli.Failed, r.code)
	require.Equal(t, said, r.err)
	require.Contains(t, r.out, `"changed":false`)
	require.Contains(t, s.does("plan", "a.daybook", "free", "--dry-run"), "The plan is Keep everything. It would be:")
	require.Contains(t, s.does("plan", "a.daybook"), "The plan is Keep everything.\n")
	require.Contains(t, s.does("plan", "a.daybook", "keep"), "The plan is Keep everything.\n")
	s.misuses("plan", "a.daybook", "free", "--dry-run", "--yes")

	for _, name := range []string{"Enterprise", "ENTERPRISE", "enterprise"} {
		s.does("plan", "a.daybook", name, "--yes")
		require.Contains(t, s.does("info", "a.daybook", "--json"), `"plan":"enterprise"`)
		s.does("new", name+".daybook", "--plan", name)
		require.Contains(t, s.does("info", name+".daybook", "--json"), `"plan":"enterprise"`)
	}
}

func TestTheChoicesOfAFlagAreTakenInAnyCase(t *testing.T) {
	s := newShell(t)
	s.archive()
	require.Equal(t, s.does("export", "a.daybook", "--format", "csv", "-o", "-"), s.does("export", "a.daybook", "--format", "CSV", "-o", "-", "--sort", "Timestamp"))
	s.does("import", "a.daybook", "activity.json", "--date-order", "DMY")
}

func TestJSONOfAnImportHasItsNotes(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	s.write("plain.json", events)
	s.write("zoneless.json", `[{"event_id":"e","actor":"ana","category":"webhook","action":"created","description":"one","timestamp":"2026-08-01 12:00:00"}]`)
	require.Equal(t, []string{}, decode[importLine](t, s.does("import", "a.daybook", "plain.json", "--json")).Notes)
	notes := decode[importLine](t, s.does("import", "a.daybook", "zoneless.json", "--json")).Notes
	require.Len(t, notes, 1)
	require.Contains(t, notes[0], "UTC")
	var info struct{ Imports []struct{ Notes []string } }
	require.NoError(t, json.Unmarshal([]byte(s.does("info", "a.daybook", "--json")), &info))
	require.Equal(t, []string{}, info.Imports[0].Notes)
	require.Equal(t, notes, info.Imports[1].Notes)
	require.Contains(t, s.does("import", "a.daybook", "zoneless.json"), "note: "+notes[0])
}

func TestProblemsOfABundleAreCountedInWordsThatFitTheirNumber(t *testing.T) {
	s := newShell(t)
	s.archive()
	s.does("export", "a.daybook", "--format", "bundle")
	bundle, err := os.ReadFile("evidence.zip")
	require.NoError(t, err)
	s.write("cut.zip", string(bundle[:len(bundle)/2]))
	require.Contains(t, s.fails("verify-bundle", "cut.zip"), "verify-bundle: 1 problem was found; trust nothing")

	in, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	require.NoError(t, err)
	var changed bytes.Buffer
	out := zip.NewWriter(&changed)
	for _, f := range in.File {
		r, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		w, err := out.Create(f.Name)
		require.NoError(t, err)
		_, err = w.Write(bytes.ReplaceAll(text, []byte("webhook"), []byte("webhoop")))
		require.NoError(t, err)
	}
	require.NoError(t, out.Close())
	s.write("changed.zip", changed.String())
	require.Regexp(t, `verify-bundle: ([2-9]|[1-9]\d+) problems were found; trust nothing`, s.fails("verify-bundle", "changed.zip"))
}
