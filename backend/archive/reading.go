package archive

import (
	"context"
	"errors"
	"iter"

	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/query"
)

// takeLots reads the file in lots. There are two lots: while the segments of
// the first are built, the second is filled.
func (w *importing) takeLots(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	batches, ended := decodeAhead(ctx, w.in.Events)
	filling, built := newLot(w.in.Size), newLot(w.in.Size)
	building := make(chan error, 1) // the result of building
	building <- nil
	defer func() {
		cancel()
		<-building
		<-ended // the goroutine that fills the batches must not outlive the file that it reads
	}()
	for batch := range batches {
		for _, one := range batch {
			if err := w.take(filling, one); err != nil {
				return err
			}
		}
		w.tell("reading")
		if !filling.full() {
			continue
		}
		if err := <-building; err != nil {
			building <- nil
			return err
		}
		built.reset()
		filling, built = built, filling
		w.tell("building")
		go func(l *lot, read float64) { building <- w.buildLot(ctx, l, read) }(built, w.read())
	}
	err := <-building
	building <- nil
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return err
	}
	w.tell("building")
	return w.buildLot(ctx, filling, w.read())
}

// read returns the share of the file that was read, or 0 if that is not known.
func (w *importing) read() float64 {
	if w.in.Offset == nil || w.in.Size <= 0 {
		return 0
	}
	return float64(w.in.Offset()) / float64(w.in.Size)
}

func (w *importing) take(lot *lot, one decoded) error {
	var rejection *event.Rejection
	var next *event.NextFile
	switch {
	case errors.As(one.err, &rejection):
		w.report.Read++
		w.report.Rejected++
		w.files.reject()
		if len(w.report.Rejections) < KeptRejections {
			w.report.Rejections = append(w.report.Rejections, RejectedEvent{folder.Bounded(rejection.At), folder.Bounded(rejection.Reason)})
		}
		return nil
	case errors.As(one.err, &next):
		w.files.begin(next.Index)
		return nil
	case one.err != nil:
		return failure.Newf("import", w.in.File, "%w", one.err)
	}
	w.report.Read++
	w.files.read()
	return lot.add(&one.event, w.files.current)
}

// buildLot drops the duplicates of a lot, numbers the other events, adds their
// leaf hashes to the tree's files and builds their segments. read is the share
// of the file that was read up to the end of the lot.
func (w *importing) buildLot(ctx context.Context, l *lot, read float64) error {
	if len(l.events) == 0 {
		return nil
	}
	duplicates, conflicts, err := w.settle(ctx, l)
	if err != nil {
		return err
	}
	w.report.Duplicates += duplicates
	w.report.Conflicts += conflicts
	w.files.settle(l)
	if err := w.countDue(l); err != nil {
		return err
	}
	added := len(l.events) - duplicates
	w.report.Added += added
	if added == 0 {
		return nil
	}
	if err := w.a.needSpace(int64(added)*64 + l.bytes + l.bytes/2); err != nil {
		return err
	}
	hashes, err := l.leaves()
	if err != nil {
		return err
	}
	first := w.leaves
	for i := range l.events {
		if e := &l.events[i]; !e.duplicate {
			e.seq = uint64(w.leaves)
			w.leaves++
		}
	}
	if err := w.a.tree.Append(first, hashes); err != nil {
		return err
	}
	return w.buildSegments(ctx, l.parts(w.wanted(added, read)))
}

// countDue counts the new events of a lot that are already due to be purged.
func (w *importing) countDue(l *lot) error {
	cutoff, any := w.rules.Plan().Cutoff(w.report.Started)
	for i := range l.events {
		one := &l.events[i]
		if !any || one.duplicate || one.time > cutoff {
			continue
		}
		e, _, err := event.DecodeStored(l.stored(i))
		if err != nil {
			return err
		}
		if w.rules.Judge(&e, query.Place{Import: w.report.Number, Conflict: one.conflict}, w.report.Started).Due() {
			w.report.Due++
		}
	}
	return nil
}

const (
	batchAhead = 4
	batchBytes = 1 << 20 // bytes of text; a batch of large events ends earlier
)

// decodeAhead reads events in a goroutine of its own, so that reading a file
// and hashing its events use two processors. ended is closed when the
// goroutine no longer uses the stream.
func decodeAhead(ctx context.Context, events iter.Seq2[event.Event, error]) (batches chan []decoded, ended chan struct{}) {
	batches = make(chan []decoded, batchAhead)
	ended = make(chan struct{})
	go func() {
		defer close(ended)
		defer close(batches)
		batch, size := make([]decoded, 0, batchEvents), 0
		send := func() bool {
			select {
			case batches <- batch:
				batch, size = make([]decoded, 0, batchEvents), 0
				return true
			case <-ctx.Done():
				return false
			}
		}
		for e, err := range events {
			batch = append(batch, decoded{e, err})
			size += len(e.Description) + len(e.Details)
			if (len(batch) == batchEvents || size >= batchBytes) && !send() {
				return
			}
		}
		if len(batch) > 0 {
			send()
		}
	}()
	return batches, ended
}
