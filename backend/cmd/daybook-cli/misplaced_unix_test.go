//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// instead are things that a zip, a memory stick or a share may bring in the place of
// a file or folder, each made at a path; outside is somebody's folder.
var instead = []struct {
	name string
	make func(path, outside string) error
}{
	{"a link to a folder", func(path, outside string) error { return os.Symlink(outside, path) }},
	{"a link to a file", func(path, outside string) error { return os.Symlink(filepath.Join(outside, "letter.txt"), path) }},
	{"a link to nothing", func(path, outside string) error { return os.Symlink(filepath.Join(outside, "none"), path) }},
	{"a link to itself", func(path, _ string) error { return os.Symlink(filepath.Base(path), path) }},
	{"a link to a device", func(path, _ string) error { return os.Symlink("/dev/zero", path) }},
	{"a pipe", func(path, _ string) error { return syscall.Mkfifo(path, 0o600) }},
	{"a folder", func(path, _ string) error { return os.Mkdir(path, 0o700) }},
	{"a huge file of holes", func(path, _ string) error {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		defer f.Close()
		return f.Truncate(3 << 30)
	}},
	{"a second name of somebody's file", func(path, outside string) error { return os.Link(filepath.Join(outside, "letter.txt"), path) }},
	{"what was there, moved and linked", nil},
}

// put makes one of these things at a path.
func put(t *testing.T, kind int, path, outside string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	if instead[kind].make == nil {
		moved := filepath.Join(outside, "moved")
		if os.Rename(path, moved) != nil { // the place was empty
			require.NoError(t, os.WriteFile(moved, []byte("precious"), 0o600))
		}
		require.NoError(t, os.Symlink(moved, path))
		return
	}
	require.NoError(t, os.RemoveAll(path))
	require.NoError(t, instead[kind].make(path, outside))
}

// spots are the places of an archive with one import and a hold, and of files that
// may be there for a while.
var spots = []string{
	"archive.json", "archive.json.new", "archive.copy", "archive.copy.new", "purged", "purged.new", "CURRENT", "CURRENT.new", "LOCK", "journal.jsonl", "journal.head", "journal.head.new",
	"segments", "orders", "tree", "imports", "snapshots", "work",
	"tree/0", "tree/1", "segments/000001", "segments/000002", "work/000002", "orders/000002", "orders/000003",
	"orders/000002/ranks", "imports/000001.json", "imports/000002.json", "snapshots/000002.json", "snapshots/000003.json",
	"segments/000001/seal.json", "segments/000001/columns", "segments/000001/ids", "segments/000001/descriptions",
	"segments/000001/events", "segments/000001/events/000001.sst", "segments/000001/events/MANIFEST", "segments/000001/events/KEYREGISTRY",
	"segments/000001/index", "segments/000001/index/store", "segments/000001/index/store/root.bolt", "segments/000001/index/prefixes",
	"segments/000001/index/index_meta.json",
}

// uses are all commands that take an archive.
var uses = [][]string{
	{"import", "a.daybook", "in/second.json"}, {"search", "a.daybook", "webhook"}, {"export", "a.daybook", "--format", "csv", "-o", "out/new.csv"},
	{"export", "a.daybook", "--format", "bundle", "-o", "out/new.zip"}, {"info", "a.daybook"}, {"verify", "a.daybook"}, {"journal", "a.daybook"},
	{"check-file", "a.daybook", "in/first.json"}, {"checkpoint", "a.daybook", "-o", "out/new.checkpoint"},
	{"purge", "a.daybook", "--yes"}, {"hold", "a.daybook", "member:bo", "--reason", "r"}, {"hold", "a.daybook", "--list"},
	{"hold", "a.daybook", "--release", "H1"}, {"plan", "a.daybook", "free", "--yes"}, {"plan", "a.daybook"}, {"sample", "a.daybook", "--events", "10"},
	{"new", "a.daybook"}, {"key", "a.daybook"}, {"key", "a.daybook", "--new", "--reason", "r"}, {"trust", "a.daybook", "--reason", "r"},
}

// These bounds apply to every command, however large or endless its input is.
const (
	mostTime   = 30 * time.Second // enough on a busy machine; a program that waits for a pipe waits for ever
	mostMemory = 1 << 30          // bytes
)

// ends runs a command, which must end within its bounds, and with a message if it fails.
func ends(t *testing.T, w world, said string, args ...string) int {
	t.Helper()
	p := w.start(t, args...)
	p.wait(mostTime)
	select {
	case <-p.ended:
	default:
		p.kill()
		require.Fail(t, "it hangs", said)
	}
	code, text := p.ProcessState.ExitCode(), p.err.String()
	require.Contains(t, []int{0, 1}, code, "%s: %s", said, text)
	if code == 1 {
		require.Regexp(t, `(?m)^daybook `+args[0]+`: \S+`, text, said)
	}
	require.NotContains(t, text, "goroutine", said)
	memory := p.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
	require.Less(t, memory, int64(mostMemory), said)
	return code
}

// smallWorld makes a folder with an archive of a few events, files, and
// somebody's folder beside them.
func smallWorld(t *testing.T) (home string, base world) {
	t.Helper()
	home = inMemory(t)
	base = world{filepath.Join(home, "base")}
	for _, folder := range []string{"", "in", "out", "tmp", "outside", "outside/000001/events"} {
		require.NoError(t, os.MkdirAll(base.path(folder), 0o700))
	}
	for _, name := range []string{"letter.txt", "000001.json", "0", "ranks", "000001/events/000001.sst"} {
		require.NoError(t, os.WriteFile(base.path("outside/"+name), []byte("precious"), 0o600))
	}
	for i, name := range []string{"first", "second"} {
		require.NoError(t, os.WriteFile(base.path("in/"+name+".json"), feed(i, 40), 0o600))
	}
	base.does(t, "new", "a.daybook", "--plan", "pro")
	base.does(t, "import", "a.daybook", "in/first.json")
	base.does(t, "hold", "a.daybook", "member:ana", "--reason", "a matter")
	return home, base
}

// contents returns the names below a folder, with the bytes of files.
func contents(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		text := strings.TrimPrefix(path, dir) + " " + d.Type().String()
		if info, err := d.Info(); err == nil && d.Type().IsRegular() && info.Size() < 1<<20 {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			text += fmt.Sprintf(" %v %x", info.Mode(), data)
		}
		all = append(all, text)
		return nil
	}))
	return all
}

// TestEveryCommandEndsAndTouchesNothingOutsideWhateverIsInAnArchive puts each of these
// things in each place of an archive. In the short measure every second kind is put in
// a place, and a single command meets it; both alternate.
func TestEveryCommandEndsAndTouchesNothingOutsideWhateverIsInAnArchive(t *testing.T) {
	home, base := smallWorld(t)
	tried, refused := 0, 0
	for i, spot := range spots {
		for kind := range instead {
			for k, args := range uses {
				if !long && (k != (i*len(instead)+kind)%len(uses) || (i+kind)%2 != 0) {
					continue
				}
				w := base.copied(t, filepath.Join(home, "w"))
				put(t, kind, w.path("a.daybook/"+spot), w.path("outside"))
				outside := contents(t, w.path("outside"))
				said := fmt.Sprintf("%s at %s, %q", instead[kind].name, spot, args)
				refused += ends(t, w, said, args...)
				require.Equal(t, outside, contents(t, w.path("outside")), said)
				tried++
			}
		}
	}
	t.Logf("%d times, refused %d times", tried, refused)
	require.GreaterOrEqual(t, tried, len(spots)*len(instead)/2)
	require.Greater(t, refused, tried/3)
}

// TestEveryCommandEndsWhateverItIsGiven puts each of these things where a command is
// told to read or to write, and where the archive's key is.
func TestEveryCommandEndsWhateverItIsGiven(t *testing.T) {
	home, base := smallWorld(t)
	base.does(t, "export", "a.daybook", "--format", "bundle", "-o", "out/whole.zip")
	base.does(t, "checkpoint", "a.daybook", "-o", "out/whole.checkpoint")
	key := base.names(t, "config/keys")[0]
	for _, c := range []struct {
		spot   string
		writes bool // whether the command writes a file there
		args   []string
	}{
		{"in/x", false, []string{"import", "a.daybook", "in/x"}},
		{"in/x", false, []string{"import", "a.daybook", "in/second.json", "in/x"}},
		{"in/x", false, []string{"check-file", "a.daybook", "in/x"}},
		{"in/x", false, []string{"verify-bundle", "in/x"}},
		{"in/x", false, []string{"verify-bundle", "out/whole.zip", "--key", "in/x"}},
		{"in/x", false, []string{"verify-bundle", "out/whole.zip", "--checkpoint", "in/x"}},
		{"in/x", false, []string{"checkpoint", "a.daybook", "--compare", "in/x"}},
		{"x.daybook", false, []string{"info", "x.daybook"}},
		{"x.daybook", false, []string{"new", "x.daybook"}},
		{"x.daybook", false, []string{"sample", "x.daybook", "--events", "10"}},
		{"out/x", true, []string{"export", "a.daybook", "--format", "csv", "-o", "out/x"}},
		{"out/x", true, []string{"export", "a.daybook", "--format", "json", "-o", "out/x"}},
		{"out/x", true, []string{"export", "a.daybook", "--format", "bundle", "-o", "out/x"}},
		{"out/x", true, []string{"checkpoint", "a.daybook", "-o", "out/x"}},
		{"config/keys/" + key, false, []string{"import", "a.daybook", "in/second.json"}},
		{"config/keys/" + key, false, []string{"export", "a.daybook", "--format", "csv", "-o", "out/new.csv"}},
		{"config/keys/" + key, false, []string{"purge", "a.daybook", "--yes"}},
		{"config/keys/" + key, false, []string{"hold", "a.daybook", "--release", "H1"}},
	} {
		for kind := range instead {
			w := base.copied(t, filepath.Join(home, "w"))
			put(t, kind, w.path(c.spot), w.path("outside"))
			outside := contents(t, w.path("outside"))
			said := fmt.Sprintf("%s at %s, %q", instead[kind].name, c.spot, c.args)
			code := ends(t, w, said, c.args...)
			if c.writes {
				require.Equal(t, 1, code, said) // nothing is replaced without a request
			}
			if !strings.HasPrefix(c.spot, "x.") { // the name x.* may lead elsewhere, which was requested
				require.Equal(t, outside, contents(t, w.path("outside")), said)
			}
			for _, name := range w.names(t, "out") {
				require.False(t, strings.HasSuffix(name, ".tmp"), said)
			}
		}
	}
	require.True(t, slices.ContainsFunc(contents(t, base.path("outside")), func(line string) bool {
		return bytes.Contains([]byte(line), []byte(fmt.Sprintf("%x", "precious")))
	}))
}
