package ledger

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"daybook/backend/failure"
	"daybook/backend/integrity"
	"daybook/backend/keys"
)

// A Ledger is what is written of an archive beside its events: archive.json, the
// journal, and what this computer knows of both. Its methods are safe for concurrent use.
type Ledger struct {
	dir      string
	now      func() time.Time
	program  string // and its version, for the record
	readOnly string // why nothing may be written in the folder; "" where it may

	journal *integrity.Journal
	trouble []string // that was found in what proves the archive, when it was opened

	using  sync.RWMutex // held for reading by whoever uses the journal
	closed bool         // under using

	recording sync.Mutex // held by whoever adds to the journal
	key       *integrity.Signer
	pending   *pending       // line to be written before any other
	unnoted   []string       // trouble of which the journal does not know
	rebuilt   []BuiltSegment // segments of which the journal does not know that they were built again
	known     *keys.Known
	unkept    error                 // why what is known could not be kept or read
	unread    bool                  // it could not be read, so nothing may take its place
	doubt     atomic.Pointer[Doubt] // how the archive is not what is known
	settled   Tree                  // tree of the snapshot in use, when the journal had its last line

	mu       sync.Mutex
	identity *Identity
	current  Tree // of the snapshot in use

	purges receiptsKept
	times  timesKept
}

// A Point is what a snapshot of the archive says of itself and of the ledger.
type Point struct {
	Snapshot   int            // its number
	Change     int64          // line of the journal that planned which events there are
	Journal    integrity.Head // when the snapshot was made
	Tree       Tree
	Checkpoint string // of the tree, signed
}

// Open opens the ledger of the archive in dir, whose archive.json was read, and
// holds it against a snapshot. What is wrong is in Trouble; an error means that the
// archive must not be opened, since that would remove what the journal says is there.
func Open(ctx context.Context, dir string, id *Identity, at Point, o Options) (*Ledger, error) {
	lg := &Ledger{dir: dir, now: o.Now, program: o.Program, readOnly: o.ReadOnly, rebuilt: o.Rebuilt, identity: id}
	if err := lg.openJournal(ctx, at); err != nil {
		lg.Close()
		return nil, err
	}
	lg.meetKnown(at.Tree)
	return lg, nil
}

// Options say who opens a ledger.
type Options struct {
	Now      func() time.Time
	Program  string // and its version, for the record
	ReadOnly string // why nothing may be written in the folder; "" where it may
	// Rebuilt is what was built again before the ledger was opened, for the journal.
	Rebuilt []BuiltSegment
}

// use keeps the ledger open until done is called.
func (lg *Ledger) use() (done func(), err error) {
	lg.using.RLock()
	if lg.closed {
		lg.using.RUnlock()
		return nil, ErrClosed
	}
	return lg.using.RUnlock, nil
}

// Close waits for who uses the journal and closes it.
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
func (lg *Ledger) SetReadOnly(why string) { lg.readOnly = why }

// SetTree says which tree the snapshot in use has.
func (lg *Ledger) SetTree(t Tree) {
	lg.mu.Lock()
	lg.current = t
	lg.mu.Unlock()
}

// Trouble is what was found wrong, when the archive was opened, with what proves it.
func (lg *Ledger) Trouble() []string { return lg.trouble }

// Head is how long the journal is, and the hash of its last line.
func (lg *Ledger) Head() integrity.Head { return lg.journal.Head() }

// DoubtSoFar is Doubt without another look.
func (lg *Ledger) DoubtSoFar() *Doubt { return lg.doubt.Load() }

// InDoubt reports whether the archive is known not to be what this computer last knew.
func (lg *Ledger) InDoubt() bool { return lg.doubt.Load() != nil }

// NoteBuilt keeps for the journal that segments were built again, and writes it now if
// that can be.
func (lg *Ledger) NoteBuilt(all ...BuiltSegment) {
	lg.recording.Lock()
	lg.rebuilt = append(lg.rebuilt, all...)
	lg.recording.Unlock()
	lg.CatchUp()
}

// ReadOnly says why the archive can only be read; "" where it can be changed.
func (lg *Ledger) ReadOnly() string { return lg.readOnly }

// MayWrite is an error where nothing may be written in the archive's folder.
func (lg *Ledger) MayWrite() error {
	if lg.readOnly == "" {
		return nil
	}
	return failure.Newf("change", lg.dir, "%w (%s); searching, verifying and exporting work, while imports, purges, holds and plans need the archive where it can be written: copy the whole folder there", ErrReadOnly, lg.readOnly)
}

// OwnKey reports whether a public key is, or was, that of the archive.
func (lg *Ledger) OwnKey(verifier string) bool {
	return slices.ContainsFunc(lg.Identity().Keys, func(k Key) bool { return k.Verifier == verifier })
}
