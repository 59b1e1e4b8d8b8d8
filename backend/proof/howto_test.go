package proof_test

import (
	"daybook/backend/proof/prooftest"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/query"
)

// howToParts are the commands and the program that HOW-TO-VERIFY.txt shows.
func howToParts(t *testing.T, text string) (commands []string, program string) {
	for line := range strings.Lines(text) {
		if command, ok := strings.CutPrefix(line, "    $ "); ok {
			commands = append(commands, strings.TrimSpace(command))
		}
	}
	_, rest, ok := strings.Cut(text, "    # check.py begins\n")
	require.True(t, ok)
	body, _, ok := strings.Cut(rest, "    # check.py ends\n")
	require.True(t, ok)
	for line := range strings.Lines(body) {
		program += strings.TrimPrefix(line, "    ")
	}
	return commands, program
}

// The commands that an auditor is told to type work, and find changes.
func TestTheCommandsOfHowToVerifyWork(t *testing.T) {
	for _, tool := range []string{"sh", "unzip", "sha256sum", "openssl", "python3", "sed", "base64"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s", tool)
		}
	}
	events := append(prooftest.Samples(60), prooftest.Exhibits()...)
	for i := range events {
		events[i].Description = strings.ReplaceAll(events[i].Description, "\x00", "") // which older Pythons cannot read in CSV
	}
	s := prooftest.NewSource(events)
	for name, numbers := range map[string][]int64{
		"some": append(pick(rand.New(rand.NewPCG(1, 9)), len(events)-1), int64(len(events)-1)),
		"all":  nil,
	} {
		if name == "all" {
			for at := range int64(len(events)) {
				numbers = append(numbers, at)
			}
		}
		dir := t.TempDir()
		data := prooftest.Written(s.Bundle(numbers, query.DefaultOrder()))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "evidence.zip"), data, 0o600))
		folder := filepath.Join(dir, "evidence")
		require.NoError(t, os.Mkdir(folder, 0o700))
		commands, program := howToParts(t, unzipped(t, data)["HOW-TO-VERIFY.txt"])
		require.Len(t, commands, 8)
		require.NoError(t, os.WriteFile(filepath.Join(folder, "check.py"), []byte(program), 0o600))
		shell := func(command string) (string, error) {
			c := exec.Command("sh", "-c", command)
			c.Dir = folder
			out, err := c.CombinedOutput()
			return string(out), err
		}
		for _, command := range commands {
			out, err := shell(command)
			require.NoError(t, err, "%s\n%s", command, out)
			switch {
			case strings.Contains(command, "manifest.json"):
				require.Equal(t, 9, strings.Count(out, ": OK\n"), out)
			case strings.HasSuffix(command, "sha256sum -c"):
				require.Equal(t, "manifest.json: OK\n", out)
			case strings.Contains(command, "pkeyutl"):
				require.Equal(t, 2, strings.Count(out, "Signature Verified Successfully"), out)
			case strings.Contains(command, "check.py"):
				require.Contains(t, out, "events are proven, of ")
				require.Equal(t, strings.HasSuffix(command, " checkpoint"), strings.Contains(out, "the history continues the checkpoint of "), out)
			}
		}
		other := slices.Clone(events)
		other[1].Description += "."
		n := int64(len(events))
		for says, kept := range map[string]string{
			"the history continues the checkpoint of":          s.Kept(n/2, s.Key),
			"the history continues the checkpoint of ":         s.Kept(n/2*3/2, s.Key),
			"the history is not the one of the checkpoint of":  prooftest.NewSource(other).Kept(n/2, s.Key),
			"the history is not the one of the checkpoint of ": prooftest.NewSource(other).Kept(n, s.Key),
			"there is no proof from a checkpoint of":           s.Kept(n/2+1, s.Key),
		} {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "kept"), []byte(kept), 0o600))
			out, err := shell("python3 check.py ../kept")
			require.Equal(t, strings.Contains(says, "continues"), err == nil, out)
			require.Contains(t, out, says)
		}
		if name != "some" {
			continue
		}
		changed := make(map[string][]byte)
		for file, change := range map[string]struct{ from, to, says string }{
			"events.jsonl":  {`"actor":"`, `"actor":"x`, "is not the one that is proven"},
			"activity.json": {`"actor":"`, `"actor":"x`, "activity.json has other events"},
			"activity.csv":  {"system", "System", "activity.csv has other events"},
			"checkpoint":    {"\n\n", "\n\n\n", ""},
			"proofs":        {"event ", "node ", ""},
		} {
			path := filepath.Join(folder, file)
			good, err := os.ReadFile(path)
			require.NoError(t, err)
			bad := []byte(strings.Replace(string(good), change.from, change.to, 1))
			require.NoError(t, os.WriteFile(path, bad, 0o600))
			if change.says != "" {
				out, err := shell("python3 check.py")
				require.Error(t, err)
				require.Contains(t, out, change.says)
			}
			require.NoError(t, os.WriteFile(path, good, 0o600))
			changed[path] = bad
		}
		for path, bad := range changed {
			require.NoError(t, os.WriteFile(path, bad, 0o600))
		}
		out, err := shell(commands[1])
		require.Error(t, err)
		require.Equal(t, len(changed), strings.Count(out, ": FAILED\n"), out)
	}
}
