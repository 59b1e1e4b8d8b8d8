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

// Some promises can only be tested with a separate process: one that is
// killed, that may die of a full disk, whose memory is measured or that runs
// as another user. Such a child is this test binary, started again.

const (
	childName = "DAYBOOK_TEST_CHILD"
	childTask = "DAYBOOK_TEST_TASK"
)

// A task describes what a child should do.
type task struct {
	Dir     string
	Seed    uint64
	N       int
	Text    int   // bytes of each description; 0 for those of plain
	Stop    int   // step of a change, from 1, at which to wait or to fill the disk of Working; 0 for none
	Merge   bool  // whether to merge after the import
	Create  bool  // whether to make the archive before it
	Shrink  []int // arguments of archive.Shrink, so that a small import has many lots and segments
	Flips   []flip
	Working string // a folder to work in
	Want    string // answers of the undamaged archive
}

// children maps names to the things that a child can do.
var children = map[string]func(task) error{}

// These are the exit codes of a child.
const (
	exitDone     = 0
	exitError    = 1 // the last line of its output is the error
	exitNoSpace  = 3 // the error wraps folder.ErrNoSpace
	exitOrphaned = 4
)

func TestMain(m *testing.M) {
	name := os.Getenv(childName)
	if name == "" {
		os.Exit(keystest.Run(m))
	}
	go func() { // a child must not outlive the test that started it
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

// A child is a running process.
type child struct {
	*exec.Cmd
	lines  chan string // lines of its output; closed when it has ended
	stdin  io.Closer
	stderr bytes.Buffer
	last   string // its last line, valid once lines is closed
}

// start starts a child that ends with the test at the latest. change may
// alter the command before it runs.
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

// end waits until the child has ended and returns its exit code, or -1 if a
// signal ended it.
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

// kill kills the child after that time, as a power cut would.
func (c *child) kill(after time.Duration) {
	time.Sleep(after)
	c.Process.Kill()
	c.end()
}
