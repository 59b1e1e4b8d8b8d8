package archive_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/ledger"
	"daybook/backend/query"
	"daybook/backend/retention"
)

func TestWhatIsDueIsSaidBeforeItIsPurged(t *testing.T) {
	c := &clock{today}
	events := spread("a", 60, day) // 30 of them are 30 days old or older
	dir, a := kept(t, c, events)
	due := dueAt(t, a, c.now)
	require.Equal(t, 30, due.Count)
	require.Equal(t, 60, due.Events)
	require.Equal(t, events[0].Time, due.First)
	require.Equal(t, events[29].Time, due.Last)
	require.Equal(t, event.Time(today.Add(-30*day).UnixNano()), due.Cutoff)
	require.Equal(t, events[29].Time, due.Cutoff, "an event is due when now is its time and the window, and not later")
	require.Len(t, due.Sample, archive.SampleSize)
	require.True(t, same(&due.Sample[0].Event, &events[0]), "the sample is of the oldest")
	require.Equal(t, "cata", due.Categories[0].Value)
	require.Equal(t, 30, due.Categories[0].Count)
	require.Equal(t, 60, info(t, a).Events, "to ask removes nothing")

	under, err := a.Due(context.Background(), c.now, "free")
	require.NoError(t, err)
	require.Equal(t, 59, under.Count)
	require.Equal(t, "pro", info(t, a).Plan, "to ask changes nothing")
	none, err := a.Due(context.Background(), c.now, "keep")
	require.NoError(t, err)
	require.Zero(t, none.Count)
	_, err = a.Due(context.Background(), c.now, "gold")
	require.ErrorContains(t, err, "gold")

	receipt := purged(t, a, c.now)
	require.Equal(t, [][2]int64{{0, 30}}, receipt.Leaves)
	require.Equal(t, events[0].Time.UTC(), receipt.First)
	require.Equal(t, events[29].Time.UTC(), receipt.Last)
	require.Equal(t, idsOf(events[30:]), heldIDs(t, a))
	require.Zero(t, dueAt(t, a, c.now).Count)
	require.Zero(t, purged(t, a, c.now).Count, "nothing due is nothing done")
	c.now = c.now.Add(day - 1)
	require.Zero(t, dueAt(t, a, c.now).Count)
	c.now = c.now.Add(1)
	require.Equal(t, 1, dueAt(t, a, c.now).Count)
	closeVerified(t, a)
	a = reopened(t, dir, c)
	require.Equal(t, idsOf(events[30:]), heldIDs(t, a))
	closeVerified(t, a)
}

func TestTheJournalSaysWhichHoldWasPlacedAndReleasedAndWhy(t *testing.T) {
	ctx := context.Background()
	c := &clock{today}
	_, a := kept(t, c, spread("a", 3, day))
	placed, err := a.PlaceHold(ctx, hold(t, "desca1"))
	require.NoError(t, err)
	_, err = a.ReleaseHold(ctx, placed.ID, "settled")
	require.NoError(t, err)
	lines, total, err := a.Ledger().Lines(0, 100)
	require.NoError(t, err)
	lines = lines[total-2:]
	require.Equal(t, `Placed hold H1 Matter 7 on `+placed.Scope.Words()+`: "asked for by counsel".`, a.Ledger().Say(lines[0]))
	require.Equal(t, `Released hold H1 Matter 7: "settled".`, a.Ledger().Say(lines[1]))
}

func TestOnlyWhatWasShownIsPurged(t *testing.T) {
	ctx := context.Background()
	c := &clock{today}
	dir, a := kept(t, c, spread("a", 60, day))
	for name, change := range map[string]func(){
		"an import": func() { imported(t, a, []event.Event{aged("late", 99, 1)}) },
		"a hold": func() {
			_, err := a.PlaceHold(ctx, hold(t, "desca3/"))
			require.NoError(t, err)
		},
		"a hold on nothing": func() {
			_, err := a.PlaceHold(ctx, hold(t, "nothing"))
			require.NoError(t, err)
		},
		"a plan": func() { require.NoError(t, a.ChangePlan(ctx, "scale")) },
	} {
		t.Run(name, func(t *testing.T) {
			due := dueAt(t, a, c.now)
			before := info(t, a).Events
			change()
			was := listing(t, dir)
			_, err := a.Purge(ctx, due, nil)
			require.ErrorIs(t, err, archive.ErrOtherDue)
			require.Equal(t, was, listing(t, dir))
			require.GreaterOrEqual(t, info(t, a).Events, before)
			require.NoError(t, a.ChangePlan(ctx, "pro"))
		})
	}
	// What is due at another time must be agreed to anew.
	tomorrow := dueAt(t, a, c.now.Add(day))
	_, err := a.Purge(ctx, tomorrow, nil)
	require.ErrorIs(t, err, archive.ErrFuture)
	due := dueAt(t, a, c.now)
	require.NotEqual(t, due.Digest(), tomorrow.Digest())
	c.now = c.now.Add(day)
	receipt, err := a.Purge(ctx, due, nil)
	require.NoError(t, err)
	require.Equal(t, due.Count, receipt.Count, "what has become due meanwhile stays")
	require.Equal(t, 1, dueAt(t, a, c.now).Count)
	closeVerified(t, a)
}

func TestAHeldEventIsNeverDue(t *testing.T) {
	defer archive.Shrink(50, 10, 10)()
	ctx := context.Background()
	c := &clock{today}
	events := spread("a", 100, day)
	dir, a := kept(t, c, events)
	h, err := a.PlaceHold(ctx, hold(t, "acta1 before:2026-09-10"))
	require.NoError(t, err)
	require.Equal(t, "H1", h.ID)
	require.Equal(t, c.now, h.Placed)
	require.NotEmpty(t, h.By)
	require.Equal(t, []retention.Hold{h}, a.Ledger().Holds())
	require.NoError(t, a.Close())
	a = reopened(t, dir, c)
	require.Equal(t, []retention.Hold{h}, a.Ledger().Holds())

	q, err := h.Scope.Parse()
	require.NoError(t, err)
	var covered, rest []event.Event
	for i := range events {
		switch {
		case q.Match(&events[i], query.Place{}):
			covered = append(covered, events[i])
		case events[i].Time > dueAt(t, a, c.now).Cutoff:
			rest = append(rest, events[i])
		}
	}
	require.NotEmpty(t, covered)
	// An event that comes later is covered too.
	late := aged("a", 90, 1)
	imported(t, a, []event.Event{late})
	covered = append(covered, late)
	c.now = c.now.Add(day / 2)
	receipt := purged(t, a, c.now)
	require.Equal(t, len(covered), receipt.Held)
	require.Equal(t, idsOf(append(slices.Clone(covered), rest...)), heldIDs(t, a))

	whole, err := a.PlaceHold(ctx, hold(t, ""))
	require.NoError(t, err)
	require.Equal(t, "H2", whole.ID)
	c.now = c.now.AddDate(50, 0, 0)
	require.Zero(t, dueAt(t, a, c.now).Count)
	require.Equal(t, info(t, a).Events, dueAt(t, a, c.now).Held)

	_, err = a.ReleaseHold(ctx, "H3", "")
	require.ErrorIs(t, err, ledger.ErrNoHold)
	released, err := a.ReleaseHold(ctx, "H2", "closed")
	require.NoError(t, err)
	require.Equal(t, whole, released)
	require.Len(t, covered, purgedAll(t, a, c.now))
	again, err := a.PlaceHold(ctx, hold(t, ""))
	require.NoError(t, err)
	require.Equal(t, "H3", again.ID, "no number comes twice")
	closeVerified(t, a)
}

// TestAHoldByImportOrConflictLooksAtWhatTheArchiveKnows places holds by
// properties that are in no field of an event.
func TestAHoldByImportOrConflictLooksAtWhatTheArchiveKnows(t *testing.T) {
	ctx := context.Background()
	c := &clock{today}
	first, second := spread("a", 10, day), spread("b", 10, day)
	changed := first[3]
	changed.Description = "changed"
	_, a := kept(t, c, first, append(second, changed))
	q := query.All()
	q.Imports = []int{1}
	h, err := retention.NewHold("", "r", q, nil)
	require.NoError(t, err)
	_, err = a.PlaceHold(ctx, h)
	require.NoError(t, err)
	q = query.All()
	q.ConflictsOnly = true
	h, err = retention.NewHold("", "r", q, nil)
	require.NoError(t, err)
	_, err = a.PlaceHold(ctx, h)
	require.NoError(t, err)
	c.now = c.now.AddDate(1, 0, 0)
	purged(t, a, c.now)
	require.Equal(t, idsOf(append(first, changed)), heldIDs(t, a))
	closeVerified(t, a)
}

func TestAnEventThatCannotBeReadIsNeverPurged(t *testing.T) {
	defer archive.Shrink(100, 10, 50)()
	ctx := context.Background()
	c := &clock{today}
	events := spread("a", 200, 6*time.Hour) // the older half in the first two segments or so
	dir, a := kept(t, c, events)
	require.NoError(t, a.Close())
	// This changes a bit of the table in the segment of the oldest events.
	damage := oldestTable(t, dir)
	require.NoError(t, damage.make(dir))
	a = reopened(t, dir, c)
	due := dueAt(t, a, c.now)
	require.Len(t, due.Unreadable, 1)
	require.Contains(t, due.Unreadable[0], "segment 0000")
	require.Equal(t, 50, due.Unread)
	total := 0
	for i := range events {
		if events[i].Time <= due.Cutoff {
			total++
		}
	}
	require.Equal(t, total-50, due.Count)
	receipt, err := a.Purge(ctx, due, nil)
	require.NoError(t, err)
	require.Equal(t, total-50, receipt.Count)
	require.Equal(t, 200-total+50, info(t, a).Events, "the damaged ones are still counted")
	require.NoError(t, a.Close())
}

func TestAPurgeThatEndsEarlyLeavesTheArchiveAsItWas(t *testing.T) {
	defer archive.Shrink(100, 10, 20)()
	c := &clock{today}
	events := spread("a", 300, 5*time.Hour)
	dir, a := kept(t, c, events)
	due := dueAt(t, a, c.now)
	was := listing(t, dir)
	for at := range 6 {
		ctx, cancel := context.WithCancel(context.Background())
		calls := 0
		_, err := a.Purge(ctx, due, func(done, total int) {
			if calls++; calls > at {
				cancel()
			}
		})
		if errors.Is(err, context.Canceled) {
			require.Equal(t, was, listing(t, dir))
		} else { // the purge was past the last point at which it checks ctx
			require.NoError(t, err)
			break
		}
		cancel()
	}
	requireTidy(t, a)
	closeVerified(t, a)
}

// TestAPurgeGoesOnBesideReaders reads every event of a snapshot from which a
// purge removes most meanwhile: the reader must get all of them, and only
// afterwards are they gone from the disk.
func TestAPurgeGoesOnBesideReaders(t *testing.T) {
	defer archive.Shrink(100, 10, 20)()
	ctx := context.Background()
	c := &clock{today}
	events := spread("a", 300, 5*time.Hour)
	dir, a := kept(t, c, events)
	next, stop := iter.Pull2(a.Events(ctx, all, query.DefaultOrder()))
	defer stop()
	_, err, ok := next()
	require.True(t, ok)
	require.NoError(t, err)
	receipt, err := a.Purge(ctx, dueAt(t, a, c.now), nil)
	require.NoError(t, err)
	require.Equal(t, 300-receipt.Count, info(t, a).Events)
	waiting, cancel := context.WithCancel(ctx)
	cancel()
	require.ErrorIs(t, a.Removed(waiting), context.Canceled)
	require.NotEmpty(t, where(contents(t, dir), "desca0/"))
	n := 1
	for {
		_, err, ok := next()
		if !ok {
			break
		}
		require.NoError(t, err)
		n++
	}
	require.Equal(t, 300, n)
	require.NoError(t, a.Removed(ctx))
	require.Empty(t, where(contents(t, dir), "desca0/"))
	requireTidy(t, a)
	closeVerified(t, a)
}

func TestAPurgedEventThatIsImportedAgainIsANewLeafAndSaidToBeDue(t *testing.T) {
	ctx := context.Background()
	c := &clock{today}
	events := spread("a", 60, day)
	_, a := kept(t, c, events)
	require.Zero(t, info(t, a).Imports[0].Due-30, "the archive had a plan when they came")
	purged(t, a, c.now)
	_, err := a.PlaceHold(ctx, hold(t, "desca7/"))
	require.NoError(t, err)
	again, err := a.Import(ctx, input(slices.Values(events)), nil)
	require.NoError(t, err)
	require.Equal(t, 30, again.Added)
	require.Equal(t, 30, again.Duplicates)
	require.Equal(t, 29, again.Due, "a held one is not due")
	require.EqualValues(t, 90, info(t, a).TreeSize)
	require.Equal(t, 60, info(t, a).Events)
	receipt := purged(t, a, c.now)
	require.Equal(t, [][2]int64{{60, 67}, {68, 90}}, receipt.Leaves)
	closeVerified(t, a)
}
