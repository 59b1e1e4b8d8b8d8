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
	"daybook/backend/keys"
	"daybook/backend/ledger"
)

// refusesAll requires that an archive can be read, and that every change and every
// export is refused for the reason says.
func refusesAll(t *testing.T, a *archive.Archive, c *clock, events int, is error) {
	t.Helper()
	ctx := context.Background()
	require.Equal(t, events, info(t, a).Events)
	due, err := a.Due(ctx, c.now, "")
	require.NoError(t, err)
	for name, do := range map[string]func() error{
		"import": func() error {
			_, err := a.Import(ctx, input(slices.Values(some(9, 10))), nil)
			return err
		},
		"purge":  func() error { _, err := a.Purge(ctx, due, nil); return err },
		"hold":   func() error { _, err := a.PlaceHold(ctx, hold(t, "x")); return err },
		"plan":   func() error { return a.ChangePlan(ctx, "enterprise") },
		"bundle": func() error { return a.Evidence(ctx, archive.Request{}, func(*archive.Evidence) error { return nil }) },
		"export": func() error {
			_, err := a.Ledger().Record(ctx, ledger.KindExported, ledger.Handover{Format: "csv"})
			return err
		},
		"checkpoint": func() error { _, err := a.CheckpointToSave(); return err },
	} {
		require.ErrorIs(t, do(), is, name)
	}
	require.Equal(t, events, info(t, a).Events)
}

// TestAnOlderStateOfAnArchiveInItsPlaceIsNotTaken restores the folder as it was
// before a hold and an import, with valid signatures, in parts or as a whole.
func TestAnOlderStateOfAnArchiveInItsPlaceIsNotTaken(t *testing.T) {
	ctx := context.Background()
	c := &clock{today}
	for name, test := range map[string]struct {
		later func(a *archive.Archive)
		back  []string // "" for the whole folder
		says  []string
	}{
		"the journal from before a hold": {
			func(a *archive.Archive) { placed(t, a, "desca3/") },
			[]string{"journal.jsonl", "journal.head", "archive.json"},
			[]string{"4 lines of its journal, and the folder has 3"},
		},
		"the whole folder": {
			func(a *archive.Archive) { imported(t, a, spread("b", 30, day)) },
			[]string{""},
			[]string{"5 lines of its journal, and the folder has 3", "90 events in its tree, and the folder has 60"},
		},
		"one that went on otherwise": {
			func(a *archive.Archive) { imported(t, a, spread("b", 30, day)) },
			[]string{"", "+"},
			[]string{"line 5 of its journal is another than the one that this computer last knew", "the first 90 events of its tree are others than those that this computer last knew"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("DAYBOOK_CONFIG", t.TempDir())
			dir, a := kept(t, c, spread("a", 60, day))
			require.NoError(t, a.Close())
			older := filepath.Join(t.TempDir(), "older")
			require.NoError(t, copyFolder(dir, older))
			if slices.Contains(test.back, "+") { // what another computer with the same key made of the copy
				config := os.Getenv("DAYBOOK_CONFIG")
				require.NoError(t, os.CopyFS(filepath.Join(config, "..", "other"), os.DirFS(config)))
				t.Setenv("DAYBOOK_CONFIG", filepath.Join(config, "..", "other"))
				b := reopened(t, older, c)
				imported(t, b, spread("c", 31, day))
				require.NoError(t, b.Close())
				t.Setenv("DAYBOOK_CONFIG", config)
			}
			a = reopened(t, dir, c)
			test.later(a)
			require.Nil(t, a.Ledger().Doubt())
			require.NoError(t, a.Close())
			later := filepath.Join(t.TempDir(), "later")
			require.NoError(t, copyFolder(dir, later))
			if test.back[0] == "" {
				require.NoError(t, os.RemoveAll(dir))
				require.NoError(t, copyFolder(older, dir))
			} else {
				for _, part := range test.back {
					putFile(t, dir, part, fileOf(t, older, part))
				}
			}
			was := listing(t, dir)

			a = reopened(t, dir, c)
			doubt := a.Ledger().Doubt()
			require.NotNil(t, doubt)
			require.Len(t, doubt.Differs, len(test.says))
			r := verified(t, a)
			require.Equal(t, len(test.says), r.Count, r.Problems)
			for _, says := range test.says {
				require.ErrorContains(t, doubt, says)
				require.Contains(t, strings.Join(r.Problems, "\n"), says)
			}
			require.Equal(t, "the archive is not as this computer last knew it", r.Unrecorded)
			refusesAll(t, a, c, info(t, a).Events, ledger.ErrDoubt)
			_, err := a.NewKey(ctx, "it is a way around")
			require.ErrorIs(t, err, ledger.ErrDoubt)
			require.NoError(t, a.Close())
			require.Equal(t, was, listing(t, dir), "what is in doubt stays as it is")

			// When the later state comes back, the doubt is gone.
			away := filepath.Join(t.TempDir(), "away")
			require.NoError(t, os.Rename(dir, away))
			require.NoError(t, copyFolder(later, dir))
			a = reopened(t, dir, c)
			require.Nil(t, a.Ledger().Doubt())
			require.Empty(t, verified(t, a).Problems)
			_, err = a.Trust(ctx, "nothing to agree to", false)
			require.ErrorIs(t, err, ledger.ErrNoDoubt)
			require.NoError(t, a.Close())

			// Alternatively, somebody agrees to the older state.
			require.NoError(t, os.RemoveAll(dir))
			require.NoError(t, os.Rename(away, dir))
			a = reopened(t, dir, c)
			_, err = a.Trust(ctx, " ", false)
			require.ErrorIs(t, err, ledger.ErrNoReason)
			require.NotNil(t, a.Ledger().Doubt())
			differs := a.Ledger().Doubt().Differs
			line, err := a.Trust(ctx, "The disk failed, this is the backup.", false)
			require.NoError(t, err)
			require.Equal(t, ledger.KindTrusted, line.Kind)
			require.Contains(t, a.Ledger().Say(line), "The disk failed, this is the backup.")
			require.Contains(t, a.Ledger().Say(line), strings.Join(differs, "; "))
			require.Nil(t, a.Ledger().Doubt())
			imported(t, a, spread("d", 7, day))
			purged(t, a, c.now)
			closeVerified(t, a)
			a = reopened(t, dir, c)
			require.Nil(t, a.Ledger().Doubt())
			require.NoError(t, a.Close())
		})
	}
}

func placed(t *testing.T, a *archive.Archive, query string) {
	t.Helper()
	_, err := a.PlaceHold(context.Background(), hold(t, query))
	require.NoError(t, err)
}

// TestAnArchiveThatWentOnElsewhereContinuesHere changes a copy as another computer
// with the same key does, and brings it back.
func TestAnArchiveThatWentOnElsewhereContinuesHere(t *testing.T) {
	c := &clock{today}
	here, there := t.TempDir(), filepath.Join(t.TempDir(), "there")
	t.Setenv("DAYBOOK_CONFIG", here)
	dir, a := kept(t, c, spread("a", 60, day))
	require.NoError(t, a.Close())
	require.NoError(t, os.CopyFS(there, os.DirFS(here)))
	require.NoError(t, os.RemoveAll(filepath.Join(there, "known")))

	t.Setenv("DAYBOOK_CONFIG", there)
	moved := filepath.Join(t.TempDir(), "moved")
	require.NoError(t, copyFolder(dir, moved))
	a = reopened(t, moved, c)
	require.Nil(t, a.Ledger().Doubt(), "what was never seen is taken as it is")
	placed(t, a, "desca3/")
	imported(t, a, spread("b", 30, day))
	require.NoError(t, a.Close())

	t.Setenv("DAYBOOK_CONFIG", here)
	a = reopened(t, moved, c)
	require.Nil(t, a.Ledger().Doubt())
	closeVerified(t, a)
	// The archive that stayed behind is the older of the two from then on.
	a = reopened(t, dir, c)
	require.ErrorContains(t, a.Ledger().Doubt(), "in "+moved+") 7 lines of its journal, and the folder has 3")
	require.NoError(t, a.Close())
}

// TestTwoCopiesThatAreOpenAtOnceDoNotGoApartUnnoticed.
func TestTwoCopiesThatAreOpenAtOnceDoNotGoApartUnnoticed(t *testing.T) {
	c := &clock{today}
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	dir, a := kept(t, c, spread("a", 60, day))
	require.NoError(t, a.Close())
	other := filepath.Join(t.TempDir(), "other")
	require.NoError(t, copyFolder(dir, other))
	a, b := reopened(t, dir, c), reopened(t, other, c)
	imported(t, a, spread("b", 30, day))
	refusesAll(t, b, c, 60, ledger.ErrDoubt)
	require.NoError(t, b.Close())
	closeVerified(t, a)
}

// TestAKeyThatThisComputerDoesNotKnowIsNotTaken has an archive signed with a new
// key on another computer, as anybody could do who can write to the folder.
func TestAKeyThatThisComputerDoesNotKnowIsNotTaken(t *testing.T) {
	ctx := context.Background()
	c := &clock{today}
	here := t.TempDir()
	t.Setenv("DAYBOOK_CONFIG", here)
	dir, a := kept(t, c, spread("a", 60, day))
	first := info(t, a).Keys[0]
	require.NoError(t, a.Close())

	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	a = reopened(t, dir, c)
	refusesAll(t, a, c, 60, ledger.ErrNoKey)
	require.Len(t, info(t, a).Keys, 1, "no key is made by the way")
	second, err := a.NewKey(ctx, "It is another computer.")
	require.NoError(t, err)
	imported(t, a, spread("b", 30, day))
	require.Nil(t, a.Ledger().Doubt())
	require.NoError(t, a.Close())
	require.NotNil(t, keys.Owner(second.Verifier))
	require.Nil(t, keys.Owner(first.Verifier), "it has never signed here")

	t.Setenv("DAYBOOK_CONFIG", here)
	a = reopened(t, dir, c)
	require.ErrorContains(t, a.Ledger().Doubt(), "signed with key "+second.ID()+", which this computer does not know, and was signed with key "+first.ID())
	require.Len(t, a.Ledger().Doubt().Differs, 1)
	refusesAll(t, a, c, 90, ledger.ErrDoubt)
	_, err = a.Trust(ctx, "I made it there.", false)
	require.ErrorIs(t, err, ledger.ErrNoKey, "the state can be agreed to, and nobody here can sign that")
	require.NotNil(t, a.Ledger().Doubt())
	_, err = a.Trust(ctx, "I made it there.", true)
	require.NoError(t, err)
	require.Len(t, info(t, a).Keys, 3)
	imported(t, a, spread("c", 30, day))
	require.NotNil(t, keys.Owner(first.Verifier))
	require.Nil(t, keys.Owner(second.Verifier))
	closeVerified(t, a)
}

// TestACrashBesideWhatIsKnownIsNoDoubt examines, for each step of changes, what a
// power cut at that step would leave in the archive's folder, together with what was
// known at that step and at the step before.
func TestACrashBesideWhatIsKnownIsNoDoubt(t *testing.T) {
	ctx := context.Background()
	c := &clock{today}
	base, config := t.TempDir(), t.TempDir()
	t.Setenv("DAYBOOK_CONFIG", config)
	dir, a := kept(t, c, spread("a", 60, day))
	var archives, known []string
	restore := archive.AtSteps(func() {
		at := filepath.Join(base, "step"+string(rune('a'+len(archives))))
		require.NoError(t, copyFolder(dir, at))
		require.NoError(t, os.CopyFS(at+" config", os.DirFS(config)))
		archives, known = append(archives, at), append(known, at+" config")
	})
	imported(t, a, spread("b", 30, day))
	placed(t, a, "desca3/")
	_, err := a.NewKey(ctx, "The old one was shown to somebody.")
	require.NoError(t, err)
	purged(t, a, c.now)
	restore()
	closeVerified(t, a)
	require.Greater(t, len(archives), 10)
	for i, at := range archives {
		for _, before := range known[max(0, i-1) : i+1] {
			t.Setenv("DAYBOOK_CONFIG", filepath.Join(t.TempDir(), "config"))
			require.NoError(t, os.CopyFS(os.Getenv("DAYBOOK_CONFIG"), os.DirFS(known[i]))) // with the keys of that time
			require.NoError(t, os.RemoveAll(filepath.Join(os.Getenv("DAYBOOK_CONFIG"), "known")))
			require.NoError(t, os.CopyFS(filepath.Join(os.Getenv("DAYBOOK_CONFIG"), "known"), os.DirFS(filepath.Join(before, "known"))))
			copy := filepath.Join(t.TempDir(), "copy")
			require.NoError(t, copyFolder(at, copy))
			b := reopened(t, copy, c)
			if d := b.Ledger().Doubt(); d != nil {
				t.Fatalf("step %d: %v", i, d)
			}
			closeVerified(t, b)
		}
	}
}

// TestWithoutAPlaceForWhatIsKnownAllGoesOnAndIsSaid.
func TestWithoutAPlaceForWhatIsKnownAllGoesOnAndIsSaid(t *testing.T) {
	c := &clock{today}
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	dir, a := kept(t, c, spread("a", 60, day))
	require.NoError(t, a.Close())
	file := filepath.Join(os.Getenv("DAYBOOK_CONFIG"), "known")
	require.NoError(t, os.RemoveAll(file))
	require.NoError(t, os.WriteFile(file, nil, 0o600)) // so that no folder can be made there
	a = reopened(t, dir, c)
	require.Error(t, a.Ledger().Unknown())
	imported(t, a, spread("b", 30, day))
	r := verified(t, a)
	require.Empty(t, r.Problems)
	require.Contains(t, strings.Join(r.Notes, "\n"), "this computer keeps no record of the archive's last state, and would not notice an older one in its place: ")
	require.NoError(t, a.Close())
	require.NoError(t, os.Remove(file))
	a = reopened(t, dir, c)
	require.NoError(t, a.Ledger().Unknown())
	r = verified(t, a)
	require.Empty(t, r.Notes)
	id := info(t, a).ID
	require.NoError(t, a.Close())

	// A record that exists but cannot be read is no reason to accept any state.
	require.NoError(t, os.WriteFile(filepath.Join(file, id+".json"), []byte("{}\n"), 0o600))
	a = reopened(t, dir, c)
	require.ErrorContains(t, a.Ledger().Doubt(), "what this computer keeps of the archive's state is damaged")
	_, err := a.Trust(context.Background(), "Disk errors.", false)
	require.NoError(t, err)
	closeVerified(t, a)
}

// TestWhatCannotBeReadForAWhileIsNotReplaced makes the record of an archive
// inaccessible while an older state is put in the archive's place.
func TestWhatCannotBeReadForAWhileIsNotReplaced(t *testing.T) {
	c := &clock{today}
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	dir, a := kept(t, c, spread("a", 60, day))
	require.NoError(t, a.Close())
	older := filepath.Join(t.TempDir(), "older")
	require.NoError(t, copyFolder(dir, older))
	a = reopened(t, dir, c)
	imported(t, a, spread("b", 30, day))
	require.NoError(t, a.Close())

	known, away := filepath.Join(os.Getenv("DAYBOOK_CONFIG"), "known"), filepath.Join(t.TempDir(), "away")
	require.NoError(t, os.Rename(known, away))
	require.NoError(t, os.WriteFile(known, nil, 0o600)) // so that nothing in it can be read
	a = reopened(t, older, c)
	require.Error(t, a.Ledger().Unknown())
	placed(t, a, "desca3/")
	require.NoError(t, os.Remove(known))
	require.NoError(t, os.Rename(away, known))
	refusesAll(t, a, c, 60, ledger.ErrDoubt)
	require.NoError(t, a.Close())
	a = reopened(t, dir, c)
	require.Nil(t, a.Ledger().Doubt())
	require.NoError(t, a.Close())
}
