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
	Standing

	program string         // and its version, for the record
	pending *pending       // line to be written before any other
	unnoted []string       // trouble of which the journal does not know
	rebuilt []BuiltSegment // segments of which the journal does not know that they were built again
}

// A Standing is what this computer knows of an archive, and whether it may change it and
// sign for it.
type Standing struct {
	History

	dir      string
	readOnly string // why nothing may be written in the folder; "" where it may

	recording sync.Mutex // held by whoever adds to the journal, and for what follows
	key       *integrity.Signer
	known     *keys.Known
	unkept    error                 // why what is known could not be kept or read
	unread    bool                  // it could not be read, so nothing may take its place
	doubt     atomic.Pointer[Doubt] // how the archive is not what is known
	settled   Tree                  // tree of the snapshot in use, when the journal had its last line

	current Tree // of the snapshot in use; under History.mu
}

// A History is what can be asked of a ledger: what the archive is, and what the journal
// says was done to it and with it.
type History struct {
	now     func() time.Time
	journal *integrity.Journal
	trouble []string // that was found in what proves the archive, when it was opened

	using  sync.RWMutex // held for reading by whoever uses the journal
	closed bool         // under using

	mu       sync.Mutex
	identity *Identity

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
	lg := &Ledger{Standing: Standing{History: History{now: o.Now, identity: id}, dir: dir, readOnly: o.ReadOnly}, program: o.Program, rebuilt: o.Rebuilt}
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
func (lg *History) use() (done func(), err error) {
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
func (lg *Standing) SetReadOnly(why string) { lg.readOnly = why }

// SetTree says which tree the snapshot in use has.
func (lg *Standing) SetTree(t Tree) {
	lg.mu.Lock()
	lg.current = t
	lg.mu.Unlock()
}

// Trouble is what was found wrong, when the archive was opened, with what proves it.
func (lg *History) Trouble() []string { return lg.trouble }

// Head is how long the journal is, and the hash of its last line.
func (lg *History) Head() integrity.Head { return lg.journal.Head() }

// DoubtSoFar is Doubt without another look.
func (lg *Standing) DoubtSoFar() *Doubt { return lg.doubt.Load() }

// InDoubt reports whether the archive is known not to be what this computer last knew.
func (lg *Standing) InDoubt() bool { return lg.doubt.Load() != nil }

// NoteBuilt keeps for the journal that segments were built again, and writes it now if
// that can be.
func (lg *Ledger) NoteBuilt(all ...BuiltSegment) {
	lg.recording.Lock()
	lg.rebuilt = append(lg.rebuilt, all...)
	lg.recording.Unlock()
	lg.CatchUp()
}

// ReadOnly says why the archive can only be read; "" where it can be changed.
func (lg *Standing) ReadOnly() string { return lg.readOnly }

// MayWrite is an error where nothing may be written in the archive's folder.
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
