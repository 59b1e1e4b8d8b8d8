//go:build linux

package archive_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/integrity"
	"daybook/backend/ledger"
)

// TestWhatIsBuiltAgainIsSaidAndJournalled damages files that are derived from events, none
// of which is lost: the files must be built again, and the damage reported.
func TestWhatIsBuiltAgainIsSaidAndJournalled(t *testing.T) {
	unwatched(t)
	ctx := context.Background()
	first, second := damagedEvents()
	events := slices.Concat(first, second)
	origin := folderIn(t)
	archived(t, origin, first, second)
	ranks, err := filepath.Glob(filepath.Join(origin, "orders", "*", "ranks"))
	require.NoError(t, err)
	order, err := filepath.Rel(origin, ranks[0])
	require.NoError(t, err)
	for _, file := range []string{
		"segments/000001/columns", "segments/000002/ids", "segments/000002/descriptions", "segments/000001/index/prefixes",
		"segments/000002/index/store/000000000002.zap", "segments/000002/seal.json", filepath.ToSlash(order),
	} {
		for how, harm := range harms {
			dir := folderIn(t)
			copied(t, origin, dir)
			harm(t, filepath.Join(dir, filepath.FromSlash(file)))
			a := open(t, dir)
			require.NoError(t, a.Checked(ctx), "%s %s", file, how)
			notices := a.Notices()
			require.Len(t, notices, 1, "%s %s", file, how)
			require.Contains(t, notices[0], "found damaged, built again")
			require.Contains(t, notices[0], file)
			require.Equal(t, notices, info(t, a).Notices)
			report := verified(t, a)
			require.Empty(t, report.Problems)
			require.True(t, slices.ContainsFunc(report.Notes, func(note string) bool { return strings.Contains(note, file) }), "%s: %v", file, report.Notes)
			require.NoError(t, a.Close())

			a = open(t, dir)
			require.Empty(t, a.Notices(), "it is whole now")
			lines, _, err := a.Ledger().Lines(0, 1000)
			require.NoError(t, err)
			at := slices.IndexFunc(lines, func(l integrity.Line) bool { return l.Kind == ledger.KindBuiltAgain })
			require.GreaterOrEqual(t, at, 0)
			require.Contains(t, a.Ledger().Say(lines[at]), file)
			requireHolds(t, a, events)
			closeVerified(t, a)
		}
	}
}

// TestASearchGoesOnWithoutRoomToBuildAgain reads an archive on a full disk.
func TestASearchGoesOnWithoutRoomToBuildAgain(t *testing.T) {
	first, second := damagedEvents()
	disk := smallDisk(t, 32)
	dir := filepath.Join(disk, "a.daybook")
	archived(t, dir, first, second)
	harms["flipped"](t, filepath.Join(dir, "segments", "000002", "columns"))
	fill(t, disk, 0)
	a := open(t, dir)
	require.NoError(t, a.Checked(context.Background()))
	requireHolds(t, a, slices.Concat(first, second))
	require.Len(t, a.Notices(), 1)
	require.Contains(t, a.Notices()[0], "made in memory")
	require.NoError(t, a.Close())
	emptied(t, disk)
	a = open(t, dir)
	require.Contains(t, a.Notices()[0], "built again")
	requireHolds(t, a, slices.Concat(first, second))
	closeVerified(t, a)
}
