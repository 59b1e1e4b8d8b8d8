package ledger

import "errors"

// Errors of opening an archive and of its methods.
var (
	// ErrNotArchive reports a folder that is not a Daybook archive.
	ErrNotArchive = errors.New("not a Daybook archive")
	// ErrNewer reports an archive that a newer Daybook made.
	ErrNewer = errors.New("made by a newer Daybook")
	// ErrOlder reports an archive without a journal, as made before the first release.
	ErrOlder = errors.New("made by a Daybook from before its first release, without a journal")
	// ErrInside reports that a file that leaves the archive would be put among its own
	// files.
	ErrInside = errors.New("that is in the archive's own folder")
	// ErrClosed reports the use of an archive after it was closed.
	ErrClosed = errors.New("closed")
	// ErrReadOnly reports that nothing can be written in the archive's folder.
	ErrReadOnly = errors.New("the archive is read-only")
	// ErrNoLine reports a line number that the journal does not have.
	ErrNoLine = errors.New("no such line of the journal")
	// ErrNoHold reports that there is no hold of that ID in force.
	ErrNoHold = errors.New("no such hold is in force")
)
