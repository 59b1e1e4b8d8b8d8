package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAnOlderStateIsNotPurgedExportedOrImportedInto restores the files of an archive's
// folder from before a hold.
func TestAnOlderStateIsNotPurgedExportedOrImportedInto(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	s := newShell(t)
	s.archive()
	s.does("plan", "a.daybook", "free", "--yes")
	older := map[string][]byte{}
	for _, name := range []string{"journal.jsonl", "journal.head", "archive.json"} {
		data, err := os.ReadFile(filepath.Join("a.daybook", name))
		require.NoError(t, err)
		older[name] = data
	}
	s.does("hold", "a.daybook", "--reason", "Audit")
	for name, data := range older {
		require.NoError(t, os.WriteFile(filepath.Join("a.daybook", name), data, 0o600))
	}
	const way = "; put the folder back that this computer knew, or agree to this one: daybook trust a.daybook --reason TEXT\n"
	for _, words := range [][]string{
		{"purge", "a.daybook", "--yes"}, {"plan", "a.daybook", "pro", "--yes"}, {"export", "a.daybook", "--format", "csv", "-o", "x.csv"}, {"export", "a.daybook", "--format", "csv", "-o", "-"},
		{"export", "a.daybook", "--format", "bundle", "-o", "x.zip"}, {"import", "a.daybook", "activity.json"}, {"checkpoint", "a.daybook", "-o", "-"},
		{"hold", "a.daybook", "--reason", "x"}, {"key", "a.daybook", "--new", "--reason", "x"},
	} {
		if words[0] == "purge" {
			read := s.run("search", "a.daybook") // reading still works
			require.Equal(t, 0, read.code)
			require.Equal(t, "daybook search: the archive is not as this computer last knew it, and is only read: see daybook trust a.daybook\n", read.err)
		}
		r := s.run(words...)
		require.Equal(t, 1, r.code, words)
		require.Equal(t, 1, strings.Count(r.err, "\n"), r.err)
		require.Contains(t, r.err, "it is not as this computer last knew it: this computer last knew (", words)
		require.Contains(t, r.err, "5 lines of its journal, and the folder has 4. It may be an older copy, a backup, or a copy that went on elsewhere"+way, words)
		require.NotContains(t, r.out, "Webhook", words)
		require.NoFileExists(t, "x.csv")
		require.NoFileExists(t, "x.zip")
	}
	r := s.run("verify", "a.daybook")
	require.Equal(t, 1, r.code)
	require.Contains(t, r.out, "Not as this computer last knew it: 1 problem.\n")
	require.Contains(t, r.err, "it is not as this computer last knew it"+way)
	require.Contains(t, s.does("info", "a.daybook"), "  in doubt   this computer last knew (")

	r = s.run("trust", "a.daybook")
	require.Equal(t, 1, r.code)
	require.Contains(t, r.out, "The archive is not as this computer last knew it:\n  this computer last knew (")
	require.Contains(t, r.out, "5 lines in the journal, ")
	require.Contains(t, r.out, "4 lines in the journal, ")
	require.Contains(t, r.err, "nothing was agreed to; if you know why it is so, add --reason TEXT")
	require.Contains(t, s.misuses("trust", "a.daybook", "--new-key"), "--new-key needs --reason")
	require.Contains(t, s.does("trust", "a.daybook", "--reason", "From the backup"), "Agreed to the archive as it is, though:\n")
	require.Contains(t, s.does("journal", "a.daybook"), `From the backup`)
	require.Equal(t, "The archive is as this computer knows it; there is nothing to agree to.\n", s.does("trust", "a.daybook"))
	require.Contains(t, s.does("verify", "a.daybook"), "all as they were written")
	s.does("export", "a.daybook", "--format", "csv", "-o", "x.csv")
}

// TestAKeyIsMadeOnlyWhenSomebodyAgrees imports from two homes, as two users do.
func TestAKeyIsMadeOnlyWhenSomebodyAgrees(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	t.Setenv("DAYBOOK_CONFIG", one)
	s := newShell(t)
	s.archive()
	key := strings.Fields(s.does("key", "a.daybook"))
	require.Contains(t, s.does("key", "a.daybook"), "kept in a file, since ")
	t.Setenv("DAYBOOK_CONFIG", two)
	said := s.fails("import", "a.daybook", "activity.json")
	require.Contains(t, said, "its key cannot be used on this computer: key "+strings.TrimSuffix(key[2], ",")+": there is no such key on this computer; "+
		"bring its file to the folder keys beside Daybook's settings from the computer that has it, or agree to a new one: daybook key a.daybook --new --reason TEXT\n")
	require.Contains(t, s.does("key", "a.daybook"), "and not to be had here: there is no such key on this computer")
	require.Contains(t, s.misuses("key", "a.daybook", "--new"), "--new needs --reason")
	require.Contains(t, s.misuses("key", "a.daybook", "--reason", "x"), "--reason is for --new")
	require.NotContains(t, s.does("journal", "a.daybook"), "new key")
	s.does("key", "a.daybook", "--new", "--reason", "A second home")
	s.does("import", "a.daybook", "activity.json")
	require.Contains(t, s.does("journal", "a.daybook"), `The reason: "A second home".`)

	t.Setenv("DAYBOOK_CONFIG", one)
	r := s.run("import", "a.daybook", "activity.json")
	require.Equal(t, 1, r.code)
	require.Contains(t, r.err, ", which this computer does not know, and was signed with key "+strings.TrimSuffix(key[2], ","))
	require.Contains(t, s.fails("trust", "a.daybook", "--reason", "It is mine"), "or agree to a new one too: add --new-key")
	s.does("trust", "a.daybook", "--reason", "It is mine", "--new-key")
	s.does("import", "a.daybook", "activity.json")
	s.does("verify", "a.daybook")
}
