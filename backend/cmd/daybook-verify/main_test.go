package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/release"
)

// What an auditor runs must be small enough to be read: no window, no store, no
// index, no network.
func TestTheVerifierLinksLittle(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	require.NoError(t, err)
	var others []string
	for path := range strings.Lines(string(out)) {
		path = strings.TrimSpace(path)
		require.NotContains(t, []string{"net", "net/http", "database/sql", "plugin"}, path)
		if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") || first == "daybook" {
			others = append(others, path)
		}
	}
	may := []string{"daybook/backend/cmd/daybook-verify", "daybook/backend/durable", "daybook/backend/event", "daybook/backend/export", "daybook/backend/integrity", "daybook/backend/numbers",
		"daybook/backend/query", "daybook/backend/release", "golang.org/x/mod/", "golang.org/x/text/"}
	for _, path := range others {
		require.True(t, slices.ContainsFunc(may, func(m string) bool { return path == m || strings.HasSuffix(m, "/") && strings.HasPrefix(path, m) }), path)
	}
	require.Contains(t, others, "daybook/backend/export")
}

func runIt(t *testing.T, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(t.Context(), args, &out, &err)
	return code, out.String(), err.String()
}

func TestTheVerifierSaysWhatItFindsAndExitsAccordingly(t *testing.T) {
	good := filepath.Join("..", "..", "export", "testdata", "evidence.zip")
	key := filepath.Join("..", "..", "export", "testdata", "bundle", "key.pub")
	checkpoint := filepath.Join("..", "..", "export", "testdata", "bundle", "checkpoint")

	code, out, stderr := runIt(t, good)
	require.Equal(t, 0, code, stderr)
	require.Contains(t, out, "Verified: 31 events, whole and unchanged.")
	require.Contains(t, out, "only the bundle vouches for its key")

	code, out, _ = runIt(t, "--key", key, good, "--checkpoint="+checkpoint, "--json")
	require.Equal(t, 0, code)
	var v map[string]any
	require.NoError(t, json.Unmarshal([]byte(out), &v))
	require.Equal(t, true, v["ok"])
	require.Equal(t, true, v["key_known"])
	require.Equal(t, true, v["checkpoint_known"])
	require.Len(t, v["problems"], 0)
	require.Len(t, v["not_proven"], 2)

	bad := filepath.Join(t.TempDir(), "bad.zip")
	data, err := os.ReadFile(good)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(bad, append(data, 0), 0o600))
	code, out, _ = runIt(t, bad)
	require.Equal(t, 1, code)
	require.Contains(t, out, "NOT VERIFIED: 1 problem.\n  the zip is damaged")
	code, out, _ = runIt(t, "--json", bad)
	require.Equal(t, 1, code)
	require.NoError(t, json.Unmarshal([]byte(out), &v))
	require.Equal(t, false, v["ok"])
	require.Len(t, v["proven"], 0)

	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{nil, 2, "it needs the file of a bundle"},
		{[]string{good, "more"}, 2, "more is one word too many"},
		{[]string{good, "--fast"}, 2, "--fast is one word too many"},
		{[]string{good, "--key"}, 2, "--key needs a file"},
		{[]string{"nowhere.zip"}, 1, "look at its name and folder"},
		{[]string{good, "--key", "nowhere"}, 1, "look at its name and folder"},
		{[]string{t.TempDir()}, 1, "is no regular file"},
	} {
		code, out, stderr := runIt(t, c.args...)
		require.Equal(t, c.code, code, c.args)
		require.Empty(t, out)
		require.Contains(t, stderr, c.says)
	}
	code, out, _ = runIt(t, "--version")
	require.Equal(t, 0, code)
	require.Equal(t, release.Describe("daybook-verify")+"\n", out)
	code, out, _ = runIt(t, "--help")
	require.Equal(t, 0, code)
	require.Equal(t, usage, out)
}
