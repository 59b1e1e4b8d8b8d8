package desk

import (
	"context"
	"fmt"
	"path/filepath"

	"daybook/backend/archive"
	"daybook/backend/ingest"
	"daybook/backend/numbers"
)

// TakeIn takes a file, a bundle or a folder in, or several of them as one import, all or
// nothing. The error wraps ingest.ErrNotEvents where what is there holds no events,
// ErrProof for a bundle that does not verify, ingest.ErrNotOrdinary, or what the system
// said.
func TakeIn(ctx context.Context, a *archive.Archive, paths []string, o ingest.Options, progress func(archive.Progress)) (archive.Import, error) {
	in, err := openAsOne(ctx, paths, options{o, a.Ledger().OwnKey})
	if err != nil {
		return archive.Import{}, &UnreadableError{paths[0], err}
	}
	defer in.close()
	return in.take(ctx, a, progress)
}

// A Batch is files and folders to be taken in, a group of them an import.
type Batch struct {
	Groups  [][]string
	Options ingest.Options
	// Begin is told of each group before it is looked at, and gives what its progress is
	// told; nil for nothing. With an error the group is not taken in, and ended so.
	Begin func(i int) (func(archive.Progress), error)
	// Ended is told how a group ended that was not stopped. Its error ends the batch.
	Ended func(i int, report archive.Import, err error) error
}

// Each import looks through all segments, of which there is one more with each: after so
// many of them segments are joined, and after the last one.
const tidyEvery = 64

// TakeIn takes the groups in one after the other; one that is refused does not stop the
// others. When ctx ends that is a *Stopped, unless all of them had ended: what was taken
// in before is in the archive. When all are in and could not be tidied up, it is an
// *Untidy.
func (b *Batch) TakeIn(ctx context.Context, a *archive.Archive) error {
	taken := 0
	for i, paths := range b.Groups {
		report, err := b.take(ctx, a, i, paths)
		// A group that is in is told of, even if it was to be stopped just then.
		if err != nil && ctx.Err() != nil {
			return &Stopped{Group: i, Taken: taken, Err: ctx.Err()}
		}
		if ended := b.Ended(i, report, err); ended != nil {
			return ended
		}
		if err != nil {
			continue
		}
		if taken++; taken%tidyEvery == 0 {
			_ = a.Merge(ctx) // whether they could be joined is told at the end
		}
	}
	if taken == 0 {
		return nil
	}
	return tidy(ctx, a)
}

func (b *Batch) take(ctx context.Context, a *archive.Archive, i int, paths []string) (archive.Import, error) {
	progress, err := b.Begin(i)
	if err != nil {
		return archive.Import{}, err
	}
	return TakeIn(ctx, a, paths, b.Options, progress)
}

// tidy joins the segments of an archive after imports.
func tidy(ctx context.Context, a *archive.Archive) error {
	if err := a.Merge(ctx); err != nil {
		return &Untidy{err}
	}
	return nil
}

// A Stopped is the end of a batch that was stopped.
type Stopped struct {
	Group int // of which nothing is in the archive
	Taken int // that were taken in before
	Err   error
}

func (s *Stopped) Error() string { return fmt.Sprintf("stopped: %v", s.Err) }
func (s *Stopped) Unwrap() error { return s.Err }

// An Untidy is imports that are in the archive, whose segments could not be joined. The
// next import tries again.
type Untidy struct{ Err error }

func (u *Untidy) Error() string {
	return fmt.Sprintf("tidy up after importing: %v; what was imported is in the archive", u.Err)
}
func (u *Untidy) Unwrap() error { return u.Err }

// Called is what an import of those paths is called.
func Called(paths []string) string {
	full, err := filepath.Abs(paths[0])
	if err != nil {
		full = paths[0]
	}
	name := filepath.Base(full)
	if n := len(paths) - 1; n > 0 {
		name += " and " + numbers.Grouped(n) + " more"
	}
	return name
}
