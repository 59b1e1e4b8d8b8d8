package archive_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/ledger"
)

func init() { children["create"] = createChild }

// createChild makes an archive and waits at one of the steps of that.
func createChild(todo task) error {
	step := 0
	archive.AtSteps(func() {
		if step++; step == todo.Stop {
			fmt.Println("waiting")
			time.Sleep(time.Hour)
		}
	})
	fmt.Println("making")
	a, err := archive.Create(context.Background(), todo.Dir, archive.Options{Name: "a"})
	if err != nil {
		return err
	}
	return a.Close()
}

// requireMadeOrAbsent requires, after a program died while making an archive, that
// the archive can be opened or made, and that nothing else is there afterwards.
func requireMadeOrAbsent(t *testing.T, dir string) (made bool) {
	t.Helper()
	a, err := archive.Open(context.Background(), dir, archive.Options{})
	if made = err == nil; !made {
		require.True(t, errors.Is(err, os.ErrNotExist) || errors.Is(err, ledger.ErrNotArchive), "%v", err)
		entries, err := os.ReadDir(dir)
		require.True(t, errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0, "a folder that is no archive: %v", entries)
		a = create(t, dir)
	}
	imported(t, a, some(1, 10))
	require.Empty(t, a.Foreign())
	closeVerified(t, a)
	left, err := os.ReadDir(filepath.Dir(dir))
	require.NoError(t, err)
	if !made {
		require.Len(t, left, 1, "what the program that died left is gone")
	}
	return made
}

// TestAnArchiveIsMadeWholeOrNotAtAll kills programs that make an archive, at each step
// and at random times, where there is nothing and in an empty folder.
func TestAnArchiveIsMadeWholeOrNotAtAll(t *testing.T) {
	unwatched(t)
	for _, empty := range []bool{false, true} {
		at := func(t *testing.T) string {
			dir := folderIn(t)
			if empty {
				require.NoError(t, os.Mkdir(dir, 0o700))
			}
			return dir
		}
		for step := 1; ; step++ {
			dir := at(t)
			c := start(t, "create", task{Dir: dir, Stop: step})
			if !c.until("waiting") {
				require.Equal(t, exitDone, c.end(), "%s %s", c.last, &c.stderr)
				require.Greater(t, step, 3)
				break
			}
			_, err := archive.Create(context.Background(), dir, archive.Options{Wait: time.Millisecond})
			require.ErrorIs(t, err, archive.ErrLocked, "a program is at it")
			c.kill(0)
			require.False(t, requireMadeOrAbsent(t, dir))
		}
		dir := at(t)
		began := time.Now()
		c := start(t, "create", task{Dir: dir})
		require.True(t, c.until("making"))
		since := time.Now()
		require.Equal(t, exitDone, c.end(), "%s %s", c.last, &c.stderr)
		took := time.Since(since)
		t.Logf("made in %v of %v", took, time.Since(began))
		made := 0
		n := either(200, 25)
		for i := range n {
			dir := at(t)
			c := start(t, "create", task{Dir: dir})
			require.True(t, c.until("making"))
			c.kill(took * time.Duration(i) / time.Duration(n))
			if requireMadeOrAbsent(t, dir) {
				made++
			}
		}
		t.Logf("%d of %d were made", made, n)
	}
}

// TestWhatIsInTheWayOfANewArchiveStays puts other files at the name of the archive
// and beside it.
func TestWhatIsInTheWayOfANewArchiveStays(t *testing.T) {
	ctx := context.Background()
	dir := folderIn(t)
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "mine"), 0o700))
	_, err := archive.Create(ctx, dir, archive.Options{})
	require.ErrorIs(t, err, archive.ErrExists)
	require.DirExists(t, filepath.Join(dir, "mine"))

	dir = folderIn(t)
	beside := filepath.Join(filepath.Dir(dir), ".a.daybook.new")
	archived(t, beside, some(1, 10)) // an archive to which somebody gave that name
	_, err = archive.Create(ctx, dir, archive.Options{})
	require.ErrorIs(t, err, archive.ErrExists)
	require.ErrorContains(t, err, beside)
	require.NoDirExists(t, dir)
	a := open(t, beside)
	requireHolds(t, a, some(1, 10))
	require.NoError(t, a.Close())

	dir = folderIn(t)
	elsewhere := folderIn(t)
	require.NoError(t, os.Mkdir(elsewhere, 0o700))
	require.NoError(t, os.Symlink(elsewhere, dir))
	closeVerified(t, create(t, dir))
	closeVerified(t, open(t, elsewhere))
}
