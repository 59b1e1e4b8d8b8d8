package archive_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
)

func init() { children["purge"] = purgeChild }

// purgeChild purges what is due today, and prints the stage that it is at.
func purgeChild(todo task) error {
	ctx := context.Background()
	a, err := archive.Open(ctx, todo.Dir, (&clock{today}).options())
	if err != nil {
		return err
	}
	due, err := a.Due(ctx, today, "")
	if err != nil {
		return err
	}
	fmt.Println("reading")
	judged := false
	step := 0
	restore := archive.AtSteps(func() {
		fmt.Println("step")
		if step++; step != todo.Stop {
			return
		}
		if todo.Working != "" {
			fmt.Println("full")
			fillUp(todo.Working)
			return
		}
		fmt.Println("stopped")
		select {} // wait to be killed
	})
	defer restore()
	receipt, err := a.Purge(ctx, due, func(done, total int) {
		if done == total && !judged {
			judged = true
			fmt.Println("changing")
		}
	})
	if err != nil {
		return err
	}
	fmt.Println("purged", receipt.Count)
	if err := a.Removed(ctx); err != nil {
		return err
	}
	fmt.Println("done")
	return a.Close()
}

// fillUp takes all the space on the disk of a folder.
func fillUp(dir string) {
	f, err := os.OpenFile(filepath.Join(dir, "filler"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return // the disk is full
	}
	defer f.Close()
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
}

// agedAlike returns n events of which about that many are older than 30 days,
// some with words of their own.
func agedAlike(n, old int) []event.Event {
	events := some(9, n)
	every := 60 * day / time.Duration(n)
	for i := range events {
		age := time.Duration(i) * every / 2 // the younger half of the window
		if i < old {
			age = 30*day + time.Duration(i)*every
		}
		events[i].Time = event.Time(today.Add(-age).UnixNano())
	}
	return events
}

// TestAKilledPurgeIsWholeOrAbsent kills a program at random moments of a purge
// that drops segments and rewrites others: afterwards either every event is
// there or exactly the due events are gone, and the same purge then succeeds.
func TestAKilledPurgeIsWholeOrAbsent(t *testing.T) {
	unwatched(t)
	rounds, n := either(200, 6), 5000
	seed := randomly()
	t.Logf("%d rounds, seed %d", rounds, seed)
	rnd := rand.New(rand.NewPCG(seed, 5))
	defer archive.Shrink(n/2, 500, n/10)()
	events := agedAlike(n, n*6/10)
	c := &clock{today}
	// A kill leaves everything that the program wrote, whether or not the disk has it.
	base := inMemory(t)
	origin := filepath.Join(base, "origin")
	a, err := archive.Create(context.Background(), origin, c.options())
	require.NoError(t, err)
	imported(t, a, events[:n/3])
	imported(t, a, events[n/3:])
	_, err = a.PlaceHold(context.Background(), hold(t, "member3"))
	require.NoError(t, err)
	due := dueAt(t, a, c.now)
	require.NotZero(t, due.Held)
	before := info(t, a)
	require.NoError(t, a.Close())

	// The duration and the number of steps come from a run that is not interrupted.
	dir := filepath.Join(base, "alone")
	copied(t, origin, dir)
	child := start(t, "purge", task{Dir: dir})
	at, steps := map[string]time.Time{}, 0
	for line := range child.lines {
		at[line] = time.Now()
		if line == "step" {
			steps++
		}
	}
	require.Zero(t, child.end(), "%s %s", child.last, &child.stderr)
	took := map[string]time.Duration{"reading": at["done"].Sub(at["reading"]), "changing": at["done"].Sub(at["changing"])}
	t.Logf("%v, %d steps", took, steps)

	counts := map[string]int{}
	for round := range rounds {
		dir := filepath.Join(base, "killed")
		copied(t, origin, dir)
		todo := task{Dir: dir}
		// Most of the time passes far from the critical moments, so half of the
		// kills come right after a file was made durable.
		from := []string{"stopped", "changing", "stopped", "reading"}[round%4]
		if from == "stopped" {
			todo.Stop = 1 + rnd.IntN(steps)
		}
		child := start(t, "purge", todo)
		require.True(t, child.until(from), "%s %s", child.last, &child.stderr)
		child.kill(time.Duration(rnd.Float64() * 1.1 * float64(took[from])))

		a := reopened(t, dir, c)
		requireTidy(t, a)
		require.NoError(t, a.Checked(context.Background()))
		i := info(t, a)
		state := "before"
		if i.Events != before.Events {
			state = "after"
			require.Equal(t, before.Events-due.Count, i.Events, "neither before nor after")
		}
		require.Equal(t, before.TreeSize, i.TreeSize)
		require.Equal(t, before.Root, i.Root)
		report, err := a.Verify(context.Background(), nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
		receipts, err := a.Ledger().Receipts()
		require.NoError(t, err)
		again := dueAt(t, a, c.now)
		if state == "before" {
			require.Empty(t, receipts)
			require.Equal(t, due.Digest(), again.Digest())
			purged(t, a, c.now)
		} else {
			require.Len(t, receipts, 1)
			require.Equal(t, due.Count, receipts[0].Count)
			require.Zero(t, again.Count)
		}
		require.Equal(t, before.Events-due.Count, info(t, a).Events)
		require.Equal(t, due.Held, dueAt(t, a, c.now).Held)
		closeVerified(t, a)
		os.RemoveAll(dir)
		if todo.Stop > 0 {
			from = fmt.Sprintf("step %02d", todo.Stop)
		}
		counts[from+"/"+state]++
		if round%50 == 49 {
			t.Logf("after %d: %v", round+1, counts)
		}
	}
	t.Logf("killed from a stage on, and what was held then: %v", counts)
}
