// Package parallel spreads work over the processors.
package parallel

import (
	"runtime"
	"sync/atomic"
)

// Each calls do with 0 to n-1, as many at a time as there are processors, and
// returns when all of these calls have. The caller's goroutine takes part, and no
// work is assigned in advance: where the other processors are busy, as they are
// while a window is drawn, it does all the work by itself without waiting for
// another processor to wake up. If calls panic, Each panics with the value of the
// first panic, when all have returned.
func Each(n int, do func(i int)) {
	var next, done atomic.Int64
	var panicked atomic.Pointer[any]
	end := make(chan struct{})
	one := func(i int) {
		defer func() {
			if r := recover(); r != nil {
				panicked.CompareAndSwap(nil, &r)
			}
			if done.Add(1) == int64(n) {
				close(end)
			}
		}()
		do(i)
	}
	work := func() {
		for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
			one(int(i))
		}
	}
	for range min(n, runtime.GOMAXPROCS(0)) - 1 {
		go work() // a goroutine that starts too late finds nothing to do
	}
	work()
	if n > 0 {
		<-end
	}
	if r := panicked.Load(); r != nil {
		panic(*r)
	}
}
