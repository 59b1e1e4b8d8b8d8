package window

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/cli"
	"daybook/backend/ledger"
	"daybook/backend/sample"
)

// sameMoment is the fixed clock, so that window and command line agree to the byte.
var sameMoment = time.Date(2027, 1, 2, 3, 4, 5, 0, time.UTC)

// A setting is an archive, and the files that this computer keeps beside it, which can
// be restored.
type setting struct{ archive, config, kept string }

func (s setting) keep(t *testing.T) {
	t.Helper()
	require.NoError(t, os.CopyFS(filepath.Join(s.kept, "archive"), os.DirFS(s.archive)))
	require.NoError(t, os.CopyFS(filepath.Join(s.kept, "config"), os.DirFS(s.config)))
}

func (s setting) putBack(t *testing.T) {
	t.Helper()
	require.NoError(t, archive.Remove(s.archive))
	require.NoError(t, os.RemoveAll(s.config))
	require.NoError(t, os.CopyFS(s.archive, os.DirFS(filepath.Join(s.kept, "archive"))))
	require.NoError(t, os.CopyFS(s.config, os.DirFS(filepath.Join(s.kept, "config"))))
}

// taken reads files and removes them.
func taken(t *testing.T, paths ...string) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, os.Remove(path))
		files[filepath.Base(path)] = data
	}
	return files
}

func commandLine(t *testing.T, args ...string) string {
	t.Helper()
	var out, told bytes.Buffer
	code := cli.Main(context.Background(), args, cli.Env{Stdout: &out, Stderr: &told, Program: "daybook test", Now: func() time.Time { return sameMoment }})
	require.Zero(t, code, told.String())
	return out.String()
}

// With the same archive in the same state, at the same time, each file and each line of
// the journal is the same, whether the window or the command line handed it out.
func TestWindowAndCommandLineDoTheSameToTheByte(t *testing.T) {
	first, d := started(t, slices.Collect(sample.Events(1, 2000)))
	s := setting{archive: shown(t, first).Path, config: os.Getenv("DAYBOOK_CONFIG"), kept: t.TempDir()}
	require.NoError(t, first.CloseArchive())
	s.keep(t)
	out := t.TempDir()
	at := func(name string) string { return filepath.Join(out, name) }
	names := []string{at("activity.csv"), at("activity.json"), at("evidence.zip"), at("a.checkpoint")}
	journal := filepath.Join(s.archive, "journal.jsonl")

	a := windowOn(d)
	a.w.now = func() time.Time { return sameMoment }
	t.Cleanup(func() { require.NoError(t, a.w.End()) })
	d.folder = s.archive
	_, err := a.ChooseArchive()
	require.NoError(t, err)
	asked := search("member:ana")
	all, err := a.SelectMatching(MatchingRequest{Search: asked})
	require.NoError(t, err)
	require.NotZero(t, all.Count)
	chosen := Selection{Token: all.Token}
	ends := func(id string, err error) Task {
		t.Helper()
		require.NoError(t, err)
		task := d.ended(t, id)
		require.Equal(t, TaskDone, task.Phase, task.Fault)
		return task
	}
	d.target = names[0]
	ends(a.Export(ExportRequest{Format: FormatCSV, Selection: chosen, Search: asked}))
	require.Equal(t, "activity.csv", d.proposed)
	d.target = names[1]
	ends(a.Export(ExportRequest{Format: FormatJSON, Selection: chosen, Search: asked}))
	d.target = names[2]
	ends(a.ExportBundle(BundleRequest{Selection: chosen, Search: asked, CaseName: "C-17", Purpose: "review", Recipient: "Example"}))
	d.target = names[3]
	_, err = a.SaveCheckpoint()
	require.NoError(t, err)
	verdict := ends(a.Verify()).Verdict
	require.NoError(t, a.CloseArchive())
	lines, err := os.ReadFile(journal)
	require.NoError(t, err)
	files := taken(t, names...)

	s.putBack(t)
	commandLine(t, "export", s.archive, "member:ana", "--format", "csv", "-o", names[0])
	commandLine(t, "export", s.archive, "member:ana", "--format", "json", "-o", names[1])
	commandLine(t, "export", s.archive, "member:ana", "--format", "bundle", "-o", names[2], "--case", "C-17", "--purpose", "review", "--recipient", "Example")
	commandLine(t, "checkpoint", s.archive, "-o", names[3])
	var said struct {
		OK       bool
		Events   int
		Root     string
		Problems []string
	}
	require.NoError(t, json.Unmarshal([]byte(commandLine(t, "verify", s.archive, "--json")), &said))
	again, err := os.ReadFile(journal)
	require.NoError(t, err)
	require.Equal(t, string(lines), string(again))
	for name, data := range taken(t, names...) {
		require.True(t, bytes.Equal(files[name], data), name)
	}
	require.Equal(t, [3]any{verdict.OK, verdict.Events, verdict.Root}, [3]any{said.OK, said.Events, said.Root})
	require.Equal(t, verdict.Problems, said.Problems)
}

// Apart from the events the archives differ in id and key, and so in tree and report.
func TestTheSampleOfTheWindowIsThatOfTheCommandLine(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, t.TempDir())
	}
	d := &testDesktop{tasks: make(chan Task, 10)}
	a := windowOn(d)
	id, err := a.OpenSample()
	require.NoError(t, err)
	require.Equal(t, TaskDone, d.ended(t, id).Phase)
	ofWindow := shown(t, a).Path
	require.NoError(t, a.w.End())
	t.Cleanup(func() { require.NoError(t, archive.Remove(ofWindow)) })
	other := filepath.Join(t.TempDir(), "other.daybook")
	commandLine(t, "sample", other)

	imported := func(path string) (planned ledger.ImportPlanned) {
		all, err := os.ReadFile(filepath.Join(path, "journal.jsonl"))
		require.NoError(t, err)
		for line := range bytes.Lines(all) {
			var l struct {
				Kind string
				Data json.RawMessage
			}
			require.NoError(t, json.Unmarshal(line, &l))
			if l.Kind == ledger.KindImportPlanned {
				require.NoError(t, json.Unmarshal(l.Data, &planned))
			}
		}
		planned.Checkpoint, planned.Report = "", ""
		return planned
	}
	require.Equal(t, "sample", imported(ofWindow).Source)
	require.Equal(t, imported(other), imported(ofWindow))
	events := func(path string) string { return commandLine(t, "export", path, "--format", "json", "-o", "-") }
	require.True(t, events(other) == events(ofWindow), "other events")
}
