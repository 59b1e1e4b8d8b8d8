package archive_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/folder"
	"daybook/backend/ledger"
)

// A history holds the states of an archive after each of some changes, in folders
// of their own, with a checkpoint that was saved at that time.
type history struct {
	dirs  []string
	saved []string
}

// aHistory makes imports, a purge, holds, a change of the plan and exports.
func aHistory(t testing.TB, base string, c *clock) *history {
	t.Helper()
	ctx := context.Background()
	live := filepath.Join(base, "live")
	a, err := archive.Create(ctx, live, c.options())
	require.NoError(t, err)
	h := new(history)
	for i, change := range []func() error{
		func() error { imported(t, a, some(1, 80)); return nil },
		func() error { imported(t, a, spread("a", 60, day)); return nil },
		func() error { _, err := a.PlaceHold(ctx, hold(t, "desca3/")); return err },
		func() error { purged(t, a, c.now); return nil },
		func() error {
			_, err := a.Ledger().Record(ctx, ledger.KindExported, ledger.Handover{Format: "csv"})
			return err
		},
		func() error { imported(t, a, spread("b", 30, day/2)); return nil },
		func() error { return a.ChangePlan(ctx, "scale") },
		func() error { imported(t, a, spread("c", 10, day/2)); return nil },
		func() error { _, err := a.ReleaseHold(ctx, "H1", "closed"); return err },
	} {
		require.NoError(t, change())
		saved, err := a.CheckpointToSave()
		require.NoError(t, err)
		require.NoError(t, a.Close())
		dir := filepath.Join(base, fmt.Sprintf("after%d", i))
		copied(t, live, dir)
		h.dirs, h.saved = append(h.dirs, dir), append(h.saved, saved)
		a = reopened(t, live, c)
	}
	require.NoError(t, a.Close())
	return h
}

// found returns how an archive whose latest checkpoint is saved is found to be
// changed, or "" if it is not.
func found(t *testing.T, dir, saved string, c *clock) string {
	ctx := context.Background()
	arrived(dir)
	a, err := archive.Open(ctx, dir, c.options())
	if err != nil {
		require.ErrorIs(t, err, folder.ErrDamaged)
		return "refused on open"
	}
	defer a.Close()
	said := a.Checked(ctx)
	report, err := a.Verify(ctx, nil)
	require.NoError(t, err)
	switch {
	case said != nil:
		require.ErrorIs(t, said, folder.ErrDamaged)
		require.NotEmpty(t, report.Problems, "said on open, and not by Verify")
		return "said on open and by Verify"
	case report.Count > 0:
		return "by Verify"
	case slices.ContainsFunc(a.Notices(), func(n string) bool { return strings.HasPrefix(n, "found damaged, built again: tree/") }):
		return "mended from the events"
	}
	compared, err := a.Compare(ctx, saved)
	require.NoError(t, err)
	if !compared.Same {
		return "by a checkpoint that was kept"
	}
	return ""
}

// TestAnArchiveSetBackAnywhereIsFound exchanges parts of an archive for those of any
// earlier state of it, or truncates them.
func TestAnArchiveSetBackAnywhereIsFound(t *testing.T) {
	unwatched(t)
	rounds := either(600, 60)
	seed := randomly()
	t.Logf("%d rounds, seed %d", rounds, seed)
	rnd := rand.New(rand.NewPCG(seed, 8))
	base := inMemory(t)
	c := &clock{today}
	h := aHistory(t, base, c)
	other := aHistory(t, filepath.Join(base, "other"), c)
	last := len(h.dirs) - 1

	exchange := func(dir, from string, names ...string) {
		for _, name := range names {
			putFile(t, dir, name, fileOf(t, from, name))
		}
	}
	// Each entry changes a copy of the archive in a later state, and returns
	// whether the copy is then in another state, and whether something besides a
	// saved checkpoint must show it.
	type setBack func(dir, earlier, later string) (changed, shown bool)
	differ := func(x, y, name string) bool { return !bytes.Equal(fileOf(t, x, name), fileOf(t, y, name)) }
	parts := map[string]setBack{
		"snapshot": func(dir, earlier, later string) (bool, bool) {
			names, err := filepath.Glob(filepath.Join(earlier, "snapshots", "*"))
			require.NoError(t, err)
			exchange(dir, earlier, "CURRENT", "snapshots/"+filepath.Base(names[0]))
			return differ(earlier, later, "CURRENT"), true
		},
		"segment": func(dir, earlier, later string) (bool, bool) {
			ours, theirs := segmentsOf(t, later), segmentsOf(t, earlier)
			to, from := ours[rnd.IntN(len(ours))], theirs[rnd.IntN(len(theirs))]
			os.RemoveAll(filepath.Join(dir, "segments", to))
			copied(t, filepath.Join(earlier, "segments", from), filepath.Join(dir, "segments", to))
			return !bytes.Equal(fileOf(t, earlier, "segments/"+from+"/seal.json"), fileOf(t, later, "segments/"+to+"/seal.json")), true
		},
		"journal": func(dir, earlier, later string) (bool, bool) {
			exchange(dir, earlier, "journal.jsonl")
			return true, true
		},
		"head of the journal": func(dir, earlier, later string) (bool, bool) {
			exchange(dir, earlier, "journal.head")
			return true, true
		},
		"journal with its head": func(dir, earlier, later string) (bool, bool) {
			exchange(dir, earlier, "journal.jsonl", "journal.head")
			return true, differ(earlier, later, "CURRENT") || differ(earlier, later, "archive.json")
		},
		"tree": func(dir, earlier, later string) (bool, bool) {
			exchange(dir, earlier, "tree/0")
			return differ(earlier, later, "tree/0"), true
		},
		"everything": func(dir, earlier, later string) (bool, bool) {
			os.RemoveAll(dir)
			copied(t, earlier, dir)
			return true, false
		},
		"end of the journal, cut": func(dir, _, later string) (bool, bool) {
			data := fileOf(t, later, "journal.jsonl")
			putFile(t, dir, "journal.jsonl", data[:rnd.IntN(len(data))])
			return true, true
		},
		"a line of the journal, cut out": func(dir, _, later string) (bool, bool) {
			lines := bytes.SplitAfter(fileOf(t, later, "journal.jsonl"), []byte("\n"))
			at := rnd.IntN(len(lines) - 1)
			putFile(t, dir, "journal.jsonl", bytes.Join(slices.Delete(lines, at, at+1), nil))
			return true, true
		},
		"journal of another archive": func(dir, _, _ string) (bool, bool) {
			exchange(dir, other.dirs[rnd.IntN(last+1)], "journal.jsonl", "journal.head")
			return true, true
		},
		"snapshot of another archive": func(dir, _, later string) (bool, bool) {
			names, err := filepath.Glob(filepath.Join(later, "snapshots", "*"))
			require.NoError(t, err)
			theirs := other.dirs[slices.Index(h.dirs, later)]
			exchange(dir, theirs, "CURRENT", "snapshots/"+filepath.Base(names[0]))
			return true, true
		},
	}
	names := slices.Sorted(maps.Keys(parts))
	how := map[string]int{}
	for round := range rounds {
		later := 1 + rnd.IntN(last)
		earlier := rnd.IntN(later)
		name := names[round%len(names)]
		what := fmt.Sprintf("%s, set back from %d to %d", name, later, earlier)
		dir := filepath.Join(base, "round")
		copied(t, h.dirs[later], dir)
		changed, shown := parts[name](dir, h.dirs[earlier], h.dirs[later])
		by := found(t, dir, h.saved[later], c)
		switch {
		case changed:
			require.NotEmpty(t, by, what)
			require.False(t, shown && by == "by a checkpoint that was kept", what)
		default:
			require.Empty(t, by, what)
			by = "nothing to find"
		}
		how[name+": "+by]++
		os.RemoveAll(dir)
	}
	for _, line := range slices.Sorted(maps.Keys(how)) {
		t.Logf("%3d %s", how[line], line)
	}
}

func segmentsOf(t testing.TB, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "segments"))
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	require.NotEmpty(t, names)
	return names
}
