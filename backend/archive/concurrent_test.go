package archive_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/ledger"
	"daybook/backend/query"
)

// TestReadersSeeOneSnapshotEach reads from several goroutines while imports and
// merges go on: every answer must be that of a single sealed state.
func TestReadersSeeOneSnapshotEach(t *testing.T) {
	defer archive.Shrink(1000, 50, 100)()
	ctx := context.Background()
	imports, each := either(40, 10), 400
	events := some(1, imports*each)
	webhooks := countsAt(events, each)

	a := create(t, folderIn(t))
	imported(t, a, events[:each])
	q, err := query.Parse("category:webhook", nil)
	require.NoError(t, err)
	// state returns how many imports an answer includes; a reader never goes back.
	state := func(total int) (int, error) {
		if total%each != 0 || total == 0 || total > len(events) {
			return 0, fmt.Errorf("%d events are no sealed state", total)
		}
		return total / each, nil
	}
	readers := map[string]func(last int) (int, error){
		"query": func(int) (int, error) {
			res, err := a.Query(ctx, archive.Request{Query: all, Order: query.Order{By: query.ByMember}, Facets: true})
			if err != nil {
				return 0, err
			}
			sum := 0
			for _, c := range res.Facets.Members {
				sum += c.Count
			}
			if sum != res.Total {
				return 0, fmt.Errorf("%d events and facets of %d", res.Total, sum)
			}
			return state(res.Total)
		},
		"search": func(last int) (int, error) {
			res, err := a.Query(ctx, archive.Request{Query: q, Order: query.Order{By: query.ByDescription, Desc: true}, Page: 2})
			if err != nil {
				return 0, err
			}
			n := slices.Index(webhooks, res.Total)
			if n < 1 {
				return 0, fmt.Errorf("%d webhook events are no sealed state", res.Total)
			}
			return n, nil
		},
		"events": func(last int) (int, error) {
			n := 0
			next, stop := iter.Pull2(a.Events(ctx, all, query.DefaultOrder()))
			defer stop()
			seen := map[string]bool{}
			for {
				e, err, ok := next()
				if err != nil {
					return 0, err
				}
				if !ok {
					break
				}
				seen[e.ID] = true
				n++
			}
			k, err := state(n)
			if err != nil {
				return 0, err
			}
			if len(seen) != n {
				return 0, errors.New("an event came twice")
			}
			for _, e := range events[:n] {
				if !seen[e.ID] {
					return 0, fmt.Errorf("%s is not among %d", e.ID, n)
				}
			}
			return k, nil
		},
		"info": func(int) (int, error) {
			i, err := a.Info()
			if err != nil {
				return 0, err
			}
			if int(i.TreeSize) != i.Events || len(i.Imports)*each != i.Events {
				return 0, fmt.Errorf("%d events, %d leaves, %d imports", i.Events, i.TreeSize, len(i.Imports))
			}
			return state(i.Events)
		},
		"verify": func(last int) (int, error) {
			r, err := a.Verify(ctx, nil)
			if err == nil && !r.OK() {
				err = errors.New(r.Problems[0])
			}
			if err != nil {
				return 0, err
			}
			return state(r.Events)
		},
	}
	done := make(chan struct{})
	var reading sync.WaitGroup
	var mu sync.Mutex
	rounds := map[string]int{}
	for name, read := range readers {
		reading.Go(func() {
			last := 1
			for ended := false; !ended; {
				select {
				case <-done:
					ended = true // one more round at the end
				default:
				}
				time.Sleep(time.Millisecond) // let the imports make progress too
				now, err := read(last)
				if err == nil && now < last {
					err = fmt.Errorf("state %d after %d", now, last)
				}
				if err == nil && ended && now != imports {
					err = fmt.Errorf("state %d at the end", now)
				}
				if err != nil {
					t.Errorf("%s: %v", name, err)
					return
				}
				last = now
				mu.Lock()
				rounds[name]++
				mu.Unlock()
			}
		})
	}
	for i := 1; i < imports; i++ {
		imported(t, a, events[i*each:(i+1)*each])
		require.NoError(t, a.Merge(ctx))
	}
	close(done)
	reading.Wait()
	t.Logf("%d imports, %d segments, answers: %v", imports, info(t, a).Segments, rounds)
	requireTidy(t, a)
	requireHolds(t, a, events)
	closeVerified(t, a)
}

// countsAt returns the number of webhook events in the first k imports, by k.
func countsAt(events []event.Event, each int) []int {
	counts := []int{0}
	for batch := range slices.Chunk(events, each) {
		n := counts[len(counts)-1]
		for _, e := range batch {
			if e.Category == "webhook" {
				n++
			}
		}
		counts = append(counts, n)
	}
	return counts
}

// TestAnIterationStaysInItsSnapshot imports and merges in the middle of an
// iteration, which goes on with the earlier events, from segments that are
// removed afterwards.
func TestAnIterationStaysInItsSnapshot(t *testing.T) {
	defer archive.Shrink(10_000, 512, 100)()
	ctx := context.Background()
	a := create(t, folderIn(t))
	var before []event.Event
	for i := range 5 {
		batch := some(uint64(i), 800)
		imported(t, a, batch)
		before = append(before, batch...)
	}
	var during []event.Event
	i := 0
	for e, err := range a.Events(ctx, all, query.DefaultOrder()) {
		require.NoError(t, err)
		want := ordered(before, query.DefaultOrder())
		if i == 0 {
			during = some(9, 800)
			imported(t, a, during)
			require.NoError(t, a.Merge(ctx))
			require.LessOrEqual(t, info(t, a).Segments, 32)
		}
		if i%500 == 0 {
			require.True(t, same(&e, &want[i]))
		}
		i++
	}
	require.Equal(t, len(before), i)
	requireTidy(t, a)
	requireHolds(t, a, slices.Concat(before, during))
	closeVerified(t, a)
}

// TestClosingWaitsForReaders closes an archive during reads, imports and checks.
func TestClosingWaitsForReaders(t *testing.T) {
	ctx := context.Background()
	dir := folderIn(t)
	before := some(1, 3000)
	archived(t, dir, before)
	for round := range either(20, 4) {
		a := open(t, dir)
		started := make(chan struct{}, 16)
		var reading sync.WaitGroup
		for k := range 4 {
			reading.Go(func() {
				started <- struct{}{}
				for range 1000 {
					var err error
					switch k {
					case 0:
						n := 0
						for _, err = range a.Events(ctx, all, query.DefaultOrder()) {
							n++
						}
						if err == nil && n != len(before) {
							err = fmt.Errorf("%d events", n)
						}
					case 1:
						_, err = a.Query(ctx, archive.Request{Query: all, Order: query.Order{By: query.ByAction}})
					case 2:
						err = a.Checked(ctx)
					case 3:
						_, err = a.Import(ctx, input(slices.Values(before[:10])), nil)
					}
					if errors.Is(err, ledger.ErrClosed) {
						return
					}
					if err != nil {
						t.Errorf("reader %d: %v", k, err)
						return
					}
				}
			})
		}
		for range 4 {
			<-started
		}
		if round%2 == 1 {
			_, err := a.Query(ctx, archive.Request{Query: all})
			require.NoError(t, err)
		}
		require.NoError(t, a.Close())
		require.NoError(t, a.Close(), "closing once more is no error")
		reading.Wait()
		_, err := a.Query(ctx, archive.Request{Query: all})
		require.ErrorIs(t, err, ledger.ErrClosed)
	}
	a := open(t, dir)
	require.Empty(t, differs(a.Events(ctx, all, query.DefaultOrder()), ordered(before, query.DefaultOrder())))
	closeVerified(t, a)
}

// TestClosingWhileRepairing closes an archive just when the check of its files finds a file
// that must be built again: neither may wait for the other for ever.
func TestClosingWhileRepairing(t *testing.T) {
	origin := folderIn(t)
	events := some(1, 9000)
	archived(t, origin, events)
	for range either(20, 4) {
		dir := folderIn(t)
		copied(t, origin, dir)
		require.NoError(t, flip{File: "segments/000001/ids", Offset: 0, Bit: 7}.make(dir))
		a := open(t, dir)
		checked := make(chan error)
		go func() { checked <- a.Checked(context.Background()) }()
		runtime.Gosched()
		require.NoError(t, a.Close())
		if err := <-checked; err != nil {
			require.ErrorIs(t, err, ledger.ErrClosed)
		}
		a = open(t, dir)
		requireHolds(t, a, events)
		closeVerified(t, a)
	}
}

// TestACancelledImportLeavesTheArchiveAsItWas cancels an import at each stage.
func TestACancelledImportLeavesTheArchiveAsItWas(t *testing.T) {
	defer archive.Shrink(700, 50, 350)()
	dir := folderIn(t)
	before, during := some(1, 1500), some(2, 2000)
	archived(t, dir, before)
	a := open(t, dir)
	was := listing(t, dir)
	for at := range 8 {
		ctx, cancel := context.WithCancel(context.Background())
		calls := 0
		_, err := a.Import(ctx, input(slices.Values(during)), func(p archive.Progress) {
			if calls++; calls == 1+at*6 || p.Stage == "finishing" {
				cancel()
			}
		})
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, was, listing(t, dir), "cancelled at the report of progress %d", 1+at*6)
		requireTidy(t, a)
	}
	// The archive also stays as it was when the stream ends in an error after
	// some lots were built.
	broken := errors.New("the file is cut short")
	_, err := a.Import(context.Background(), archive.Input{File: "a.json", Events: func(yield func(event.Event, error) bool) {
		for _, e := range during {
			if !yield(e, nil) {
				return
			}
		}
		yield(event.Event{}, broken)
	}}, nil)
	require.ErrorIs(t, err, broken)
	require.Equal(t, was, listing(t, dir))
	// The same holds for an invalid event.
	_, err = a.Import(context.Background(), input(slices.Values(append(slices.Clone(during), event.Event{ID: "x"}))), nil)
	require.ErrorContains(t, err, "actor")
	require.Equal(t, was, listing(t, dir))

	imported(t, a, during)
	requireHolds(t, a, slices.Concat(before, during))
	closeVerified(t, a)
}
