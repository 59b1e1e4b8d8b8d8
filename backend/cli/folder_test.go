package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/cli"
)

type folderLine struct {
	importLine
	Files []archive.ImportedFile `json:"files"`
}

func TestAFolderIsOneImport(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	require.NoError(t, os.MkdirAll("logs/2026", 0o700))
	s.write("logs/2026/activity.json", events)
	s.write("activity.json", events)
	s.write("logs/README.md", "These are logs.\n")
	s.write("logs/.DS_Store", "x")
	r := s.run("import", "a.daybook", "logs")
	require.Equal(t, cli.Done, r.code, r.err)
	require.Empty(t, r.err)
	require.Contains(t, r.out, "logs (Activity feed, import 1)\n  6 read = 5 added + 0 duplicates + 1 rejected\n  note: 1 file was taken in as one\n")
	require.Contains(t, r.out, "  rejected: README.md: it is neither JSON nor CSV with a header\n")
	got := decode[folderLine](t, s.does("import", "a.daybook", "logs", "--json"))
	require.Equal(t, []int{6, 0, 1}, []int{got.Read, got.Added, got.Rejected})
	require.Len(t, got.Files, 3)
	require.Equal(t, "2026/activity.json", got.Files[1].File)
	require.Equal(t, 5, got.Files[1].Duplicates)

	// Each file of the folder is known.
	require.Contains(t, s.does("check-file", "a.daybook", "logs/2026/activity.json"), "import 1  2026-11-22 18:40:00")
	require.Contains(t, s.does("check-file", "a.daybook", "logs/README.md"), "logs, README.md: refused: it is neither JSON")

	// The same files as one import, and each by itself.
	s.does("new", "b.daybook")
	require.Contains(t, s.does("import", "b.daybook", "--as-one", "logs", "activity.json"), "logs and 1 more (Activity feed, import 1)\n  11 read = 5 added + 5 duplicates + 1 rejected\n")
	s.does("new", "c.daybook")
	r = s.run("import", "c.daybook", "logs", "activity.json")
	require.Equal(t, cli.Done, r.code)
	require.Equal(t, 2, strings.Count(r.out, "import "))
	require.Empty(t, s.run("verify", "c.daybook").err)
}

func TestAFileOfAFolderThatCannotBeReadIsToldAndTheRestIsTakenIn(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	require.NoError(t, os.MkdirAll("logs", 0o700))
	s.write("logs/activity.json", events)
	s.write("logs/bad.json.gz", "\x1f\x8b\x08\x00")
	r := s.run("import", "a.daybook", "logs")
	require.Equal(t, cli.Failed, r.code)
	require.Equal(t, "daybook import: logs: 1 file could not be read, the first bad.json.gz: its packed data is cut short; what else is in it was taken in; import it again when that is mended\n", r.err)
	require.Contains(t, r.out, "5 added")
	require.Contains(t, s.fails("import", "a.daybook", "a.daybook"), "it is the folder of an archive of Daybook")
}

func TestManyFilesByThemselvesGetAWord(t *testing.T) {
	s := newShell(t)
	dir, err := os.MkdirTemp("/dev/shm", "daybook") // in memory, so that no test waits for a disk
	if err != nil {
		dir = t.TempDir()
	}
	defer os.RemoveAll(dir)
	a := filepath.Join(dir, "a.daybook")
	s.does("new", a)
	args := []string{"import", a}
	for i := range 70 {
		name := fmt.Sprintf("%d.json", i)
		s.write(name, strings.ReplaceAll(events, `"event_id":"`, fmt.Sprintf(`"event_id":"%d-`, i)))
		args = append(args, name)
	}
	const word = "daybook import: each of the 70 files is an import of its own; --as-one takes them in as one, which is much quicker\n"
	r := s.run(args...)
	require.Equal(t, cli.Done, r.code)
	require.Equal(t, word, r.err)
	require.Equal(t, 70, strings.Count(r.out, "5 read = 5 added"))
	require.Empty(t, s.run(append(args, "--as-one")...).err)
	require.Empty(t, s.run(append(args, "-q")...).err)
	require.Equal(t, 350, s.found(a).Total)
	require.Empty(t, s.run("verify", a).err)
}
