package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func BenchmarkFeed(b *testing.B) {
	const events = 100_000
	var records []string
	for i := range events {
		records = append(records, fmt.Sprintf(`{"event_id":"evt_%024x","actor":"member%d@northwind.example","category":"generation","action":"succeeded",`+
			`"description":"Generation succeeded - bfl/flux-schnell-%d","timestamp":"2026-08-02T17:39:42.%03dZ"}`, i, i%50, i, i%999+1))
	}
	var rows strings.Builder
	rows.WriteString(feedHeader + "\r\n")
	for i := range events {
		fmt.Fprintf(&rows, "evt_%024x,member%d@northwind.example,generation,succeeded,\"Generation, succeeded - bfl/flux-schnell-%d\",2026-08-02T17:39:42.%03dZ\r\n", i, i%50, i, i%999+1)
	}
	for name, data := range map[string]string{"JSON": "[" + strings.Join(records, ",\n") + "]\n", "lines": lined(records...), "CSV": rows.String()} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				out := 0
				f, err := Open(strings.NewReader(data), int64(len(data)), "activity", Options{})
				require.NoError(b, err)
				for _, err := range f.Events(b.Context()) {
					require.NoError(b, err)
					out++
				}
				require.Equal(b, events, out)
			}
			b.ReportMetric(float64(events*b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
