package archive_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/folder"
)

func init() { children["hold"] = holdChild }

// holdChild keeps an archive open until it is ended.
func holdChild(todo task) error {
	a, err := archive.Open(context.Background(), todo.Dir, archive.Options{Program: "daybook 1.2.3"})
	if err != nil {
		return err
	}
	fmt.Println("open")
	time.Sleep(time.Hour)
	return a.Close() // without this use, the collector would close the archive, and release the lock
}

func requireLocked(t *testing.T, dir string, wait time.Duration) *archive.LockedError {
	t.Helper()
	_, err := archive.Open(context.Background(), dir, archive.Options{Wait: wait})
	var locked *archive.LockedError
	require.ErrorAs(t, err, &locked)
	require.ErrorIs(t, err, archive.ErrLocked)
	require.Equal(t, dir, locked.Path)
	require.Equal(t, "open "+dir+": "+locked.Error(), err.Error())
	return locked
}

// TestAnArchiveInUseSaysByWhom opens an archive that another process has open.
func TestAnArchiveInUseSaysByWhom(t *testing.T) {
	dir := folderIn(t)
	archived(t, dir, some(1, 20))
	from := time.Now().Add(-time.Second)
	c := start(t, "hold", task{Dir: dir})
	require.True(t, c.until("open"), "%s", &c.stderr)

	locked := requireLocked(t, dir, time.Millisecond)
	require.Equal(t, "daybook 1.2.3", locked.Holder.Program)
	require.Equal(t, c.Process.Pid, locked.Holder.PID)
	require.WithinRange(t, locked.Holder.Since, from, time.Now())
	me, err := user.Current()
	require.NoError(t, err)
	require.Equal(t, me.Username, locked.Holder.User)
	for _, part := range []string{"daybook 1.2.3", fmt.Sprint(c.Process.Pid), me.Username, locked.Holder.Since.Local().Format("15:04:05")} {
		require.Contains(t, locked.Error(), part)
	}
	// The holder is in the file, for anybody who looks there.
	data, err := os.ReadFile(filepath.Join(dir, "LOCK"))
	require.NoError(t, err)
	var holder archive.Holder
	require.NoError(t, json.Unmarshal(data, &holder))
	require.Equal(t, locked.Holder, holder)

	// Open waits for the holder, and the lock is free once the holder is dead.
	opened := make(chan error)
	go func() {
		a, err := archive.Open(context.Background(), dir, archive.Options{Wait: time.Minute})
		if err == nil {
			err = a.Close()
		}
		opened <- err
	}()
	c.kill(50 * time.Millisecond)
	require.NoError(t, <-opened)
	a := open(t, dir)
	requireHolds(t, a, some(1, 20))
	closeVerified(t, a)
}

// TestAnArchiveIsOpenedOnceInAProgram opens an archive twice.
func TestAnArchiveIsOpenedOnceInAProgram(t *testing.T) {
	dir := folderIn(t)
	archived(t, dir, some(1, 20))
	a := open(t, dir)
	locked := requireLocked(t, dir, time.Millisecond)
	require.Equal(t, os.Getpid(), locked.Holder.PID)
	// If the holder is not known, the error still says that there is a holder.
	require.NoError(t, os.Truncate(filepath.Join(dir, "LOCK"), 0))
	require.Contains(t, requireLocked(t, dir, time.Millisecond).Error(), "another program")
	requireHolds(t, a, some(1, 20))
	closeVerified(t, a)
	a = open(t, dir)
	closeVerified(t, a)
}

// TestWaitingForTheLockCanBeCancelled cancels the wait.
func TestWaitingForTheLockCanBeCancelled(t *testing.T) {
	dir := folderIn(t)
	archived(t, dir, some(1, 20))
	a := open(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	opened := make(chan error)
	go func() {
		_, err := archive.Open(ctx, dir, archive.Options{Wait: time.Hour})
		opened <- err
	}()
	cancel()
	require.Error(t, <-opened)
	closeVerified(t, a)
}

// TestAFailedOpeningLetsGoOfTheLock opens a damaged archive, which fails, and
// then the mended archive.
func TestAFailedOpeningLetsGoOfTheLock(t *testing.T) {
	dir := folderIn(t)
	archived(t, dir, some(1, 20))
	path := filepath.Join(dir, "CURRENT")
	good, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, []byte("000009"), 0o600))
	snapshots := filepath.Join(dir, "snapshots")
	require.NoError(t, os.Rename(snapshots, snapshots+" away"))
	_, err = archive.Open(context.Background(), dir, archive.Options{})
	require.ErrorIs(t, err, folder.ErrDamaged)
	require.NoError(t, os.WriteFile(path, good, 0o600))
	require.NoError(t, os.RemoveAll(snapshots))
	require.NoError(t, os.Rename(snapshots+" away", snapshots))
	a := open(t, dir)
	closeVerified(t, a)
}
