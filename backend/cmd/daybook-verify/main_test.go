package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/release"
)

// TestTheVerifierLinksLittle keeps the program that an auditor runs small
// enough to be read: no window, no store, no index and no network.
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
	may := []string{"daybook/backend/cmd/daybook-verify", "daybook/backend/durable", "daybook/backend/failure", "daybook/backend/event", "daybook/backend/encryption", "daybook/backend/terminal", "daybook/backend/proof", "daybook/backend/integrity", "daybook/backend/numbers",
		"daybook/backend/query", "daybook/backend/release", "daybook/backend/roff", "filippo.io/", "golang.org/x/crypto/", "golang.org/x/mod/", "golang.org/x/sys/", "golang.org/x/term", "golang.org/x/text/"}
	for _, path := range others {
		require.True(t, slices.ContainsFunc(may, func(m string) bool { return path == m || strings.HasSuffix(m, "/") && strings.HasPrefix(path, m) }), path)
	}
	require.Contains(t, others, "daybook/backend/proof")
}

func runIt(t *testing.T, args ...string) (code int, stdout, stderr string) {
	return runWith(t, "", args...)
}

func runWith(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

func TestTheVerifierSaysWhatItFindsAndExitsAccordingly(t *testing.T) {
	good := filepath.Join("..", "..", "proof", "testdata", "evidence.zip")
	key := filepath.Join("..", "..", "proof", "testdata", "bundle", "key.pub")
	checkpoint := filepath.Join("..", "..", "proof", "testdata", "bundle", "checkpoint")

	code, out, stderr := runIt(t, good)
	require.Equal(t, 3, code, stderr)
	require.True(t, strings.HasPrefix(out, "Signer not known: key a0ee0004. Whole in itself, as one made anew by anybody would be.\n"), out)
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

	text, err := os.ReadFile(key)
	require.NoError(t, err)
	code, out, _ = runIt(t, good, "--key", strings.TrimSpace(string(text)))
	require.Equal(t, 0, code)
	require.True(t, strings.HasPrefix(out, "Whole. Signed by key a0ee0004, which you gave.\n"), out)

	folder := t.TempDir()
	z, err := zip.OpenReader(good)
	require.NoError(t, err)
	defer z.Close()
	require.NoError(t, os.CopyFS(folder, z))
	code, out, _ = runIt(t, folder, "--key", key)
	require.Equal(t, 4, code)
	require.True(t, strings.HasPrefix(out, "Same contents, unpacked. Signed by key a0ee0004, which you gave.\n"), out)

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
		{nil, 2, "it needs a bundle"},
		{[]string{good, "more"}, 2, "more is one word too many"},
		{[]string{good, "--fast"}, 2, "--fast is one word too many"},
		{[]string{good, "--key"}, 2, "--key needs a file"},
		{[]string{"nowhere.zip"}, 1, "look at its name and folder"},
		{[]string{good, "--key", "nowhere"}, 1, "look at its name and folder"},
		{[]string{good, "--witness", key}, 1, "is no public key of a witness"},
	} {
		code, out, stderr := runIt(t, c.args...)
		require.Equal(t, c.code, code, c.args)
		require.Empty(t, out)
		require.Contains(t, stderr, c.says)
	}
}

func TestTheVerifierTellsAboutItself(t *testing.T) {
	for _, word := range []string{"--version", "-V", "-v"} {
		code, out, _ := runIt(t, word)
		require.Equal(t, 0, code)
		require.Equal(t, release.Describe("daybook-verify")+"\n", out)
	}
	for _, words := range [][]string{{"--help"}, {"-h"}, {"evidence.zip", "--key", "k", "-h"}, {"--fast", "--help"}} {
		code, out, _ := runIt(t, words...)
		require.Equal(t, 0, code)
		require.Equal(t, usage(), out)
	}
	for line := range strings.Lines(usage()) {
		require.LessOrEqual(t, len(line), 83)
	}
	for _, f := range flags {
		require.Contains(t, usage(), "\n  "+f.name+" ")
	}
	require.Contains(t, usage(), "\nExit codes:\n  0  nothing is wrong, and it is known who signed\n  1  something is wrong, or could not be checked or compared\n  2  wrong usage\n  3  the bundle is whole")
	require.Contains(t, usage(), "\n  4  the contents are whole, in a folder or in a zip that is not the one")
	for _, words := range [][]string{{"--man", "more"}, {"-v", "--json"}} {
		code, out, said := runIt(t, words...)
		require.Equal(t, 2, code)
		require.Empty(t, out)
		require.Contains(t, said, "is one word too many")
	}
	require.Equal(t, 1, run(t.Context(), []string{"--help"}, nil, brokenPipe{}, io.Discard))
}

// brokenPipe is an output that nobody reads.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestTheVerifiersManualPageIsWellMade(t *testing.T) {
	_, page, _ := runIt(t, "--man")
	require.Equal(t, manual(release.Version(), release.Date()), page)
	page = manual("v1.2.0", "2026-11-29T10:22:37Z")
	for _, lint := range [][]string{{"mandoc", "-Tlint", "-Wall"}, {"groff", "-man", "-ww", "-Tutf8", "-P-cbou", "-rLL=2000n"}} {
		t.Run(lint[0], func(t *testing.T) {
			if _, err := exec.LookPath(lint[0]); err != nil {
				t.Skip("there is no ", lint[0], " here")
			}
			cmd := exec.Command(lint[0], lint[1:]...)
			cmd.Stdin = strings.NewReader(page)
			var out, said strings.Builder
			cmd.Stdout, cmd.Stderr = &out, &said
			require.NoError(t, cmd.Run(), out.String())
			require.Empty(t, said.String())
			if lint[0] == "mandoc" {
				require.Empty(t, out.String())
				return
			}
			read := strings.Join(strings.Fields(out.String()), " ")
			for _, f := range flags {
				require.Contains(t, read, strings.Join(strings.Fields(f.name+" "+f.value+" "+sentence(f.says)), " "))
			}
			for _, text := range []string{arguments, purpose, examples, "daybook-verify v1.2.0 2026-11-29"} {
				require.Contains(t, read, strings.Join(strings.Fields(text), " "))
			}
		})
	}
}
