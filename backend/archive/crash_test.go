package archive_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/query"
)

func init() { children["import"] = importChild }

// importChild imports, prints the stage that it is at, and merges if the task says so.
func importChild(todo task) error {
	ctx := context.Background()
	makes := archive.Open
	if todo.Create {
		makes = archive.Create
	}
	a, err := makes(ctx, todo.Dir, archive.Options{})
	if err != nil {
		return err
	}
	fmt.Println("reading")
	stage := "reading"
	i, err := a.Import(ctx, input(ofText(plain(todo.Seed, todo.N), todo.Text)), func(p archive.Progress) {
		if p.Stage != stage {
			stage = p.Stage
			fmt.Println(stage)
		}
	})
	if err != nil {
		return err
	}
	fmt.Println("imported", i.Added)
	if todo.Merge {
		fmt.Println("merging")
		if err := a.Merge(ctx); err != nil {
			return err
		}
	}
	fmt.Println("done")
	return a.Close()
}

// TestAKilledImportIsWholeOrAbsent kills a program at random moments of an
// import and of the merge after it: what was sealed before must be there and
// nothing of what was not, and the same import must then succeed.
func TestAKilledImportIsWholeOrAbsent(t *testing.T) {
	unwatched(t)
	rounds, base, added := 8, reduced(20_000), reduced(60_000)
	if long {
		rounds, base, added = 100, 20_000, 60_000
	}
	seed := randomly()
	t.Logf("%d rounds, seed %d", rounds, seed)
	rnd := rand.New(rand.NewPCG(seed, 3))

	for _, small := range []bool{false, true} {
		if small && !long { // each segment has a fixed cost
			base, added = base/2, added/3
		}
		before, during := some(1, base), some(2, added)
		after := slices.Concat(before, during)
		restore, shrink := func() {}, []int(nil)
		if small {
			restore = archive.Shrink(base, 500, base/20)
			shrink = []int{added / 3, 500, added / 40}
		}
		origin := folderIn(t)
		archived(t, origin, before[:base/2], before[base/2:])
		restore()
		// The durations of the stages come from a run that is not interrupted.
		todo := task{Seed: 2, N: added, Merge: true, Shrink: shrink, Dir: folderIn(t)}
		copied(t, origin, todo.Dir)
		took := stages(t, todo)
		t.Logf("small segments %v: %v", small, took)

		counts := map[string]int{}
		for round := range rounds / 2 {
			todo.Dir = folderIn(t)
			copied(t, origin, todo.Dir)
			c := start(t, "import", todo)
			from := []string{"reading", "building", "finishing", "merging"}[round%4]
			if !c.until(from) {
				require.Fail(t, "the child ended by itself", "%s %s", c.last, &c.stderr)
			}
			c.kill(time.Duration(rnd.Float64() * 1.1 * float64(took[from])))
			counts[from+"/"+afterKill(t, todo, before, during, after)]++
		}
		t.Logf("killed from a stage on, and what was held then: %v", counts)
	}
}

// stages returns how long a child takes from each stage on; for reading that
// is the whole run.
func stages(t *testing.T, todo task) map[string]time.Duration {
	c := start(t, "import", todo)
	at := map[string]time.Time{}
	for line := range c.lines {
		if at[line].IsZero() {
			at[line] = time.Now()
		}
	}
	require.Zero(t, c.end(), "%s %s", c.last, &c.stderr)
	done := at["done"]
	require.False(t, done.IsZero())
	return map[string]time.Duration{
		"reading": done.Sub(at["reading"]), "building": at["finishing"].Sub(at["building"]),
		"finishing": at["merging"].Sub(at["finishing"]), "merging": done.Sub(at["merging"]),
	}
}

// afterKill checks an archive whose program was killed, and completes the import.
func afterKill(t *testing.T, todo task, before, during, after []event.Event) string {
	ctx := context.Background()
	a := open(t, todo.Dir)
	requireTidy(t, a)
	require.NoError(t, a.Checked(ctx))
	i := info(t, a)
	state := "before"
	switch len(i.Imports) {
	case 2:
		requireHolds(t, a, before)
	case 3:
		state = "after"
		requireHolds(t, a, after)
	default:
		require.Fail(t, "neither before nor after", "%d imports", len(i.Imports))
	}
	report, err := a.Verify(ctx, nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)

	again, err := a.Import(ctx, input(slices.Values(during)), nil)
	require.NoError(t, err)
	require.Equal(t, len(during), again.Read)
	require.Equal(t, len(during), again.Added+again.Duplicates)
	require.Equal(t, len(i.Imports)+1, again.Number)
	if state == "before" {
		require.Equal(t, len(during), again.Added)
	} else {
		require.Zero(t, again.Added)
	}
	requireHolds(t, a, after)
	id := during[len(during)/2].ID
	q, err := query.Parse("id:"+id, nil)
	require.NoError(t, err)
	res, err := a.Query(ctx, archive.Request{Query: q, Order: query.DefaultOrder()})
	require.NoError(t, err)
	require.Equal(t, 1, res.Total)
	closeVerified(t, a)
	return state
}
