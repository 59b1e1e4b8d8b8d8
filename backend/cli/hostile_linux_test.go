package cli_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

// TestNoNameOrTextShutsAnArchive runs every command that writes with names and texts
// that a disk, a shell or a mail may supply. Any answer of a command is accepted;
// afterwards the archive must open and verify.
func TestNoNameOrTextShutsAnArchive(t *testing.T) {
	s := newShell(t)
	texts := []string{
		"Aktivit\xe4t", "\xed\xa0\x80", "\xff\xfe\xfd", "two\nlines", "</script>", "\u2028", "\u202egnp", "'\"\\", `\ufffd`, " ", "-n", "\x1b[31m",
		strings.Repeat("\xff", 200), strings.Repeat("\xff", 1<<17-1), // the longest argument possible
	}
	for i, text := range texts {
		name := text
		if len(name) > 200 {
			name = name[:180+i]
		}
		name = strings.ReplaceAll(name, "/", "_")
		dir := "./" + name + ".daybook"
		s.does("new", dir, "--plan", "pro")
		commands := [][]string{
			{"import", dir, "./" + name + ".json"},
			{"import", dir, "./" + name + ".csv"}, // a file of which nothing can be read
			{"hold", dir, "--reason", text}, {"hold", dir, text, "--name", text, "--reason", "why", "--member", text},
			{"hold", dir, "--release", "H1", "--reason", text},
			{"export", dir, text, "-o", "./" + name + ".out.csv"},
			{"bundle", dir, "-o", "./" + name + ".zip", "--case", text, "--purpose", text, "--recipient", text},
			{"export", dir, "--format", "bundle", "-o", "./" + name + ".2.zip", "--case", text, "--purpose", text, "--recipient", text},
			{"checkpoint", dir, "-o", "./" + name + ".checkpoint"},
			{"plan", dir, text, "--yes"}, {"search", dir, text}, {"purge", dir, "--yes"},
		}
		require.NoError(t, os.WriteFile(name+".json", []byte(events), 0o600))
		require.NoError(t, os.WriteFile(name+".csv", []byte("event_id,actor,category,action,description,timestamp\n"+text+",x,y,z,\""+text+"\",never\n"), 0o600))
		for _, command := range commands {
			said := s.run(command...)
			if command[0] == "import" && strings.HasSuffix(command[2], ".json") {
				require.Equal(t, cli.Done, said.code, "text %d: %s", i, said.err)
			}
			r := s.run("info", dir)
			require.Equal(t, cli.Done, r.code, "text %d, after %.300q (%d, %.300s): %.300s", i, command, said.code, said.err, r.err)
		}
		require.Contains(t, s.does("info", dir), "Imports\n  1 ")
		r := s.run("verify", dir)
		require.Equal(t, cli.Done, r.code, "text %d: %.500s%.500s", i, r.out, r.err)
	}
}
