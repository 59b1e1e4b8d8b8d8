//go:build linux

package archive_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/query"
)

// Root may write to files that are read-only and list folders that are closed; these tests
// run as nobody, since an officer has no more rights than that.

func init() { children["ordinary"] = ordinaryChild }

// alone stands in for a test where there is no testing framework: a failure
// ends the process.
type alone struct{ testing.TB }

func (alone) Helper()                        {}
func (alone) Errorf(format string, a ...any) { fmt.Printf(format+"\n", a...) }
func (alone) FailNow()                       { os.Exit(exitError) }

const nobody = 65534

func TestAnOrdinaryUserCanDoEverything(t *testing.T) {
	unwatched(t)
	base, err := os.MkdirTemp("", "daybook")
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(base) })
	home := filepath.Join(base, "home")
	require.NoError(t, os.Chmod(base, 0o755))
	require.NoError(t, os.Mkdir(home, 0o700))
	program := filepath.Join(base, "program")
	require.NoError(t, copyProgram(program))
	c := start(t, "ordinary", task{Dir: filepath.Join(home, "a.daybook")}, func(cmd *exec.Cmd) {
		cmd.Path, cmd.Dir = program, base
		cmd.Env = append(cmd.Env, "DAYBOOK_CONFIG="+filepath.Join(home, "config"))
		if os.Geteuid() == 0 {
			require.NoError(t, os.Chown(home, nobody, nobody))
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		}
	})
	var said string
	for line := range c.lines {
		said += line + "\n"
	}
	require.Zero(t, c.end(), "%s\n%s", said, &c.stderr)
}

func copyProgram(to string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	from, err := os.Open(self)
	if err != nil {
		return err
	}
	defer from.Close()
	f, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

func ordinaryChild(todo task) error {
	t := alone{}
	ctx := context.Background()
	require.NotZero(t, os.Geteuid())

	// This part creates, imports, merges sealed segments, and removes the archive.
	restore := archive.Shrink(10_000, 512, 100)
	a := create(t, todo.Dir)
	var events = some(1, 0)
	for i := range 3 {
		batch := some(uint64(i), 1500)
		imported(t, a, batch)
		events = append(events, batch...)
	}
	require.Greater(t, info(t, a).Segments, 32)
	require.NoError(t, a.Merge(ctx))
	require.LessOrEqual(t, info(t, a).Segments, 32)
	requireTidy(t, a)
	requireHolds(t, a, events)
	closeVerified(t, a)
	restore()

	// Sealed files cannot be written by their owner either.
	a = open(t, todo.Dir)
	segments, err := filepath.Glob(filepath.Join(todo.Dir, "segments", "*"))
	require.NoError(t, err)
	require.ErrorIs(t, os.WriteFile(filepath.Join(segments[0], "columns"), nil, 0o600), os.ErrPermission)
	requireHolds(t, a, events)
	q, err := query.Parse("webhook member3", nil)
	require.NoError(t, err)
	res, err := a.Query(ctx, archive.Request{Query: q, Order: query.Order{By: query.ByDescription}, Facets: true})
	require.NoError(t, err)
	require.NotZero(t, res.Total)
	closeVerified(t, a)

	// A damaged index is built again.
	require.NoError(t, flip{File: filepath.Join("segments", filepath.Base(segments[0]), "columns"), Offset: 20}.make(todo.Dir))
	a = open(t, todo.Dir)
	requireHolds(t, a, events)
	requireTidy(t, a)
	closeVerified(t, a)
	unsure(t, todo.Dir)

	require.NoError(t, os.RemoveAll(todo.Dir), "an archive is its owner's to delete")
	return nil
}

// unsure makes the last step of a change fail after CURRENT was replaced: a
// folder that cannot be listed can be written to but not made durable.
func unsure(t testing.TB, dir string) {
	ctx := context.Background()
	a := open(t, dir)
	before := slices.Collect(ids(t, a))
	require.NoError(t, os.Chmod(dir, 0o300))
	_, err := a.Import(ctx, input(plain(77, 50)), nil)
	require.ErrorContains(t, err, "write journal", "what cannot be announced is not begun")
	require.Equal(t, before, slices.Collect(ids(t, a)))
	require.NoError(t, os.Chmod(dir, 0o700))
	step := 0
	restore := archive.AtSteps(func() {
		if step++; step == 2 { // the change is announced, and its snapshot comes next
			require.NoError(t, os.Chmod(dir, 0o300))
		}
	})
	_, err = a.Import(ctx, input(plain(77, 50)), nil)
	restore()
	require.ErrorIs(t, err, archive.ErrUnsure)
	require.ErrorContains(t, err, "CURRENT")
	_, err = a.Import(ctx, input(plain(78, 50)), nil)
	require.ErrorIs(t, err, archive.ErrUnsure, "no other change is made on top of it")
	require.ErrorIs(t, a.Merge(ctx), archive.ErrUnsure)
	require.Equal(t, before, slices.Collect(ids(t, a)))
	closeVerified(t, a)
	require.NoError(t, os.Chmod(dir, 0o700))

	a = open(t, dir)
	requireTidy(t, a)
	require.Equal(t, len(before)+50, info(t, a).Events)
	imported(t, a, some(78, 50))
	require.Equal(t, len(before)+100, info(t, a).Events)
	closeVerified(t, a)

	// The same holds for a merge.
	defer archive.Shrink(10_000, 512, 50)()
	a = open(t, dir)
	imported(t, a, some(79, 800))
	imported(t, a, some(80, 800))
	was := info(t, a)
	require.Greater(t, was.Segments, 32)
	require.NoError(t, os.Chmod(dir, 0o300))
	require.ErrorIs(t, a.Merge(ctx), archive.ErrUnsure)
	closeVerified(t, a)
	require.NoError(t, os.Chmod(dir, 0o700))
	a = open(t, dir)
	requireTidy(t, a)
	require.Less(t, info(t, a).Segments, was.Segments)
	require.Equal(t, was.Events, info(t, a).Events)
	closeVerified(t, a)
}
