package archive_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/folder"
)

// TestDamageToTheTreeIsMendedFromTheEvents damages the hashes of a tree, at low and high
// levels, in the middle and at the edge, in an archive with purged events.
func TestDamageToTheTreeIsMendedFromTheEvents(t *testing.T) {
	unwatched(t)
	ctx := context.Background()
	c := &clock{today}
	flip := func(name string, at int64) func(t *testing.T, tree string) {
		return func(t *testing.T, tree string) {
			data, err := os.ReadFile(filepath.Join(tree, name))
			require.NoError(t, err)
			data[at] ^= 4
			require.NoError(t, os.WriteFile(filepath.Join(tree, name), data, 0o600))
		}
	}
	const old, recent = 20, 600 // events that are purged, and events that stay
	purgeable := make([]event.Event, old)
	for i := range purgeable {
		purgeable[i] = aged("old", 40, i)
	}
	for name, test := range map[string]struct {
		damage func(t *testing.T, tree string)
		mended string // name of the first file in the report; "" if the tree cannot be mended
	}{
		"a leaf":              {flip("0", 32*100+5), "tree/0"},
		"a leaf at the edge":  {flip("0", 32*(old+recent-1)), "tree/0"},
		"a hash above":        {flip("1", 3), "tree/1"},
		"the last hash above": {flip("1", 32+3), "tree/1"},
		"a cut file of leaves": {func(t *testing.T, tree string) {
			require.NoError(t, os.Truncate(filepath.Join(tree, "0"), 32*300))
		}, "tree/0"},
		"no file of hashes above": {func(t *testing.T, tree string) {
			require.NoError(t, os.Remove(filepath.Join(tree, "1")))
		}, "tree/1"},
		"all of a kind": {func(t *testing.T, tree string) {
			flip("0", 32*40)(t, tree)
			flip("1", 31)(t, tree)
		}, "tree/0"},
		"the leaf of an event that was purged": {flip("0", 32*7), "tree/0"},
		"no file of leaves": {func(t *testing.T, tree string) {
			require.NoError(t, os.Remove(filepath.Join(tree, "0")))
		}, "tree/0"},
		"the second copy of the leaves of purged events": {flip("../purged", 40), "purged"},
		"the leaf of a purged event, twice": {func(t *testing.T, tree string) {
			flip("0", 32*7)(t, tree)
			flip("../purged", 40)(t, tree)
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir, a := kept(t, c, purgeable, spread("new", recent/2, time.Hour), spread("newer", recent/2, time.Minute))
			_, err := a.Purge(ctx, dueAt(t, a, c.now), nil)
			require.NoError(t, err)
			require.Equal(t, recent, info(t, a).Events)
			require.NoError(t, a.Close())
			tree := filepath.Join(dir, "tree")
			was := [][]byte{fileOf(t, dir, "tree/0"), fileOf(t, dir, "tree/1")}
			test.damage(t, tree)

			a = reopened(t, dir, c)
			checked := a.Checked(ctx)
			require.Nil(t, a.Ledger().Doubt())
			if test.mended == "" {
				require.ErrorIs(t, checked, folder.ErrDamaged)
				require.ErrorContains(t, checked, "tree: ")
				require.Empty(t, a.Notices())
				require.NotEmpty(t, verified(t, a).Problems)
				require.Equal(t, recent, info(t, a).Events)
				return
			}
			require.NoError(t, checked)
			require.Len(t, a.Notices(), 1)
			require.True(t, strings.HasPrefix(a.Notices()[0], "found damaged, built again: "+test.mended+": "), a.Notices())
			require.Equal(t, was, [][]byte{fileOf(t, dir, "tree/0"), fileOf(t, dir, "tree/1")})
			r := verified(t, a)
			require.Empty(t, r.Problems)
			require.Equal(t, recent, r.Events)
			require.Contains(t, strings.Join(r.Notes, "\n"), "found damaged, built again: "+test.mended)
			require.Equal(t, 5, imported(t, a, spread("later", 5, time.Second)).Added)
			require.Empty(t, verified(t, a).Problems)
		})
	}
}

// TestATreeIsNotMendedFromEventsThatAreDamagedToo damages an event and its leaf.
func TestATreeIsNotMendedFromEventsThatAreDamagedToo(t *testing.T) {
	unwatched(t)
	c := &clock{today}
	dir, a := kept(t, c, spread("a", 300, time.Hour))
	require.NoError(t, a.Close())
	data := make([]byte, len(fileOf(t, dir, "tree/0")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "tree", "0"), data, 0o600))
	arrived(dir)
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "segments", "000001")))

	_, err := archive.Open(context.Background(), dir, c.options())
	require.ErrorIs(t, err, folder.ErrDamaged)
	require.Equal(t, data, fileOf(t, dir, "tree/0"))
}

// TestATreeIsMendedWhereTheSegmentsWereSwapped removes the leaves, and exchanges two
// segments: the events still lead to the root.
func TestATreeIsMendedWhereTheSegmentsWereSwapped(t *testing.T) {
	unwatched(t)
	c := &clock{today}
	dir, a := kept(t, c, spread("a", 250, time.Hour), spread("b", 250, time.Minute))
	require.NoError(t, a.Close())
	leaves := fileOf(t, dir, "tree/0")
	require.NoError(t, os.Remove(filepath.Join(dir, "tree", "0")))
	first, second := filepath.Join(dir, "segments", "000001"), filepath.Join(dir, "segments", "000002")
	aside := filepath.Join(dir, "aside")
	for _, names := range [][2]string{{first, aside}, {second, first}, {aside, second}} {
		require.NoError(t, os.Rename(names[0], names[1]))
	}

	a = reopened(t, dir, c)
	require.Equal(t, leaves, fileOf(t, dir, "tree/0"))
	require.Zero(t, info(t, a).Events)
	for _, events := range [][]event.Event{spread("a", 250, time.Hour), spread("b", 250, time.Minute)} {
		_, err := a.Import(context.Background(), input(slices.Values(events)), nil)
		require.NoError(t, err)
	}
	require.Equal(t, 500, info(t, a).Events)
	require.Empty(t, verified(t, a).Problems)
}
