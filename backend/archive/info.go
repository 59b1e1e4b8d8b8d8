package archive

import (
	"slices"
	"time"

	"daybook/backend/event"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
)

// Info describes an archive and what it holds.
type Info struct {
	ID, Name, Plan, Path string
	Format, Snapshot     int
	Created              time.Time
	Events, Conflicts    int
	First, Last          event.Time // of the events; 0 if there are none
	Segments             int
	Lost                 []Lost   // events that cannot be read; they are not counted in Events
	ReadOnly             string   // why the archive is read-only; "" if it can be changed
	Notices              []string // see Archive.Notices
	TreeSize             int64
	Root                 string
	Checkpoint           string       // of the tree, signed: a note of golang.org/x/mod/sumdb/note
	Keys                 []ledger.Key // the last key is in use
	Journal              integrity.Head
	Verified             *ledger.Verification // the last verification; nil if there was none
	Doubt                *ledger.Doubt        // as last known: see ledger.Ledger.DoubtSoFar
	Imports              []Import
}

// Info describes the archive as it stands.
func (v *View) Info() Info {
	id := v.a.ledger.Identity()
	info := Info{
		ID: id.ID, Name: id.Name, Plan: id.Plan, Path: v.a.dir,
		Format: id.Format, Snapshot: v.snapshot.Number, Created: id.Created,
		Checkpoint: v.snapshot.Checkpoint, Keys: slices.Clone(id.Keys), Journal: v.a.ledger.Head(), Verified: v.a.ledger.LastVerified(),
		Events: v.table.Len(), Conflicts: v.table.Conflicts().Count(), Segments: len(v.segments),
		TreeSize: v.snapshot.Tree.Size, Root: v.snapshot.Tree.Root, Imports: v.imports,
	}
	info.Doubt = v.a.ledger.DoubtSoFar()
	info.First, info.Last = v.table.Span()
	info.Lost, info.ReadOnly, info.Notices = v.Lost(), v.a.ledger.ReadOnly(), v.a.Notices()
	return info
}
