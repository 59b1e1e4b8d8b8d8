package ledger

import "errors"

// Errors of opening an archive and of its methods.
var (
	// ErrNotArchive reports a folder that is not a Daybook archive.
	ErrNotArchive = errors.New("not a Daybook archive")
	// ErrNewer reports an archive that a newer Daybook made.
	ErrNewer = errors.New("made by a newer Daybook")
	// ErrOlder reports an archive without a journal, as made before the first release.
	ErrOlder = errors.New("made by a Daybook from before its first release")
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

// Errors of signing for an archive.
var (
	// ErrDoubt reports that the archive neither has nor continues the state that
	// this computer last knew. It can be read and verified; nothing is changed,
	// removed or handed over until somebody agrees to its state.
	ErrDoubt = errors.New("it " + notKnown)
	// ErrNoDoubt reports that there is no doubt to agree to.
	ErrNoDoubt = errors.New("the archive is as this computer knows it; there is nothing to agree to")
	// ErrNoKey reports that the private half of the archive's key cannot be used
	// here.
	ErrNoKey = errors.New("its key cannot be used on this computer")
	// ErrNoReason: what is to be agreed to needs a reason, for the journal.
	ErrNoReason = errors.New("it needs a reason")
)

// notKnown is what an archive in doubt is.
const notKnown = "is not as this computer last knew it"
