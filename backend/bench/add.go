package main

import (
	"context"
	"errors"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/sample"
)

// addedEvents is the number of events of a small import.
const addedEvents = 100

// add imports a few more events into a copy of the archive at path, as a command
// does: it opens the archive, hashes every file, imports and, apart from that,
// merges.
func add(ctx context.Context, path string, o *outcome) (err error) {
	copied := path + "-added"
	if err := errors.Join(removeTree(copied), copyTree(path, copied)); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removeTree(copied)) }()
	begun, busy := time.Now(), processorTime()
	a, err := archive.Open(ctx, copied, archive.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	report, err := a.Import(ctx, archive.Input{File: "more.json", Events: func(yield func(event.Event, error) bool) {
		for e := range sample.Events(seed+1, addedEvents) {
			if !yield(e, nil) {
				return
			}
		}
	}}, nil)
	if err != nil {
		return err
	}
	o.Events, o.Took, o.CPU = report.Added, time.Since(begun), processorTime()-busy
	begun = time.Now()
	if err := a.Merge(ctx); err != nil {
		return err
	}
	o.Parts, o.Peak = []part{{"merge", time.Since(begun)}}, peakMemory()
	return nil
}
