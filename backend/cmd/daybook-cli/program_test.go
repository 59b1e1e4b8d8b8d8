package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Tests of the effects of a kill, a power cut or foreign files need the program
// itself, as a process built as it is shipped.

// built returns the path of the program, which is built once. It is in the tests'
// own configuration folder and is removed with it.
var built = sync.OnceValues(func() (string, error) {
	path := filepath.Join(os.Getenv("DAYBOOK_CONFIG"), "program")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w: %s", err, out)
	}
	return path, nil
})

// long reports whether the long measure was requested.
var long = os.Getenv("DAYBOOK_LONG") != ""

// either returns the full figure or the reduced figure.
func either(full, short int) int {
	if long {
		return full
	}
	return short
}

// randomly returns the source from which a test draws: a new seed each time in the
// long measure, and always the same seed in the short measure.
func randomly(t *testing.T) *rand.Rand {
	seed := uint64(1)
	if long {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 1))
}

// inMemory returns a folder on a disk in memory, if the system has one.
func inMemory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "daybook")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// A world is a folder with everything that the program reads and writes:
// archives, their keys, files to import, and a folder to write to.
type world struct{ dir string }

func (w world) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

// command returns the program with these arguments, ready to run in the world.
func (w world) command(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	path, err := built()
	require.NoError(t, err)
	cmd := exec.Command(path, args...)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "DAYBOOK_CONFIG="+w.path("config"), "DAYBOOK_KEYCHAIN=off", "HOME="+w.dir, "TMPDIR="+w.path("tmp"))
	return cmd
}

// run runs the program and returns its output and exit code.
func (w world) run(t testing.TB, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	p := w.start(t, args...)
	<-p.ended
	return p.out.String(), p.err.String(), p.ProcessState.ExitCode()
}

// does runs a command that must succeed, and returns its output.
func (w world) does(t testing.TB, args ...string) string {
	t.Helper()
	out, said, code := w.run(t, args...)
	require.Zero(t, code, "%q: %s%s", args, out, said)
	return out
}

// A process is the running program.
type process struct {
	*exec.Cmd
	out, err shared
	ended    chan struct{} // closed when it has ended
}

func (w world) start(t testing.TB, args ...string) *process {
	t.Helper()
	p := &process{Cmd: w.command(t, args...), ended: make(chan struct{})}
	p.Stdout, p.Stderr = &p.out, &p.err
	require.NoError(t, p.Start())
	go func() {
		p.Wait()
		close(p.ended)
	}()
	t.Cleanup(p.kill)
	return p
}

func (p *process) kill() {
	p.Process.Kill()
	<-p.ended
}

// done reports whether the program has ended successfully.
func (p *process) done(t testing.TB) bool {
	t.Helper()
	select {
	case <-p.ended:
		require.Zero(t, p.ProcessState.ExitCode(), "%q: %s%s", p.Args, &p.out, &p.err)
		return true
	default:
		return false
	}
}

// wait waits that long, or until the program has ended.
func (p *process) wait(most time.Duration) {
	select {
	case <-p.ended:
	case <-time.After(most):
	}
}

// shared holds what a process has written so far.
type shared struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *shared) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// A state is everything that an archive's commands say about it, except what differs
// between two runs of the same commands. The zero state is that of no archive.
type state struct {
	Made      bool
	Events    int    `json:"events"`
	Conflicts int    `json:"conflicts"`
	TreeSize  int64  `json:"tree_size"`
	Plan      string `json:"plan"`
	Imports   []struct {
		File     string `json:"file"`
		SHA256   string `json:"sha256"`
		Added    int    `json:"added"`
		Rejected int    `json:"rejected"`
	} `json:"imports"`
	Keys  []struct{} `json:"keys"` // only their number counts
	Holds []heldState
	Shown string // hash of the output of search
}

type heldState struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
	Query  string `json:"query"`
	Events int    `json:"events"`
}

// state verifies an archive, requires that its folder has nothing that it does not
// name, and returns its state. verify comes first: it opens the remains of an
// interruption as any command does.
func (w world) state(t testing.TB, archive string) state {
	t.Helper()
	var verified struct {
		OK       bool     `json:"ok"`
		Events   int      `json:"events"`
		Problems []string `json:"problems"`
	}
	decode(t, w.does(t, "verify", archive, "--json"), &verified)
	require.True(t, verified.OK)
	require.Empty(t, verified.Problems)
	s := state{Made: true}
	info := w.does(t, "info", archive, "--json")
	decode(t, info, &s)
	require.Equal(t, s.Events, verified.Events)
	w.requireTidy(t, archive, info)
	for line := range strings.Lines(w.does(t, "hold", archive, "--list", "--json")) {
		var h heldState
		decode(t, line, &h)
		s.Holds = append(s.Holds, h)
	}
	var page struct {
		Total  int             `json:"total"`
		Events json.RawMessage `json:"events"`
		Facets json.RawMessage `json:"facets"`
	}
	decode(t, w.does(t, "search", archive, "--json", "--facets", "--sort", "description"), &page)
	require.Equal(t, s.Events, page.Total)
	s.Shown = fmt.Sprintf("%x", sha256.Sum256(append(page.Events, page.Facets...)))
	return s
}

func decode(t testing.TB, line string, v any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(line), v), "%s", line)
}

// requireTidy requires that an archive's folder has what info says, and nothing more.
func (w world) requireTidy(t testing.TB, archive, said string) {
	t.Helper()
	var info struct {
		Segments int               `json:"segments"`
		Imports  []json.RawMessage `json:"imports"`
	}
	decode(t, said, &info)
	for sub, want := range map[string]int{"work": 0, "segments": info.Segments, "snapshots": 2, "orders": 1, "imports": len(info.Imports)} {
		require.Len(t, w.names(t, archive+"/"+sub), want, sub)
	}
	require.NoError(t, filepath.WalkDir(w.path(archive), func(path string, _ os.DirEntry, err error) error {
		require.False(t, strings.HasSuffix(path, ".new"), "%s was being replaced", path)
		return err
	}))
}

// names returns the names of everything in a folder.
func (w world) names(t testing.TB, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(w.path(folder))
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// segments returns the names of an archive's segments, none if there is no archive.
func (w world) segments(archive string) (names []string) {
	entries, _ := os.ReadDir(w.path(archive + "/segments"))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// manySegments is the number of segments that an archive may keep before an import
// joins some.
const manySegments = 32

// newWorld fills a folder: an archive with two imports, a hold and events that are due, an
// archive that has one segment too many after its next import, and files to import.
func newWorld(t testing.TB, dir string, n int) world {
	t.Helper()
	w := world{dir}
	for _, folder := range []string{"in", "out", "tmp", "empty.daybook"} {
		require.NoError(t, os.Mkdir(w.path(folder), 0o700))
	}
	for i, name := range []string{"first", "second", "third", "fourth"} {
		require.NoError(t, os.WriteFile(w.path("in/"+name+".json"), feed(i, n), 0o600))
	}
	require.NoError(t, os.Mkdir(w.path("in/folder"), 0o700))
	for i, name := range []string{"one", "other"} {
		require.NoError(t, os.WriteFile(w.path("in/folder/"+name+".json"), feed(5+i, n/2), 0o600))
	}
	args := []string{"import", "many.daybook"}
	for i := range manySegments {
		name := fmt.Sprintf("in/small%d.json", i)
		require.NoError(t, os.WriteFile(w.path(name), feed(10+i, 3), 0o600))
		args = append(args, name)
	}
	w.does(t, "new", "many.daybook")
	w.does(t, args...)
	require.Len(t, w.names(t, "many.daybook/segments"), manySegments)
	w.does(t, "new", "a.daybook", "--plan", "pro")
	w.does(t, "import", "a.daybook", "in/first.json")
	w.does(t, "hold", "a.daybook", "member:ana", "--reason", "a matter")
	w.does(t, "export", "a.daybook", "--format", "csv", "-o", "out/old.csv", "member:ana")
	return w
}

// feed returns an export of n events, every second of which is older than what
// 30 days keep.
func feed(seed, n int) []byte {
	rnd := rand.New(rand.NewPCG(uint64(seed), 2))
	var b bytes.Buffer
	b.WriteString("[\n")
	now := time.Now().UTC()
	for i := range n {
		age := time.Duration(rnd.Int64N(int64(20 * 24 * time.Hour)))
		if i%2 == 0 {
			age += 40 * 24 * time.Hour
		}
		event := map[string]string{
			"event_id": fmt.Sprintf("evt_%d_%d", seed, i), "actor": []string{"ana@example.com", "system", "bo@example.com"}[rnd.IntN(3)],
			"category": "webhook", "action": []string{"created", "delivered"}[rnd.IntN(2)],
			"description": fmt.Sprintf("Webhook %016x was met", rnd.Uint64()), "timestamp": now.Add(-age).Format(time.RFC3339Nano),
		}
		text, _ := json.Marshal(event) // strings can always be encoded
		b.Write(text)
		if i < n-1 {
			b.WriteString(",\n")
		}
	}
	b.WriteString("\n]\n")
	return b.Bytes()
}

// copied copies a world, with the modes of its files but without some archives, in the
// place of an earlier copy.
func (w world) copied(t testing.TB, dir string, without ...string) world {
	t.Helper()
	require.NoError(t, os.RemoveAll(dir))
	require.NoError(t, filepath.WalkDir(w.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel := strings.TrimPrefix(path, w.dir)
		if d.IsDir() {
			if slices.Contains(without, d.Name()) {
				return fs.SkipDir
			}
			return os.Mkdir(dir+rel, 0o700)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.WriteFile(dir+rel, data, info.Mode().Perm())
	}))
	return world{dir}
}
