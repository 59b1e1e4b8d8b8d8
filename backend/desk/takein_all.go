package desk

import (
	"context"
	"fmt"
	"path/filepath"

	"daybook/backend/archive"
	"daybook/backend/ingest"
	"daybook/backend/numbers"
)

// TakeIn takes in a file, a bundle or a folder, or several of them as one import, all or
// nothing. The error wraps ingest.ErrNotEvents if there are no events, ErrProof for a
// bundle that does not verify, ingest.ErrNotOrdinary, or the system's error.
func TakeIn(ctx context.Context, a *archive.Archive, paths []string, o ingest.Options, progress func(archive.Progress)) (archive.Import, error) {
	in, err := openAsOne(ctx, paths, options{o, a.Ledger().OwnKey})
	if err != nil {
		return archive.Import{}, &UnreadableError{paths[0], err}
	}
	defer in.close()
	return in.take(ctx, a, progress)
}

// A Batch is a list of groups of files and folders to be taken in, each group as one
// import.
type Batch struct {
	Groups  [][]string
	Options ingest.Options
	// Begin is called before each group is opened, and returns the function that
	// receives its progress, nil for none. If it returns an error, the group is not
	// taken in and ends with that error.
	Begin func(i int) (func(archive.Progress), error)
	// Ended is called when a group has ended, unless it was stopped. Its error ends the
	// batch.
	Ended func(i int, report archive.Import, err error) error
}

// tidyEvery is the number of imports after which segments are joined; they are also
// joined after the last import. Each import looks through all segments, and adds one.
const tidyEvery = 64

// TakeIn takes in the groups one after the other; a group that is refused does not stop
// the others. If ctx ends before all groups have ended, the error is a *Stopped: groups
// taken in before stay in the archive. If all are in but the archive could not be
// tidied, the error is an *Untidy.
func (b *Batch) TakeIn(ctx context.Context, a *archive.Archive) error {
	taken := 0
	for i, paths := range b.Groups {
		report, err := b.take(ctx, a, i, paths)
		// A group that is in is reported even if it was to be stopped just then.
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
			_ = a.Merge(ctx) // whether they could be joined is reported at the end
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

// A Stopped reports that a batch was stopped.
type Stopped struct {
	Group int // the group that was stopped, of which nothing is in the archive
	Taken int // groups taken in before
	Err   error
}

func (s *Stopped) Error() string { return fmt.Sprintf("stopped: %v", s.Err) }
func (s *Stopped) Unwrap() error { return s.Err }

// An Untidy reports imports that are in the archive, but whose segments could not be
// joined. The next import tries again.
type Untidy struct{ Err error }

func (u *Untidy) Error() string {
	return fmt.Sprintf("tidy up after importing: %v; what was imported is in the archive", u.Err)
}
func (u *Untidy) Unwrap() error { return u.Err }

// Called returns the name of an import of those paths.
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
