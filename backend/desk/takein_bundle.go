package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync/atomic"

	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/keys"
	"daybook/backend/numbers"
	"daybook/backend/proof"
)

// ErrProof reports an evidence bundle that does not verify.
var ErrProof = errors.New("it is an evidence bundle that does not verify")

// A bundle reads an evidence bundle as a file of events.
type bundle struct {
	r     io.ReaderAt
	size  int64
	name  string
	known func(key string) bool

	verdict *proof.Verdict
	sum     event.Hash
	read    atomic.Int64 // events
}

// Prove verifies the bundle by itself; Notes says whose key signed it.
func (b *bundle) Prove(ctx context.Context) (err error) {
	if b.verdict != nil {
		return nil
	}
	v, err := proof.Verify(ctx, b.r, b.size, proof.Expected{Owner: keys.Whose}, nil)
	if err != nil {
		return failure.New("verify", b.name, err)
	}
	if !v.Whole() {
		what := v.Problems[0]
		if v.Count > 1 {
			what += fmt.Sprintf(", and %s", numbers.Counted(v.Count-1, "more problem", "more problems"))
		}
		return failure.Newf("open", b.name, "%w: %s; ask whoever made it for it once more, or unpack it and import the folder, which takes its events in without their proof", ErrProof, what)
	}
	if v.Manifest.LeftOut.Events > 0 {
		return failure.Newf("open", b.name, "%w, so its events cannot be taken in; ask for a bundle that is whole", proof.ErrRedacted)
	}
	if b.sum, err = hashOf(ctx, b.r, b.size); err != nil {
		return failure.New("read", b.name, err)
	}
	b.verdict = v
	return nil
}

func (b *bundle) Events(ctx context.Context) iter.Seq2[event.Event, error] {
	return proof.BundleEvents(ctx, b.r, b.size, b.verdict.Manifest, func(n int) { b.read.Store(int64(n)) })
}

func (b *bundle) Source() string { return "daybook" }

func (b *bundle) SHA256() (event.Hash, error) { return b.sum, nil }

// Offset goes by events, since three files of the bundle hold each of them.
func (b *bundle) Offset() int64 {
	if b.verdict == nil || b.verdict.Events == 0 {
		return 0
	}
	return min(b.size, int64(float64(b.size)*float64(b.read.Load())/float64(b.verdict.Events)))
}

// Incomplete returns false: a bundle that verifies is whole.
func (b *bundle) Incomplete() bool { return false }

// Notes returns what was proven, and by whose key.
func (b *bundle) Notes() []string {
	if b.verdict == nil {
		return nil
	}
	m := b.verdict.Manifest
	whose := "that key is not known here, so compare it with one that you got from elsewhere"
	switch {
	case b.known != nil && b.known(b.verdict.Key):
		whose = "that is a key of this archive"
	case b.verdict.Owner != "":
		whose = "that is the key " + b.verdict.Owner
	}
	return []string{fmt.Sprintf("an evidence bundle of the archive %s (%s), made on %s; it was verified before its events were taken in: %s whole and unchanged, signed with key %s; %s",
		m.Archive.Name, m.Archive.ID, m.Made.UTC.Format("2 January 2006, 15:04:05 UTC"), numbers.Counted(b.verdict.Events, "event is", "events are"), b.verdict.Key, whose)}
}
