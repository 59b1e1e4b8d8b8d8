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
	"daybook/backend/integrity"
	"daybook/backend/ledger"
)

// saltsHarms damage the file of salts of segment 000002 of an archive.
var saltsHarms = map[string]func(t *testing.T, dir string){
	"gone":     func(t *testing.T, dir string) { harms["gone"](t, saltsOf(dir)) },
	"flipped":  func(t *testing.T, dir string) { harms["flipped"](t, saltsOf(dir)) },
	"cut":      func(t *testing.T, dir string) { harms["cut"](t, saltsOf(dir)) },
	"empty":    func(t *testing.T, dir string) { require.NoError(t, overwrite(saltsOf(dir), nil)) },
	"no salts": func(t *testing.T, dir string) { require.NoError(t, overwrite(saltsOf(dir), []byte("hello\n"))) },
	"those of another segment": func(t *testing.T, dir string) {
		data, err := os.ReadFile(filepath.Join(dir, "salts", "000001"))
		require.NoError(t, err)
		require.NoError(t, overwrite(saltsOf(dir), data))
	},
	"all gone": func(t *testing.T, dir string) { require.NoError(t, os.RemoveAll(filepath.Join(dir, "salts"))) },
}

// eachSaltsHarm calls try for each of them, with an archive of two segments.
func eachSaltsHarm(t *testing.T, try func(t *testing.T, dir string, first, second []event.Event, harm func())) {
	unwatched(t)
	first, second := damagedEvents()
	for name, harm := range saltsHarms {
		t.Run(name, func(t *testing.T) {
			dir := folderIn(t)
			archived(t, dir, first, second)
			try(t, dir, first, second, func() { harm(t, dir) })
		})
	}
}

func saltsOf(dir string) string { return filepath.Join(dir, "salts", "000002") }

// TestDamagedSaltsAreMadeAgainFromTheEvents damages the second copy of the salts alone:
// nothing is lost, and the archive says what it mended.
func TestDamagedSaltsAreMadeAgainFromTheEvents(t *testing.T) {
	eachSaltsHarm(t, func(t *testing.T, dir string, _, _ []event.Event, harm func()) {
		was, err := os.ReadFile(saltsOf(dir))
		require.NoError(t, err)
		harm()
		a := open(t, dir)
		require.NotZero(t, verified(t, a).Count, "verifying does not see it")
		require.NoError(t, a.Checked(context.Background()))
		is, err := os.ReadFile(saltsOf(dir))
		require.NoError(t, err)
		require.Equal(t, was, is)
		require.Contains(t, strings.Join(a.Notices(), "\n"), "salts/000002")
		lines, _, err := a.Ledger().Lines(0, 100)
		require.NoError(t, err)
		require.True(t, slices.ContainsFunc(lines, func(l integrity.Line) bool {
			return l.Kind == ledger.KindBuiltAgain && strings.Contains(string(l.Data), "salts/000002")
		}))
		closeVerified(t, a)
	})
}

// TestDamagedSaltsDoNotHideADuplicate imports the same events again while the second copy
// of their salts cannot be used nor mended.
func TestDamagedSaltsDoNotHideADuplicate(t *testing.T) {
	ctx := context.Background()
	eachSaltsHarm(t, func(t *testing.T, dir string, first, second []event.Event, harm func()) {
		a := open(t, dir)
		require.NoError(t, a.Checked(ctx)) // the files are known to be whole, and are damaged afterwards
		harm()
		for _, events := range [][]event.Event{first, second} {
			i, err := a.Import(ctx, input(slices.Values(events)), nil)
			require.NoError(t, err)
			require.Equal(t, len(events), i.Duplicates)
			require.Zero(t, i.Added)
		}
		require.NoError(t, a.Close())
		a = open(t, dir)
		require.NoError(t, a.Checked(ctx))
		closeVerified(t, a)
	})
}

// TestALostSegmentWithoutItsSaltsIsNotTakenForHealed removes a segment and its salts: no
// one can tell any more that the same events come again, and nothing may say that they
// were healed.
func TestALostSegmentWithoutItsSaltsIsNotTakenForHealed(t *testing.T) {
	unwatched(t)
	ctx := context.Background()
	first, second := damagedEvents()
	dir := folderIn(t)
	archived(t, dir, first, second)
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "segments", "000002")))
	require.NoError(t, os.Remove(saltsOf(dir)))
	a := open(t, dir)
	require.ErrorIs(t, a.Checked(ctx), folder.ErrDamaged)
	i, err := a.Import(ctx, input(slices.Values(second)), nil)
	require.NoError(t, err)
	require.Equal(t, len(second), i.Added)
	require.Nil(t, i.Healed)
	require.Equal(t, len(second), archive.LostEvents(info(t, a).Lost))
	require.Contains(t, strings.Join(i.Notes, "\n"), "could not be read while this file was imported")
	require.NotZero(t, verified(t, a).Count)
	require.NoError(t, a.Close())
}

// TestAPurgeTakesTheSalts looks for the salts of purged events in the folder.
func TestAPurgeTakesTheSalts(t *testing.T) {
	unwatched(t)
	ctx := context.Background()
	c := &clock{today}
	var events []event.Event
	for n := range 50 {
		events = append(events, aged("old", 40, n), aged("young", 2, n))
	}
	dir, a := kept(t, c, events)
	salts := make(map[event.Salt]bool) // to whether the event stays
	for seq := range uint64(len(events)) {
		full, err := a.Event(ctx, seq)
		require.NoError(t, err)
		salts[full.Salt] = full.Category == "catyoung"
	}
	require.Len(t, salts, len(events), "no two events share a salt")
	require.Equal(t, 50, purged(t, a, c.now).Count)
	g := newGuesser(t, dir)
	for salt, stays := range salts {
		require.Equal(t, stays, g.salts[salt])
	}
	closeVerified(t, a)
}
