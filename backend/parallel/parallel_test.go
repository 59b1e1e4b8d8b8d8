package parallel_test

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"daybook/backend/parallel"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestEachIsCalledOnceWithEveryNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 100).Draw(t, "n")
		calls := make([]atomic.Int64, n)
		parallel.Each(n, func(i int) { calls[i].Add(1) })
		for i := range calls {
			require.EqualValues(t, 1, calls[i].Load(), i)
		}
	})
}

func TestEachUsesEveryProcessor(t *testing.T) {
	n := runtime.GOMAXPROCS(0)
	var begun atomic.Int64
	all := make(chan struct{})
	parallel.Each(n, func(int) { // no call ends before all have begun
		if begun.Add(1) == int64(n) {
			close(all)
		}
		select {
		case <-all:
		case <-time.After(time.Minute):
			t.Error("another waits for this one to end")
		}
	})
}

// When Each panics, its caller releases what the calls use, so all of them must
// have returned by then.
func TestAPanicIsTheCallersWhenAllHaveReturned(t *testing.T) {
	for at := range 40 {
		var returned atomic.Int64
		require.PanicsWithValue(t, at, func() {
			parallel.Each(40, func(i int) {
				defer returned.Add(1)
				if i == at {
					panic(i)
				}
				runtime.Gosched()
			})
		})
		require.EqualValues(t, 40, returned.Load())
	}
}

func BenchmarkEach(b *testing.B) {
	b.Run("each", func(b *testing.B) {
		for b.Loop() {
			parallel.Each(20, work)
		}
	})
	b.Run("a goroutine for each", func(b *testing.B) {
		for b.Loop() {
			var wg sync.WaitGroup
			for i := range 20 {
				wg.Go(func() { work(i) })
			}
			wg.Wait()
		}
	})
	b.Run("handed over", func(b *testing.B) {
		for b.Loop() {
			var wg sync.WaitGroup
			next := make(chan int)
			for range runtime.GOMAXPROCS(0) {
				wg.Go(func() {
					for i := range next {
						work(i)
					}
				})
			}
			for i := range 20 {
				next <- i
			}
			close(next)
			wg.Wait()
		}
	})
	b.Run("one after the other", func(b *testing.B) {
		for b.Loop() {
			for i := range 20 {
				work(i)
			}
		}
	})
}

var sink atomic.Int64

// work takes some 20 µs, as long as a segment needs for a word.
func work(i int) {
	sum := i
	for k := range 20_000 {
		sum += sum ^ k
	}
	sink.Store(int64(sum))
}
