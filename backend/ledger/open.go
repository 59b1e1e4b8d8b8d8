package ledger

import (
	"context"
	"time"
)

// Open opens the ledger of the archive in dir, whose archive.json was read, and
// compares it with a snapshot. Faults are in Trouble; an error means that the archive
// must not be opened, since that would remove events that the journal lists.
func Open(ctx context.Context, dir string, id *Identity, at Point, o Options) (*Ledger, error) {
	lg := &Ledger{Standing: Standing{History: History{now: o.Now, identity: id}, dir: dir, readOnly: o.ReadOnly}, program: o.Program, rebuilt: o.Rebuilt}
	if err := lg.openJournal(ctx, at); err != nil {
		lg.Close()
		return nil, err
	}
	lg.meetKnown(at.Tree)
	return lg, nil
}

// Options describe the program that opens a ledger.
type Options struct {
	Now      func() time.Time
	Program  string // and its version, for the record
	ReadOnly string // why nothing may be written in the folder; "" where it may
	// Rebuilt are the segments that were rebuilt before the ledger was opened, for the
	// journal.
	Rebuilt []BuiltSegment
}
