package desk

import (
	"context"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/sample"
)

// The sample is made-up events of one source, SampleSource, which identifies a sample
// archive. By default it has this number of events, of this seed.
const (
	SampleSource = "sample"
	SampleEvents = 20_000
	SampleSeed   = 1
)

// FillSample puts n made-up events into an archive: the same seed and number give the
// same events. progress covers the events only. If they are in but the archive could
// not be tidied, the error is an *Untidy and the report is valid.
func FillSample(ctx context.Context, a *archive.Archive, seed uint64, n int, progress func(archive.Progress)) (archive.Import, error) {
	in := archive.Input{
		File: SampleSource,
		Events: func(yield func(event.Event, error) bool) {
			for e := range sample.Events(seed, n) {
				if !yield(e, nil) {
					return
				}
			}
		},
		Source: func() string { return SampleSource },
	}
	report, err := a.Import(ctx, in, func(at archive.Progress) {
		at.Done, at.Total = int64(at.Events), int64(n)
		if progress != nil {
			progress(at)
		}
	})
	if err != nil {
		return report, err
	}
	return report, tidy(ctx, a)
}

// OnlySample reports whether an archive holds nothing but samples: others' events could
// not be told apart from made-up events, nor the made-up events removed again.
func OnlySample(a *archive.Archive) (bool, error) {
	imports, err := archive.Look(a, (*archive.View).Imports)
	for _, i := range imports {
		if i.Source != SampleSource {
			return false, err
		}
	}
	return true, err
}
