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

// A change is a command that writes, and that is interrupted.
type change struct {
	name    string
	archive string
	makes   bool       // whether it makes the archive
	target  string     // file that it writes; "" if none
	args    []string   // arguments of the program
	steps   [][]string // commands that lead through all possible states; nil for args alone
}

// changes are all commands that write, with the states that each may leave.
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

// copied returns a copy of a world without the archives that the change does not touch.
func (c *change) copied(t testing.TB, base world, dir string) world {
	t.Helper()
	return base.copied(t, dir, slices.DeleteFunc([]string{"a.daybook", "many.daybook"}, func(name string) bool {
		return name == c.of() || name == "a.daybook" && c.target != ""
	})...)
}

// An outcome is the result of a change that is not interrupted.
type outcome struct {
	states  []state // states on the way, beginning with that before the change
	written []byte  // content of the target
	old     []byte  // previous content of the target; nil if none
	took    time.Duration
}

// outcome determines the outcome of the change in copies of a world.
func (c *change) outcome(t testing.TB, base world, scratch string) (o outcome) {
	t.Helper()
	w := c.copied(t, base, scratch)
	if c.makes {
		o.states = append(o.states, state{})
	} else {
		o.states = append(o.states, w.state(t, c.of()))
	}
	if c.target != "" {
		o.old, _ = os.ReadFile(w.path(c.target)) // nil if there is none
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
	for range 3 { // other work on this machine only adds to the time
		w = c.copied(t, base, scratch)
		from := time.Now()
		w.does(t, c.args...)
		o.took = min(o.took, time.Since(from))
	}
	return o
}

// after holds what was observed of a change before it was interrupted.
type after struct {
	done  bool // its program succeeded
	files int  // files that an import reported as taken in
}

// seen returns what a process has printed so far.
func (c *change) seen(t testing.TB, p *process) after {
	done := p.done(t) // first, so that all output up to then is complete
	seen := after{done: done}
	if c.args[0] == "import" {
		seen.files = strings.Count(p.out.String(), "\n")
	}
	return seen
}

// check examines a world in which a change was interrupted, and returns which of
// the states it found. The archive must be intact and in one of them, in the last
// if the change was done; a file must be complete or absent; and repeating the
// change must succeed and leave nothing behind.
func (c *change) check(t testing.TB, w world, o outcome, seen after) int {
	t.Helper()
	said := fmt.Sprintf("%s, %+v", c.name, seen)
	at := 0
	found := w.segments(c.of())
	if _, _, code := w.run(t, "info", c.of()); !c.makes || code == 0 {
		s := w.state(t, c.of())
		// If a derived part of a segment was lost, the segment is built again under
		// another number.
		require.Subset(t, found, w.segments(c.of()), said)
		// If a state occurs more than once, as when a change only adds a line to the
		// journal, the last one is meant.
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
	require.Empty(t, w.names(t, "tmp"), said) // a folder that others can read
	if c.makes {
		if at < last {
			w.does(t, c.args...)
			require.Equal(t, o.states[last], w.state(t, c.of()), said)
		}
		require.Subset(t, []string{"a.daybook", "config", "empty.daybook", "in", "lost+found", "many.daybook", "new.daybook", "out", "tmp"}, w.names(t, "."), said)
	}
	// The computer knows this state, and accepts the next change.
	w.does(t, "hold", c.of(), "--empty", "--reason", "after it")
	return at
}

func equalStates(x, y state) bool { return fmt.Sprint(x) == fmt.Sprint(y) }

// checkTarget examines the file that a change writes.
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
	// An unfinished file beside it is removed with the next file that is written there.
	w.does(t, "export", "a.daybook", "--format", "csv", "-o", "out/next.csv")
	for _, name := range w.names(t, "out") {
		require.True(t, slices.Contains([]string{"next.csv", "old.csv", path.Base(c.target)}, name), "%s left %s", said, name)
	}
}
