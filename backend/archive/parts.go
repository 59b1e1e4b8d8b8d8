package archive

import (
	"context"
	"errors"

	"daybook/backend/parallel"
)

const maxParts = 16 // number of segments into which one import is divided

var partEvents = 50000 // fewer events are not worth a segment of their own; a variable for tests

// wanted returns the number of segments for a lot: its share of maxParts,
// according to how much of the file was read, where that is known.
func (w *importing) wanted(added int, read float64) int {
	share := float64(maxParts)
	if read > 0 {
		share *= min(read, 1) * float64(added) / float64(w.report.Added)
	}
	return max(1, min(int(share), added/partEvents))
}

// buildSegments builds and opens a segment for each part, as many at a time
// as there are processors.
func (w *importing) buildSegments(ctx context.Context, parts []part) error {
	type result struct {
		segment *member
		err     error
	}
	results := make([]result, len(parts))
	first := w.nextSegment
	w.nextSegment += len(parts)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	parallel.Each(len(parts), func(i int) {
		if ctx.Err() != nil {
			results[i].err = ctx.Err()
			return
		}
		results[i].segment, results[i].err = w.a.buildOne(ctx, first+i, parts[i].rows(), parts[i].bytes())
		if results[i].err != nil {
			cancel() // the others need not go on
		}
	})
	var failed error
	for _, r := range results {
		if r.segment != nil {
			w.built = append(w.built, r.segment)
			if err := r.segment.Rest(); err != nil && r.err == nil {
				r.err = err
			}
		}
		if r.err != nil && (failed == nil || errors.Is(failed, context.Canceled)) {
			failed = r.err
		}
	}
	return failed
}
