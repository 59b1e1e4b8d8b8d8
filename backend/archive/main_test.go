package archive_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/folder"
	"daybook/backend/keys/keystest"
)

// Some promises can only be tested on a process of its own: one that is killed
// in the middle, that may die of a full disk, whose memory is measured or that
// runs as another user. Such a child is this test binary, started again.

const (
	childName = "DAYBOOK_TEST_CHILD"
	childTask = "DAYBOOK_TEST_TASK"
)

// A task is what a child is to do.
type task struct {
	Dir     string
	Seed    uint64
	N       int
	Text    int   // bytes of each description, where not those of plain
	Stop    int   // step of a change at which to wait or to fill the disk of Working, from 1; 0 is none
	Merge   bool  // after the import
	Create  bool  // before it
	Shrink  []int // arguments of archive.Shrink, so that a small import has many lots and segments
	Flips   []flip
	Working string // a folder to work in
	Want    string // the answers of the undamaged archive
}

// children are what a child can do, by name.
var children = map[string]func(task) error{}

// What a child ends with.
const (
	exitDone     = 0
	exitError    = 1 // the error is its last line
	exitNoSpace  = 3 // the error wraps folder.ErrNoSpace
	exitOrphaned = 4
)

func TestMain(m *testing.M) {
	name := os.Getenv(childName)
	if name == "" {
		os.Exit(keystest.Run(m))
	}
	go func() { // a child does not outlive the test that started it
		io.Copy(io.Discard, os.Stdin)
		os.Exit(exitOrphaned)
	}()
	var todo task
	err := json.Unmarshal([]byte(os.Getenv(childTask)), &todo)
	if s := todo.Shrink; s != nil {
		archive.Shrink(s[0], s[1], s[2])
	}
	if err == nil {
		err = children[name](todo)
	}
	switch {
	case err == nil:
		os.Exit(exitDone)
	case errors.Is(err, folder.ErrNoSpace):
		fmt.Println(err)
		os.Exit(exitNoSpace)
	default:
		fmt.Println(err)
		os.Exit(exitError)
	}
}

// A child is a process at work.
type child struct {
	*exec.Cmd
	lines  chan string // of its output; closed when it has ended
	stdin  io.Closer
	stderr bytes.Buffer
	last   string // line it wrote, once lines is closed
}

// start starts a child that ends with the test at the latest. The command can
// be changed before it runs.
func start(t testing.TB, name string, todo task, change ...func(*exec.Cmd)) *child {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	data, err := json.Marshal(todo)
	require.NoError(t, err)
	c := &child{Cmd: exec.Command(self), lines: make(chan string, 1<<16)}
	c.Env = append(os.Environ(), childName+"="+name, childTask+"="+string(data))
	c.Stderr = &c.stderr
	c.stdin, err = c.StdinPipe()
	require.NoError(t, err)
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	for _, f := range change {
		f(c.Cmd)
	}
	require.NoError(t, c.Start())
	go func() {
		defer close(c.lines)
		s := bufio.NewScanner(out)
		s.Buffer(nil, 1<<20)
		for s.Scan() {
			c.last = s.Text()
			c.lines <- c.last
		}
	}()
	t.Cleanup(func() { c.Process.Kill() })
	return c
}

// end waits until the child has ended and returns its exit code, -1 for a
// signal.
func (c *child) end() int {
	for range c.lines {
	}
	c.Wait()
	return c.ProcessState.ExitCode()
}

// until waits for a line, and reports whether it came.
func (c *child) until(line string) bool {
	for l := range c.lines {
		if l == line {
			return true
		}
	}
	return false
}

// kill kills the child as a power cut would, at the moment given.
func (c *child) kill(after time.Duration) {
	time.Sleep(after)
	c.Process.Kill()
	c.end()
}
