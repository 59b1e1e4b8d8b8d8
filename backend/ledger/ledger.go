package ledger

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/keys"
)

// A Ledger holds the records of an archive beside its events: archive.json, the journal,
// and the state of both that this computer knows. Its methods are safe for concurrent
// use.
type Ledger struct {
	Standing

	program string         // and its version, for the record
	pending *pending       // line to be written before any other
	unnoted []string       // trouble of which the journal does not know
	rebuilt []BuiltSegment // rebuilt segments that the journal does not list yet
}

// A Standing is the state of an archive that this computer knows, and whether this
// program may change it and sign for it.
type Standing struct {
	History

	dir      string
	readOnly string // why nothing may be written in the folder; "" where it may

	recording sync.Mutex // held while adding to the journal, and for the fields below
	key       *integrity.Signer
	former    map[string]*integrity.Signer // former keys that were sought, by ID; nil where there is none here
	known     *keys.Known
	unkept    error                 // why the known state could not be kept or read
	unread    bool                  // the known state could not be read, so nothing may replace it
	doubt     atomic.Pointer[Doubt] // how the archive differs from the known state
	settled   Tree                  // tree of the snapshot in use, when the journal had its last line

	current Tree // of the snapshot in use; under History.mu
}

// A History is the readable side of a ledger: the identity of the archive, and the
// actions that the journal records.
type History struct {
	now     func() time.Time
	journal *integrity.Journal
	trouble []string // found in the archive's proofs when it was opened

	using  sync.RWMutex // held for reading while the journal is used
	closed bool         // under using

	mu       sync.Mutex
	identity *Identity

	purges receiptsKept
	times  timesKept
}

// use keeps the ledger open until done is called.
func (lg *History) use() (done func(), err error) {
	lg.using.RLock()
	if lg.closed {
		lg.using.RUnlock()
		return nil, ErrClosed
	}
	return lg.using.RUnlock, nil
}

// Close waits until the journal is not in use and closes it.
func (lg *Ledger) Close() error {
	lg.using.Lock()
	defer lg.using.Unlock()
	if lg.closed || lg.journal == nil {
		return nil
	}
	lg.closed = true
	return lg.journal.Close()
}

// SetReadOnly says why nothing may be written in the folder from now on. It is for the
// opening of an archive alone.
func (lg *Standing) SetReadOnly(why string) { lg.readOnly = why }

// SetTree says which tree the snapshot in use has.
func (lg *Standing) SetTree(t Tree) {
	lg.mu.Lock()
	lg.current = t
	lg.mu.Unlock()
}

// Trouble returns the faults that were found in the archive's proofs when it was opened.
func (lg *History) Trouble() []string { return lg.trouble }

// Head returns the length of the journal, and the hash of its last line.
func (lg *History) Head() integrity.Head { return lg.journal.Head() }

// DoubtSoFar returns how the archive is known to differ from the state that this computer
// last knew, nil for not at all. It is Doubt without another look.
func (lg *Standing) DoubtSoFar() *Doubt { return lg.doubt.Load() }

// ReadOnly says why the archive can only be read; "" where it can be changed.
func (lg *Standing) ReadOnly() string { return lg.readOnly }

// MayWrite returns an error where nothing may be written in the archive's folder.
func (lg *Standing) MayWrite() error {
	if lg.readOnly == "" {
		return nil
	}
	return failure.Newf("change", lg.dir, "%w (%s); searching, verifying and exporting work, while imports, purges, holds and plans need the archive where it can be written: copy the whole folder there", ErrReadOnly, lg.readOnly)
}

// OwnKey reports whether a public key is, or was, that of the archive.
func (lg *History) OwnKey(verifier string) bool {
	return slices.ContainsFunc(lg.Identity().Keys, func(k Key) bool { return k.Verifier == verifier })
}

// A Doubt says how an archive differs from the state that this computer last knew:
// an older copy was put in its place, or a copy with another history.
type Doubt struct {
	Differs []string // a sentence each, without its end; at least one
	Known   State    // the zero State where its record cannot be read
	Now     State
}

// Error returns all differences in one line.
func (d *Doubt) Error() string {
	return ErrDoubt.Error() + ": " + strings.Join(d.Differs, "; ") + ". It may be an older copy, a backup, or a copy that went on elsewhere"
}

func (d *Doubt) Unwrap() error { return ErrDoubt }

// pending is a line that must be written before any other.
type pending struct {
	kind string
	data any
}

// receiptsKept are receipts that were read when the journal had a number of lines.
type receiptsKept struct {
	mu       sync.Mutex
	lines    int
	receipts []Receipt
	doubt    string
}

// timesKept is the latest time of the first lines of the journal, and their number.
type timesKept struct {
	mu     sync.Mutex
	lines  int
	latest time.Time
}

// Identity returns the present identity of the archive. It must not be changed.
func (lg *History) Identity() *Identity {
	lg.mu.Lock()
	defer lg.mu.Unlock()
	return lg.identity
}

func (lg *History) setIdentity(id *Identity) {
	lg.mu.Lock()
	lg.identity = id
	lg.mu.Unlock()
}

// Place returns the absolute path of the archive's folder.
func (lg *Standing) Place() string {
	if path, err := filepath.Abs(lg.dir); err == nil {
		return folder.Valid(path)
	}
	return folder.Valid(lg.dir)
}
