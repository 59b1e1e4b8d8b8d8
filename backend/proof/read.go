package proof

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"daybook/backend/event"
	"daybook/backend/failure"
)

// ErrRedacted reports a bundle of which the events are not whole.
var ErrRedacted = errors.New("parts of its events are left out")

// BundleEvents returns the events of a bundle that Verify found whole, in its
// order, each as its leaf covers it: with its details, byte for byte. m is the
// manifest of the verdict. Any error ends the stream, including ErrRedacted at its start
// for a bundle of which a part of an event is left out, and one that
// events.jsonl has changed since it was verified, which is known at its end. read,
// where not nil, is told how many events were read. Memory is that of the longest
// event.
func BundleEvents(ctx context.Context, r io.ReaderAt, size int64, m *Manifest, read func(events int)) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		if err := bundleEvents(ctx, r, size, m, read, yield); err != nil && err != errEnough {
			yield(event.Event{}, failure.New("read", EventsName, err))
		}
	}
}

var (
	errEnough  = errors.New("the caller wants no more")
	errChanged = errors.New("it changed while it was read")
)

func bundleEvents(ctx context.Context, r io.ReaderAt, size int64, m *Manifest, read func(events int), yield func(event.Event, error) bool) error {
	if m.LeftOut.Events > 0 {
		return ErrRedacted
	}
	p, problems, err := openPacked(r, size)
	if err != nil {
		return err
	}
	want := m.file(EventsName)
	if len(problems) > 0 || want == nil || !p.has(EventsName) {
		return errChanged
	}
	v := &verifier{ctx: ctx, bundle: p, sums: make(map[string]Listed)}
	s, err := v.follow(EventsName)
	if err != nil {
		return err
	}
	lines := &recordReader{r: bufio.NewReaderSize(s, readChunk), most: maxRecord}
	var again []byte
	for n := 0; ; n++ {
		if n%tellEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if read != nil {
				read(n)
			}
		}
		line, err := lines.line()
		if err == io.EOF {
			break
		}
		var leaf Line
		if err == nil {
			leaf, again, err = decodeLine(line, again)
		}
		if err == nil && leaf.Left != 0 {
			err = ErrRedacted
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", n+1, err)
		}
		if !yield(leaf.Event, nil) {
			return errEnough
		}
	}
	if err := v.ended(s); err != nil {
		return err
	}
	if got := v.sums[EventsName]; got.Bytes != want.Bytes || got.SHA256 != want.SHA256 {
		return errChanged
	}
	return nil
}
