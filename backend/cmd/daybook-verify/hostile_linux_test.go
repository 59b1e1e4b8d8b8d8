package main

import (
	"archive/zip"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"daybook/backend/proof"

	"github.com/stretchr/testify/require"
)

// most is the number of bytes of memory that the verifier may take in
// addition to what the events need.
const most = 256 << 20

// peak runs the verifier as a process of its own, without any bound on its memory, and
// returns its peak memory and its output. The system counts the memory that this process
// has when it starts the other as memory of the other too, so this process uses little.
func peak(t *testing.T, verifier, bundle string) (bytes int64, out string) {
	t.Helper()
	cmd := exec.Command(verifier, bundle)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")} // without GOMEMLIMIT or GOGC
	said, err := cmd.CombinedOutput()
	require.Error(t, err, "a hostile bundle is none")
	require.Equal(t, 1, cmd.ProcessState.ExitCode(), string(said))
	return cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10, string(said)
}

// repeated returns a function that writes most of a text of about size bytes, without
// ever having all of it in memory.
func repeated(before, one, after string, size int) func(io.Writer) error {
	return func(w io.Writer) error {
		part := strings.Repeat(one, max(1, (64<<10)/len(one)))
		_, err := io.WriteString(w, before)
		for n := 0; n < size && err == nil; n += len(part) {
			_, err = io.WriteString(w, part)
		}
		if err == nil {
			_, err = io.WriteString(w, after)
		}
		return err
	}
}

// TestAHostileBundleTakesLittleMemory gives the verifier bundles in which one file is
// as large, or has as many entries, as a zip can express.
func TestAHostileBundleTakesLittleMemory(t *testing.T) {
	dir := t.TempDir()
	verifier := filepath.Join(dir, "daybook-verify")
	build, err := exec.Command("go", "build", "-o", verifier, ".").CombinedOutput()
	require.NoError(t, err, string(build))

	good, err := zip.OpenReader(filepath.Join("..", "..", "proof", "testdata", "evidence.zip"))
	require.NoError(t, err)
	defer good.Close()
	files := map[string]string{}
	var names []string
	for _, f := range good.File {
		r, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		names = append(names, f.Name)
		files[path.Base(f.Name)] = string(text)
	}
	manifest := files["manifest.json"]
	list := func(name, one string) func(io.Writer) error {
		before, rest, ok := strings.Cut(manifest, "\n  \""+name+"\": [")
		require.True(t, ok, name)
		return repeated(before+"\n  \""+name+"\": [", one, rest, 60<<20) // the list continues with its old entries
	}
	// These entries are within the bounds, and written as they must be.
	largest := func(change func(m *proof.Manifest)) func(io.Writer) error {
		return func(w io.Writer) error {
			var m proof.Manifest
			if err := json.Unmarshal([]byte(manifest), &m); err != nil {
				return err
			}
			change(&m)
			e := json.NewEncoder(w)
			e.SetEscapeHTML(false)
			e.SetIndent("", "  ")
			return e.Encode(m)
		}
	}
	text := func(name string) func(io.Writer) error {
		before, rest, ok := strings.Cut(manifest, "\""+name+"\": \"")
		require.True(t, ok, name)
		return repeated(before+"\""+name+"\": \"", "a b ", rest, 15<<20)
	}
	head, _, _ := strings.Cut(files["proofs"], "event ")
	line, _, _ := strings.Cut(files["events.jsonl"], "\n")
	within, after, ok := strings.Cut(line, `"description":"`)
	require.True(t, ok)
	within += `"description":"`
	numbers := func(kind string) func(io.Writer) error { // in rising order, as the file must have them
		return func(w io.Writer) error {
			_, err := io.WriteString(w, strings.Replace(head, "tree ", "tree 90000", 1))
			for n := 0; n < 6_000_000 && err == nil; n++ {
				_, err = fmt.Fprintf(w, kind, n)
			}
			return err
		}
	}
	zeros := strings.Repeat("0", 64)
	hostile := map[string]struct {
		name  string
		write func(io.Writer) error
	}{
		"imports":          {"manifest.json", list("imports", "{},")},
		"imports of nulls": {"manifest.json", list("imports", "null,")},
		"rejected":         {"manifest.json", list("rejected", "{},")},
		"purges":           {"manifest.json", list("purges", `{"holds":["","",""]},`)},
		"holds":            {"manifest.json", list("holds", "{},")},
		"files":            {"manifest.json", list("files", "{},")},
		"days":             {"manifest.json", list("days_without_events", "{},")},
		"many imports, in order": {"manifest.json", largest(func(m *proof.Manifest) {
			for n := range 30_000 {
				m.Imports = append(m.Imports, proof.Import{Number: n, Notes: []string{}})
			}
		})},
		"many members asked for": {"manifest.json", largest(func(m *proof.Manifest) { m.Asked.Members = slices.Repeat([]string{"a"}, 1_000_000) })},
		"a long query, in order": {"manifest.json", largest(func(m *proof.Manifest) { m.Asked.Query = strings.Repeat("a OR ", 3_000_000) })},
		"a query of many terms":  {"manifest.json", largest(func(m *proof.Manifest) { m.Asked.Query = strings.Repeat("a ", 130_000) })},
		"a long query":           {"manifest.json", text("query")},
		"a long case":            {"manifest.json", text("case")},
		"brackets":               {"manifest.json", repeated("", "[", "", 63<<20)},
		"objects in objects":     {"manifest.json", repeated("", `{"a":`, "", 63<<20)},
		"proofs of events":       {"proofs", numbers("event %d " + zeros + "\n")},
		"proofs of one event":    {"proofs", repeated(head, "event 0 "+zeros+"\n", "", 60<<20)},
		"nodes":                  {"proofs", numbers("node 0 %d " + zeros + "\n")},
		"a long line of proofs":  {"proofs", repeated(head+"event ", "1", "", 63<<20)},
		"earlier checkpoints":    {"consistency", repeated("daybook consistency 1\ntree 1000000000 "+zeros+"\nearlier 5 "+zeros+"\n", "hash "+zeros+"\n", "", 63<<20)},
		"a long checkpoint":      {"checkpoint", repeated(files["checkpoint"][:40], "a\n", "", 63<<20)},
		"a long key":             {"key.pub", repeated(files["key.pub"], "a", "", 63<<20)},
		"a long statement":       {"statement.dsse.json", repeated(files["statement.dsse.json"], "a", "", 63<<20)},
		"a long report":          {"report.html", repeated("", "<p>", "", 60<<20)},
		"a long how-to":          {"HOW-TO-VERIFY.txt", repeated("", "a", "", 60<<20)},
		"one long event":         {"events.jsonl", repeated("", "a", "\n", 60<<20)},
		"one event of long text": {"events.jsonl", repeated(within, "a", after+"\n", 35<<20)},
		"empty lines":            {"events.jsonl", repeated("", "\n", "", 60<<20)},
		"events of nothing":      {"events.jsonl", repeated("", "{}\n", "", 60<<20)},
		"one long row":           {"activity.csv", repeated("", "a", "", 60<<20)},
		"a row of many lines":    {"activity.csv", repeated("event_id,actor,category,action,description,timestamp\r\n\"", "\r\n", "", 60<<20)},
		"one long record":        {"activity.json", repeated("[\n", "a", "", 60<<20)},
		"records in a row":       {"activity.json", repeated("[\n", "{},\n", "", 60<<20)},
	}
	for name, h := range hostile {
		t.Run(name, func(t *testing.T) {
			bundle := filepath.Join(dir, "hostile.zip")
			out, err := os.Create(bundle)
			require.NoError(t, err)
			z := zip.NewWriter(out)
			z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
			for _, each := range names {
				w, err := z.CreateHeader(&zip.FileHeader{Name: each, Method: zip.Deflate})
				require.NoError(t, err)
				if path.Base(each) == h.name {
					require.NoError(t, h.write(w))
					continue
				}
				_, err = io.WriteString(w, files[path.Base(each)])
				require.NoError(t, err)
			}
			require.NoError(t, z.Close())
			info, err := out.Stat()
			require.NoError(t, err)
			require.NoError(t, out.Close())
			took, said := peak(t, verifier, bundle)
			first, _, _ := strings.Cut(said, "\n  ")
			t.Logf("%d kB of bundle took %d MB: %s", info.Size()>>10, took>>20, strings.TrimSpace(first))
			require.Less(t, took, int64(most), said)
			require.Contains(t, said, "NOT VERIFIED")
		})
	}
	t.Run("a directory of many files", func(t *testing.T) {
		bundle := filepath.Join(dir, "hostile.zip")
		out, err := os.Create(bundle)
		require.NoError(t, err)
		defer out.Close()
		z := zip.NewWriter(out)
		turns := [2]*zip.FileHeader{{Name: "data/proofs", Extra: make([]byte, 200)}, {Name: "events", Extra: make([]byte, 200)}} // few, so that this process uses little memory
		for n := range 200_000 {
			_, err := z.CreateRaw(turns[n%2])
			require.NoError(t, err)
		}
		require.NoError(t, z.Close())
		took, said := peak(t, verifier, bundle)
		t.Logf("%d MB", took>>20)
		require.Less(t, took, int64(most))
		require.Contains(t, said, "it lists more files than a bundle has")
	})
}
