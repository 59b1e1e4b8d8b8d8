package ledger

import "errors"

// Errors of opening an archive and of what is asked of it.
var (
	// ErrNotArchive: the folder is none of Daybook's.
	ErrNotArchive = errors.New("not a Daybook archive")
	// ErrNewer: a newer Daybook made it.
	ErrNewer = errors.New("made by a newer Daybook")
	// ErrOlder: it has no journal, as those of before the first release.
	ErrOlder = errors.New("made by a Daybook from before its first release, without a journal")
	// ErrInside: what leaves the archive would be put among its own files.
	ErrInside = errors.New("that is in the archive's own folder")
	// ErrClosed reports the use of an archive after it was closed.
	ErrClosed = errors.New("closed")
	// ErrReadOnly: nothing can be written in the archive's folder.
	ErrReadOnly = errors.New("the archive is read-only")
	// ErrNoLine reports a line number that the journal does not have.
	ErrNoLine = errors.New("no such line of the journal")
	// ErrNoHold: there is no hold of that ID in force.
	ErrNoHold = errors.New("no such hold is in force")
)
