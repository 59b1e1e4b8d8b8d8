//go:build linux

package archive_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/folder"
)

// smallDisk mounts an empty disk of that many MiB for the test.
func smallDisk(t *testing.T, megabytes int) string {
	t.Helper()
	dir := t.TempDir()
	err := unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dm", megabytes))
	if errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES) || errors.Is(err, unix.ENODEV) {
		t.Skipf("a disk that can be filled must be mounted, which this user or system may not: %v", err)
	}
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, unix.Unmount(dir, unix.MNT_DETACH)) })
	return dir
}

func free(t testing.TB, dir string) int64 {
	t.Helper()
	var s unix.Statfs_t
	require.NoError(t, unix.Statfs(dir, &s))
	return int64(s.Bavail) * int64(s.Bsize)
}

// fill takes space on the disk of dir until only that much is left.
func fill(t testing.TB, dir string, leave int64) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(dir, "filler"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	require.NoError(t, err)
	defer f.Close()
	block := make([]byte, 4096)
	for n := free(t, dir) - leave; n > 0; n -= int64(len(block)) {
		if _, err := f.Write(block); errors.Is(err, unix.ENOSPC) {
			return
		} else if err != nil {
			require.NoError(t, err)
		}
	}
}

func emptied(t testing.TB, dir string) { require.NoError(t, os.Remove(filepath.Join(dir, "filler"))) }

// onFullDisk is the result of an import on a disk that was full or became full.
type onFullDisk struct{ done, noSpace, noRoom, died int }

// judge waits for an import and requires that it succeeded or failed with an
// error that names the cause or, if it may, that it died of the signal that a
// memory map on a full disk causes.
func (o *onFullDisk) judge(t *testing.T, c *child, disk string, mayDie bool) {
	t.Helper()
	code := c.end()
	switch {
	case code == exitDone:
		o.done++
	case code == exitNoSpace:
		require.Contains(t, c.last, disk)
		o.noSpace++
	case code == exitError && strings.Contains(c.last, unix.ENOSPC.Error()):
		require.Contains(t, c.last, disk, "the error must say where")
		o.noRoom++
	case mayDie && diedOfDisk(c):
		o.died++
	default:
		require.Fail(t, "ended in another way", "%d %s %s", code, c.last, &c.stderr)
	}
}

// diedOfDisk reports whether a process ended with SIGBUS, which Go turns into
// a fatal error.
func diedOfDisk(c *child) bool {
	status := c.ProcessState.Sys().(syscall.WaitStatus)
	return status.Signaled() && status.Signal() == syscall.SIGBUS || strings.Contains(c.stderr.String(), "SIGBUS")
}

// requireAsItWas requires that an archive is unchanged after a failed import,
// and that the import succeeds once there is space.
func requireAsItWas(t *testing.T, dir string, before, during []event.Event) {
	t.Helper()
	a := open(t, dir)
	requireTidy(t, a)
	i, err := a.Import(context.Background(), input(slices.Values(during)), nil)
	require.NoError(t, err)
	require.Equal(t, len(during), i.Added+i.Duplicates)
	if i.Duplicates > 0 {
		require.Equal(t, len(during), i.Duplicates, "a part of the import was taken")
	}
	requireHolds(t, a, slices.Concat(before, during))
	closeVerified(t, a)
}

// TestAnImportOnAFullDiskLeavesTheArchiveAsItWas imports where too little
// space is free from the start.
func TestAnImportOnAFullDiskLeavesTheArchiveAsItWas(t *testing.T) {
	unwatched(t)
	rounds, n := either(100, 12), either(60_000, 30_000)
	disk := smallDisk(t, 64)
	before, during := some(1, 2000), some(2, n)
	origin := folderIn(t)
	archived(t, origin, before)
	rnd := rand.New(rand.NewPCG(11, 1))
	var ends onFullDisk
	for i := range rounds {
		dir := filepath.Join(disk, "a.daybook")
		copied(t, origin, dir)
		step := int64(24<<20) / int64(rounds) // from no space at all to enough
		fill(t, disk, int64(i)*step+rnd.Int64N(step))
		c := start(t, "import", task{Dir: dir, Seed: 2, N: n})
		ends.judge(t, c, disk, false)
		emptied(t, disk)
		requireAsItWas(t, dir, before, during)
		require.NoError(t, os.RemoveAll(dir))
	}
	t.Logf("%+v", ends)
	require.NotZero(t, ends.noSpace+ends.noRoom, "the disk was never full")
}

// TestADiskThatFillsDuringAnImportLeavesTheArchiveAsItWas has another program
// take the disk's space while an import runs, from a random moment on and at a
// random pace.
func TestADiskThatFillsDuringAnImportLeavesTheArchiveAsItWas(t *testing.T) {
	unwatched(t)
	rounds, n := either(100, 8), either(60_000, 30_000)
	disk := smallDisk(t, 64)
	before, during := some(1, 2000), some(2, n)
	origin := folderIn(t)
	archived(t, origin, before)
	seed := randomly()
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 1))
	dir := filepath.Join(disk, "a.daybook")
	copied(t, origin, dir)
	took := stages(t, task{Dir: dir, Seed: 2, N: n, Merge: true})["reading"]
	require.NoError(t, os.RemoveAll(dir))
	var ends onFullDisk
	for range rounds {
		copied(t, origin, dir)
		fill(t, disk, 20<<20+rnd.Int64N(20<<20))
		c := start(t, "import", task{Dir: dir, Seed: 2, N: n})
		moment := time.Duration(rnd.Float64() * float64(took))
		pause := time.Duration(rnd.Int64N(int64(3 * time.Millisecond)))
		step := 64<<10 + rnd.Int64N(512<<10)
		c.until("reading")
		var ended atomic.Bool
		filled := make(chan struct{})
		go func() {
			defer close(filled)
			time.Sleep(moment)
			for !ended.Load() {
				if left := free(t, disk); left > 0 {
					fill(t, disk, left-step)
				}
				time.Sleep(pause)
			}
		}()
		ends.judge(t, c, disk, true)
		ended.Store(true)
		<-filled
		emptied(t, disk)
		requireAsItWas(t, dir, before, during)
		require.NoError(t, os.RemoveAll(dir))
	}
	t.Logf("%+v", ends)
}

// TestASmallImportNeedsLittleSpace imports a few thousand events into an
// archive on a disk with 40 MiB free.
func TestASmallImportNeedsLittleSpace(t *testing.T) {
	disk := smallDisk(t, 64)
	before, during := some(1, 2000), some(2, 5000)
	dir := filepath.Join(disk, "a.daybook")
	archived(t, dir, before)
	fill(t, disk, 40<<20)
	a := open(t, dir)
	imported(t, a, during)
	requireHolds(t, a, slices.Concat(before, during))
	closeVerified(t, a)
}

// TestAFullDiskCanBeRead opens an archive where no space at all is free.
func TestAFullDiskCanBeRead(t *testing.T) {
	disk := smallDisk(t, 64)
	before := some(1, 2000)
	dir := filepath.Join(disk, "a.daybook")
	archived(t, dir, before)
	require.NoError(t, os.Remove(filepath.Join(dir, "LOCK")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "LOCK"), nil, 0o600))
	fill(t, disk, 0)
	a := open(t, dir)
	requireHolds(t, a, before)
	_, err := a.Import(context.Background(), input(plain(2, 100)), nil)
	require.ErrorIs(t, err, folder.ErrNoSpace)
	require.ErrorContains(t, err, disk)
	requireHolds(t, a, before)
	closeVerified(t, a)
}

// TestAFailedCreationLeavesNothing makes an archive where no space is free.
func TestAFailedCreationLeavesNothing(t *testing.T) {
	disk := smallDisk(t, 64)
	fill(t, disk, 0)
	dir := filepath.Join(disk, "a.daybook")
	_, err := archive.Create(context.Background(), dir, archive.Options{})
	require.ErrorIs(t, err, unix.ENOSPC)
	require.ErrorContains(t, err, dir)
	require.NoDirExists(t, dir)
	require.NoError(t, os.Mkdir(dir, 0o700))
	_, err = archive.Create(context.Background(), dir, archive.Options{})
	require.ErrorIs(t, err, unix.ENOSPC)
	require.Equal(t, []string{". drwx------ 0"}, listing(t, dir))
	emptied(t, disk)
	closeVerified(t, create(t, dir))
}
