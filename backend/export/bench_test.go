package export_test

import (
	"io"
	"testing"

	"daybook/backend/event"
	"daybook/backend/sample"
)

// A benchmark's events are a sample that fits into the processor's caches no
// better than an archive's do.
func benchmark(b *testing.B, write writer) {
	var events []event.Event
	for e := range sample.Events(1, 100_000) {
		events = append(events, e)
	}
	b.ReportAllocs()
	b.ResetTimer()
	n, err := write(io.Discard, func(yield func(event.Event, error) bool) {
		for i := range b.N {
			if !yield(events[i%len(events)], nil) {
				return
			}
		}
	})
	if err != nil || n != b.N {
		b.Fatal(n, err)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkWriteJSON(b *testing.B) { benchmark(b, writers()["json"]) }
func BenchmarkWriteCSV(b *testing.B)  { benchmark(b, writers()["csv"]) }
