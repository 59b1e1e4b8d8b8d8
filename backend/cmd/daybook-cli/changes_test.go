package main

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A change is a command that writes, which is cut short in the middle.
type change struct {
	name    string
	archive string
	makes   bool       // the archive
	target  string     // file that it writes; "" for none
	args    []string   // of the program
	steps   [][]string // commands that lead to all the states that there may be; args alone where nil
}

// changes are all commands that write, with what each may leave.
var changes = []change{
	{name: "new", archive: "new.daybook", makes: true, args: []string{"new", "new.daybook", "--plan", "pro"}},
	{name: "new in an empty folder", archive: "empty.daybook", makes: true, args: []string{"new", "empty.daybook"}},
	{name: "sample", archive: "new.daybook", makes: true, args: []string{"sample", "new.daybook", "--events", "700"},
		steps: [][]string{{"new", "new.daybook"}, {"sample", "new.daybook", "--events", "700"}}},
	{name: "import", args: []string{"import", "a.daybook", "in/second.json", "--json"}},
	{name: "imports", args: []string{"import", "a.daybook", "in/second.json", "in/third.json", "in/fourth.json", "--json"},
		steps: [][]string{{"import", "a.daybook", "in/second.json"}, {"import", "a.daybook", "in/third.json"}, {"import", "a.daybook", "in/fourth.json"}}},
	{name: "import and join", archive: "many.daybook", args: []string{"import", "many.daybook", "in/second.json", "--json"}},
	{name: "purge", args: []string{"purge", "a.daybook", "--yes"}},
	{name: "hold", args: []string{"hold", "a.daybook", "member:bo", "--reason", "another matter"}},
	{name: "release", args: []string{"hold", "a.daybook", "--release", "H1", "--reason", "closed"}},
	{name: "plan", args: []string{"plan", "a.daybook", "free", "--yes"}},
	{name: "csv", target: "out/new.csv", args: []string{"export", "a.daybook", "--format", "csv", "-o", "out/new.csv"}},
	{name: "json", target: "out/new.json", args: []string{"export", "a.daybook", "--format", "json", "-o", "out/new.json"}},
	{name: "csv over another", target: "out/old.csv", args: []string{"export", "a.daybook", "--format", "csv", "-o", "out/old.csv", "--force"}},
	{name: "bundle", target: "out/new.zip", args: []string{"export", "a.daybook", "--format", "bundle", "-o", "out/new.zip"}},
	{name: "checkpoint", target: "out/new.checkpoint", args: []string{"checkpoint", "a.daybook", "-o", "out/new.checkpoint"}},
	{name: "folder", args: []string{"import", "a.daybook", "in/folder", "--json"}},
	{name: "key", args: []string{"key", "a.daybook", "--new", "--reason", "another computer"}},
	{name: "verify", args: []string{"verify", "a.daybook"}},
}

func (c *change) of() string {
	if c.archive == "" {
		return "a.daybook"
	}
	return c.archive
}

// copied is a copy of a world without the archives that the change does not touch.
func (c *change) copied(t testing.TB, base world, dir string) world {
	t.Helper()
	return base.copied(t, dir, slices.DeleteFunc([]string{"a.daybook", "many.daybook"}, func(name string) bool {
		return name == c.of() || name == "a.daybook" && c.target != ""
	})...)
}

// An outcome is what a change leads to where nothing cuts it short.
type outcome struct {
	states  []state // there are on the way; the first one is that before
	written []byte  // the target
	old     []byte  // what was there before; nil for nothing
	took    time.Duration
}

// outcome is found in copies of a world.
func (c *change) outcome(t testing.TB, base world, scratch string) (o outcome) {
	t.Helper()
	w := c.copied(t, base, scratch)
	if c.makes {
		o.states = append(o.states, state{})
	} else {
		o.states = append(o.states, w.state(t, c.of()))
	}
	if c.target != "" {
		o.old, _ = os.ReadFile(w.path(c.target)) // none is nothing
	}
	steps := c.steps
	if steps == nil {
		steps = [][]string{c.args}
	}
	for _, args := range steps {
		w.does(t, args...)
		o.states = append(o.states, w.state(t, c.of()))
	}
	if c.target != "" {
		var err error
		o.written, err = os.ReadFile(w.path(c.target))
		require.NoError(t, err)
	}
	o.took = time.Hour
	for range 3 { // what others do on this machine only adds to it
		w = c.copied(t, base, scratch)
		from := time.Now()
		w.does(t, c.args...)
		o.took = min(o.took, time.Since(from))
	}
	return o
}

// after is what was seen of a change before it was cut short.
type after struct {
	done  bool // its program ended well
	files int  // that an import told it had taken in
}

// seen is what a process has told so far.
func (c *change) seen(t testing.TB, p *process) after {
	done := p.done(t) // first: what it wrote until then is whole
	seen := after{done: done}
	if c.args[0] == "import" {
		seen.files = strings.Count(p.out.String(), "\n")
	}
	return seen
}

// check looks at a world in which a change was cut short, and returns which of the
// states it found. The archive is whole and in one of them, in the last one if the
// change was done; a file is complete or absent; and whoever was stopped can do it
// again and leaves nothing behind.
func (c *change) check(t testing.TB, w world, o outcome, seen after) int {
	t.Helper()
	said := fmt.Sprintf("%s, %+v", c.name, seen)
	at := 0
	found := w.segments(c.of())
	if _, _, code := w.run(t, "info", c.of()); !c.makes || code == 0 {
		s := w.state(t, c.of())
		// A segment of which something was lost that can be made again is made again,
		// under another number.
		require.Subset(t, found, w.segments(c.of()), said)
		// Where a state comes again, as where a change only adds a line to the journal,
		// the last one of them is meant.
		for i := range o.states {
			if equalStates(o.states[i], s) {
				at = i
			}
		}
		require.Equal(t, o.states[at], s, said)
	}
	last := len(o.states) - 1
	require.GreaterOrEqual(t, at, seen.files, said)
	if seen.done {
		require.Equal(t, last, at, said)
	}
	if c.target != "" {
		c.checkTarget(t, w, o, seen)
	}
	require.Empty(t, w.names(t, "tmp"), said) // where others may read
	if c.makes {
		if at < last {
			w.does(t, c.args...)
			require.Equal(t, o.states[last], w.state(t, c.of()), said)
		}
		require.Subset(t, []string{"a.daybook", "config", "empty.daybook", "in", "lost+found", "many.daybook", "new.daybook", "out", "tmp"}, w.names(t, "."), said)
	}
	// The computer knows this state, and takes what is done next.
	w.does(t, "hold", c.of(), "--empty", "--reason", "after it")
	return at
}

func equalStates(x, y state) bool { return fmt.Sprint(x) == fmt.Sprint(y) }

// checkTarget looks at the file that a change writes.
func (c *change) checkTarget(t testing.TB, w world, o outcome, seen after) {
	t.Helper()
	said := fmt.Sprintf("%s, %+v", c.name, seen)
	data, err := os.ReadFile(w.path(c.target))
	switch {
	case os.IsNotExist(err):
		require.False(t, seen.done, said)
		require.Nil(t, o.old, said)
	case o.old != nil && string(data) == string(o.old):
		require.NoError(t, err)
		require.False(t, seen.done, said)
	default:
		require.NoError(t, err)
		switch path.Ext(c.target) {
		case ".csv", ".json":
			require.Equal(t, string(o.written), string(data), said)
			w.does(t, "check-file", "a.daybook", c.target)
		case ".zip":
			w.does(t, "verify-bundle", c.target)
			w.does(t, "check-file", "a.daybook", c.target)
		default:
			w.does(t, "checkpoint", "a.daybook", "--compare", c.target)
		}
	}
	// What was begun beside it goes with the next file that is written there.
	w.does(t, "export", "a.daybook", "--format", "csv", "-o", "out/next.csv")
	for _, name := range w.names(t, "out") {
		require.True(t, slices.Contains([]string{"next.csv", "old.csv", path.Base(c.target)}, name), "%s left %s", said, name)
	}
}
