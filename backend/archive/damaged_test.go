package archive_test

import (
	"context"
	"fmt"
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
	"daybook/backend/query"
)

// Damage to a segment must cost no more than what is damaged: the other segments stay
// intact, the readable events of the damaged segment are read, the others are
// counted, and the original file heals them.

// harms are ways to damage a file or a folder.
var harms = map[string]func(t *testing.T, path string){
	"flipped": func(t *testing.T, path string) {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		data[len(data)/2] ^= 4
		require.NoError(t, overwrite(path, data))
	},
	"flipped at its end": func(t *testing.T, path string) {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		data[len(data)-12%len(data)-1] ^= 4
		require.NoError(t, overwrite(path, data))
	},
	"cut": func(t *testing.T, path string) {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, overwrite(path, data[:len(data)/2]))
	},
	"gone": func(t *testing.T, path string) { require.NoError(t, os.RemoveAll(path)) },
}

// damagedEvents returns the events of two imports, each of which makes a segment. The
// second has an event that is large enough for a file of its own, and an event in conflict.
func damagedEvents() (first, second []event.Event) {
	first, second = some(1, 150), some(2, 200)
	second[5].ID = first[7].ID
	second[9].Details = fmt.Appendf(nil, `{"large":%q}`, strings.Repeat("x", 1<<18))
	for i := range second {
		second[i].Description += strings.Repeat(fmt.Sprintf(" word%d", i), 40)
	}
	return first, second
}

// readable asks for all events, page by page, and returns those that can be read.
func readable(t *testing.T, a *archive.Archive) (events []event.Event, damaged, unread int) {
	t.Helper()
	for page := 1; ; page++ {
		res, err := a.Query(context.Background(), archive.Request{Query: all, Order: query.DefaultOrder(), Page: page, Facets: true})
		require.NoError(t, err)
		unread = res.Unread
		for _, h := range res.Hits {
			if h.Damage != nil {
				damaged++
				continue
			}
			events = append(events, h.Event)
		}
		sum := 0
		for _, c := range res.Facets.Categories {
			sum += c.Count
		}
		require.Equal(t, res.Total, sum, "facets and total agree")
		if page >= res.Pages {
			require.Equal(t, res.Total, len(events)+damaged)
			return events, damaged, unread
		}
	}
}

// requireSound requires of an archive with damage to its second segment that nothing else
// is lost, that every event is accounted for, and that the original file heals it.
func requireSound(t *testing.T, dir string, first, second []event.Event, all2 bool) {
	ctx := context.Background()
	a, err := archive.Open(ctx, dir, archive.Options{})
	require.NoError(t, err)
	closed := false
	defer func() {
		if !closed {
			a.Close()
		}
	}()
	checked := a.Checked(ctx)
	events, damaged, unread := readable(t, a)
	require.Equal(t, len(first)+len(second), len(events)+damaged+unread, "each event is there or counted as lost")
	if all2 {
		require.Zero(t, damaged+unread, "nothing but what follows from events was damaged")
	}
	if damaged+unread > 0 {
		require.ErrorIs(t, checked, folder.ErrDamaged)
	}
	byID := make(map[string][]event.Event)
	for _, e := range slices.Concat(first, second) {
		byID[e.ID] = append(byID[e.ID], e)
	}
	sound := 0
	for i := range events {
		require.True(t, slices.ContainsFunc(byID[events[i].ID], func(e event.Event) bool { return same(&e, &events[i]) }), events[i].ID)
		if slices.ContainsFunc(first, func(e event.Event) bool { return same(&e, &events[i]) }) {
			sound++
		}
	}
	require.Equal(t, len(first), sound, "the other segment is whole")
	i, err := a.Info()
	require.NoError(t, err)
	require.Equal(t, unread, archive.LostEvents(i.Lost))
	require.Equal(t, len(events)+damaged, i.Events)
	q, err := query.Parse("id:"+first[3].ID, nil)
	require.NoError(t, err)
	res, err := a.Query(ctx, archive.Request{Query: q, Order: query.DefaultOrder()})
	require.NoError(t, err)
	require.Equal(t, 1, res.Total)
	report := verified(t, a)
	require.Equal(t, len(first)+len(second), report.Events+report.Unread)
	require.Equal(t, damaged+unread, report.Unread)

	one, err := a.Import(ctx, input(slices.Values(second)), nil)
	require.NoError(t, err)
	require.Zero(t, one.Added, "no event is added twice")
	require.Equal(t, len(second), one.Duplicates)
	if checked != nil {
		require.NotNil(t, one.Healed)
		require.NoError(t, one.Healed.Err)
		require.Zero(t, one.Healed.Missing)
	}
	require.NoError(t, a.Checked(ctx))
	requireHolds(t, a, slices.Concat(first, second))
	require.Equal(t, 1, info(t, a).Conflicts)
	closed = true
	closeVerified(t, a)
	a = open(t, dir)
	requireTidy(t, a)
	requireHolds(t, a, slices.Concat(first, second))
	require.Equal(t, 1, info(t, a).Conflicts)
	closeVerified(t, a)
}

func TestDamageTakesNoMoreThanWhatIsDamaged(t *testing.T) {
	unwatched(t)
	first, second := damagedEvents()
	origin := folderIn(t)
	archived(t, origin, first, second)
	segment := filepath.Join(origin, "segments", "000002")
	var files []string
	require.NoError(t, filepath.WalkDir(segment, func(path string, d os.DirEntry, err error) error {
		if info, err := d.Info(); err == nil && !d.IsDir() && info.Size() > 0 {
			rel, err := filepath.Rel(segment, path)
			require.NoError(t, err)
			files = append(files, filepath.ToSlash(rel))
		}
		return err
	}))
	require.GreaterOrEqual(t, len(files), 9)
	ofEvents := func(file string) bool { return strings.HasSuffix(file, ".sst") || strings.HasSuffix(file, ".vlog") }
	try := func(name string, of []string, how []string) {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(inMemory(t), "a.daybook")
			copied(t, origin, dir)
			for i, file := range of {
				harms[how[i]](t, filepath.Join(dir, "segments", "000002", filepath.FromSlash(file)))
			}
			requireSound(t, dir, first, second, !slices.ContainsFunc(of, ofEvents))
		})
	}
	for _, file := range files {
		for how := range harms {
			try(file+" "+how, []string{file}, []string{how})
		}
	}
	pairs := [][2]string{{"flipped", "flipped"}, {"flipped at its end", "gone"}, {"cut", "flipped"}, {"gone", "gone"}}
	n := 0
	for i, one := range files {
		for _, other := range files[i+1:] {
			for _, how := range pairs {
				if n++; n%5 == 0 || long || ofEvents(one) && how == pairs[0] {
					try(fmt.Sprintf("%s %s and %s %s", one, how[0], other, how[1]), []string{one, other}, how[:])
				}
			}
		}
	}
	for _, sub := range []string{"events", "index"} {
		dir := folderIn(t)
		copied(t, origin, dir)
		require.NoError(t, os.RemoveAll(filepath.Join(dir, "segments", "000002", sub)))
		requireSound(t, dir, first, second, sub == "index")
	}
	dir := folderIn(t)
	copied(t, origin, dir)
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "segments", "000002")))
	requireSound(t, dir, first, second, false)
}

// TestSegmentsThatAreLostTogetherAreHealedEachByItsFile removes all segments.
func TestSegmentsThatAreLostTogetherAreHealedEachByItsFile(t *testing.T) {
	unwatched(t)
	ctx := context.Background()
	first, second := damagedEvents()
	for name, break_ := range map[string]func(t *testing.T, segment string){
		"gone": func(t *testing.T, segment string) { require.NoError(t, os.RemoveAll(segment)) },
		"columns and table flipped": func(t *testing.T, segment string) {
			harms["flipped"](t, filepath.Join(segment, "columns"))
			tables, err := filepath.Glob(filepath.Join(segment, "events", "*.sst"))
			require.NoError(t, err)
			harms["flipped at its end"](t, tables[0])
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folderIn(t)
			archived(t, dir, first, second)
			for _, n := range []string{"000001", "000002"} {
				break_(t, filepath.Join(dir, "segments", n))
			}
			a := open(t, dir)
			events, damaged, unread := readable(t, a)
			require.Empty(t, events)
			require.Zero(t, damaged)
			require.Equal(t, len(first)+len(second), unread)
			for e, err := range a.Events(ctx, all, query.DefaultOrder()) {
				require.Fail(t, "there is an event", "%v %v", e.ID, err)
			}
			require.NoError(t, a.Close())
			for i, file := range [][]event.Event{second, first} { // each import with the archive opened anew
				a = open(t, dir)
				one, err := a.Import(ctx, input(slices.Values(file)), nil)
				require.NoError(t, err)
				require.Zero(t, one.Added)
				require.NotNil(t, one.Healed)
				require.NoError(t, one.Healed.Err)
				require.Equal(t, len(file), one.Healed.Events)
				_, _, unread := readable(t, a)
				require.Equal(t, []int{len(first), 0}[i], unread)
				require.NoError(t, a.Close())
			}
			a = open(t, dir)
			requireHolds(t, a, slices.Concat(first, second))
			closeVerified(t, a)
		})
	}
}

// TestWhatIsNewIsTakenInBesideWhatIsLost imports another file while a segment is lost and
// other events were purged: neither may be mistaken for the other.
func TestWhatIsNewIsTakenInBesideWhatIsLost(t *testing.T) {
	unwatched(t)
	ctx := context.Background()
	c := &clock{now: today}
	dir := folderIn(t)
	o := c.options()
	a, err := archive.Create(ctx, dir, o)
	require.NoError(t, err)
	var old, kept, third []event.Event
	for i := range 40 {
		old = append(old, aged("old", 100, i))
		kept = append(kept, aged("kept", 3, i))
		third = append(third, aged("third", 2, i))
	}
	imported(t, a, old)
	imported(t, a, kept)
	due, err := a.Due(ctx, c.now, "")
	require.NoError(t, err)
	_, err = a.Purge(ctx, due, nil)
	require.NoError(t, err)
	require.NoError(t, a.Removed(ctx))
	require.NoError(t, a.Close())
	paths, err := filepath.Glob(filepath.Join(dir, "segments", "*"))
	require.NoError(t, err)
	require.Len(t, paths, 1)
	require.NoError(t, os.RemoveAll(paths[0]))

	a, err = archive.Open(ctx, dir, o)
	require.NoError(t, err)
	due, err = a.Due(ctx, c.now.AddDate(1, 0, 0), "")
	require.NoError(t, err)
	require.Zero(t, due.Count)
	require.Equal(t, len(kept), due.Unread, "what cannot be read is never due")
	one, err := a.Import(ctx, input(slices.Values(slices.Concat(third, old[:10]))), nil)
	require.NoError(t, err)
	require.Equal(t, 50, one.Added, "a purged event that comes again is new")
	require.NotEmpty(t, one.Notes)
	require.NoError(t, a.Close())
	a, err = archive.Open(ctx, dir, o)
	require.NoError(t, err)
	one, err = a.Import(ctx, input(slices.Values(kept)), nil)
	require.NoError(t, err)
	require.Zero(t, one.Added)
	require.Equal(t, len(kept), one.Healed.Events)
	require.Equal(t, 90, info(t, a).Events)
	closeVerified(t, a)
}

// TestAnImportsReportThatIsDamagedIsToldFromTheJournal damages reports of imports.
func TestAnImportsReportThatIsDamagedIsToldFromTheJournal(t *testing.T) {
	ctx := context.Background()
	first, second := damagedEvents()
	origin := folderIn(t)
	archived(t, origin, first, second)
	b := open(t, origin)
	before := info(t, b).Imports
	require.NoError(t, b.Close())
	for how, harm := range harms {
		dir := folderIn(t)
		copied(t, origin, dir)
		harm(t, filepath.Join(dir, "imports", "000002.json"))
		a := open(t, dir)
		require.ErrorContains(t, a.Checked(ctx), "imports/000002.json", how)
		got := info(t, a).Imports
		require.NotNil(t, got[1].Damage)
		require.Len(t, got[1].Notes, 1)
		require.Equal(t, before[0], got[0])
		want := before[1]
		require.Equal(t, []any{want.File, want.Source, want.Read, want.Added, want.Duplicates, want.Conflicts, want.FirstSeq}, []any{got[1].File, got[1].Source, got[1].Read, got[1].Added, got[1].Duplicates, got[1].Conflicts, got[1].FirstSeq})
		requireHolds(t, a, slices.Concat(first, second))
		report := verified(t, a)
		require.Equal(t, 1, report.Count)
		imported(t, a, some(9, 20))
		require.NoError(t, a.Close())
		a = open(t, dir)
		require.Len(t, info(t, a).Imports, 3)
		require.NoError(t, a.Close())
	}
}

// TestWhatWasPurgedDoesNotComeBackWithAnOlderSegment replaces the folder of a segment
// with the folder that it had before a purge.
func TestWhatWasPurgedDoesNotComeBackWithAnOlderSegment(t *testing.T) {
	ctx := context.Background()
	c := &clock{now: today}
	for _, seal := range []bool{false, true} {
		dir, a := kept(t, c, slices.Concat(spread("a", 60, day), spread("b", 60, time.Hour)))
		before := filepath.Join(t.TempDir(), "before")
		copied(t, filepath.Join(dir, "segments", "000001"), before)
		receipt := purged(t, a, c.now)
		require.NoError(t, a.Removed(ctx))
		left := info(t, a).Events
		require.NoError(t, a.Close())
		paths, err := filepath.Glob(filepath.Join(dir, "segments", "*"))
		require.NoError(t, err)
		require.Len(t, paths, 1)
		sealed, err := os.ReadFile(filepath.Join(paths[0], "seal.json"))
		require.NoError(t, err)
		require.NoError(t, os.RemoveAll(paths[0]))
		copied(t, before, paths[0])
		if seal { // only the events are from before the purge
			require.NoError(t, overwrite(filepath.Join(paths[0], "seal.json"), sealed))
		}
		a = reopened(t, dir, c)
		if err := a.Checked(ctx); err != nil {
			require.ErrorIs(t, err, folder.ErrDamaged)
		}
		events, damaged, unread := readable(t, a)
		require.Equal(t, left, len(events)+damaged+unread)
		for i := range events {
			require.False(t, events[i].Time <= event.Time(receipt.Rule.Cutoff.UnixNano()), "%s was purged", events[i].ID)
		}
		require.NoError(t, a.Close())
	}
}

// TestNoImportIsAdvisedWhileNoneIsTaken compares the advice about lost events with what
// an import does: it is refused while some events cannot be read at present.
func TestNoImportIsAdvisedWhileNoneIsTaken(t *testing.T) {
	gone := archive.Lost{Segment: 1, Of: 3, Events: 3}
	away := archive.Lost{Segment: 2, Of: 3, Events: 3, Passing: true}
	require.Contains(t, archive.LostAdvice([]archive.Lost{gone}), "import their original files again")
	for _, lost := range [][]archive.Lost{{away}, {gone, away}} {
		require.NotContains(t, archive.LostAdvice(lost), "import their original files again")
		require.Contains(t, archive.LostAdvice(lost), "nothing can be imported")
	}
}
