//go:build linux

package archive_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/folder"
)

// TestAPurgeOnAFullDiskLeavesTheArchiveAsItWas purges events so that segments
// must be built again where there is no room for them.
func TestAPurgeOnAFullDiskLeavesTheArchiveAsItWas(t *testing.T) {
	unwatched(t)
	rounds := either(60, 8)
	disk := smallDisk(t, 64)
	c := &clock{today}
	events := agedAlike(8000, 3000)
	var halves [2][]event.Event // each makes a segment that is rewritten
	for i, e := range events {
		halves[i%2] = append(halves[i%2], e)
	}
	origin, a := kept(t, c, halves[0], halves[1])
	due := dueAt(t, a, c.now)
	was := heldIDs(t, a)
	require.NoError(t, a.Close())
	dir := filepath.Join(disk, "a.daybook")
	var ends onFullDisk
	// round purges on a disk with that much space, which becomes full at a step.
	round := func(space int64, stop int) (filled bool) {
		copied(t, origin, dir)
		fill(t, disk, space)
		child := start(t, "purge", task{Dir: dir, Stop: stop, Working: disk})
		filled = child.until("full")
		ends.judge(t, child, disk, false)
		if child.ProcessState.ExitCode() != exitDone {
			// Unfinished files are removed at once, since a full disk needs their space.
			require.Equal(t, made(t, origin), made(t, dir))
		}
		emptied(t, disk)
		a := reopened(t, dir, c)
		requireTidy(t, a)
		if info(t, a).Events == len(events) {
			require.Equal(t, was, heldIDs(t, a))
			require.Equal(t, due.Digest(), dueAt(t, a, c.now).Digest())
			purged(t, a, c.now)
		}
		require.Equal(t, len(events)-due.Count, info(t, a).Events)
		closeVerified(t, a)
		os.RemoveAll(dir)
		return filled
	}
	for i := range rounds {
		round(int64(i)*(16<<20)/int64(rounds), 0) // from no space at all to enough
	}
	t.Logf("with less and less space, in %d rounds: %+v", rounds, ends)
	require.NotZero(t, ends.noSpace+ends.noRoom, "the disk was never full")
	require.NotZero(t, ends.done, "the disk was always full")
	ends = onFullDisk{}
	steps := 0
	for round(32<<20, steps+1) {
		steps++
	}
	t.Logf("full from one of its %d steps on: %+v", steps, ends)
	require.NotZero(t, ends.noRoom+ends.noSpace)
}

// made returns the files of an archive except those that every line of the journal changes.
func made(t testing.TB, dir string) []string {
	return slices.DeleteFunc(listing(t, dir), func(line string) bool { return strings.HasPrefix(line, "journal.") })
}

// TestAPurgeThatOnlyDropsSegmentsNeedsNextToNoSpace purges on a disk that is too
// full to build anything on.
func TestAPurgeThatOnlyDropsSegmentsNeedsNextToNoSpace(t *testing.T) {
	disk := smallDisk(t, 64)
	c := &clock{today}
	dir := filepath.Join(disk, "a.daybook")
	a, err := archive.Create(context.Background(), dir, c.options())
	require.NoError(t, err)
	events := agedAlike(8000, 4000)
	imported(t, a, events[:4000]) // all due
	imported(t, a, events[4000:])
	fill(t, disk, 256<<10)
	_, err = a.Import(context.Background(), input(plain(3, 10)), nil)
	require.ErrorIs(t, err, folder.ErrNoSpace)
	free0 := free(t, disk)
	require.Equal(t, 4000, purged(t, a, c.now).Count)
	require.Greater(t, free(t, disk), free0, "that is what it is for")
	require.Equal(t, idsOf(events[4000:]), heldIDs(t, a))
	closeVerified(t, a)
}
