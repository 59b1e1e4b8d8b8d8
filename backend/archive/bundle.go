package archive

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"daybook/backend/event"
	"daybook/backend/integrity"
	"daybook/backend/query"
)

// Evidence is some events of an archive with all that proves them, of one
// snapshot, which stays open for as long as the function runs that was given it.
type Evidence struct {
	ID, Name, Plan string
	Archive        int  // events in the archive
	Matching       int  // events that match the query
	Count          int  // events of Events
	All            bool // these are all that match
	First, Last    event.Time
	Imports        []Import

	TreeSize   int64
	Root       string
	Hashes     *integrity.Tree
	Checkpoint string // of the tree, signed with Signer
	Signer     *integrity.Signer
	Journal    integrity.Head
	User       string // of the operating system

	// Events yields the events in order with their sequence numbers, each time
	// the same. The first error ends it.
	Events iter.Seq2[Hit, error]
	// Coverage is Archive.Coverage, of this snapshot.
	Coverage Coverage
}

// Evidence gives use the events that match q, or those of only if it is not nil,
// with what proves them. The coverage is that of the time range of q, in the
// zone of r. It first waits until every file has been hashed, as Checked does.
// Page and Facets of r mean nothing.
func (a *Archive) Evidence(ctx context.Context, r Request, use func(*Evidence) error) error {
	// Damaged events are reported where one of them is read.
	if _, err := a.checked(ctx); err != nil {
		return err
	}
	v, err := a.acquire()
	if err != nil {
		return err
	}
	defer a.release(v)
	m, err := a.match(ctx, v, r.Query, nil)
	if err != nil {
		return err
	}
	id := a.ident()
	e := &Evidence{
		ID: id.ID, Name: id.Name, Plan: id.Plan, Archive: v.table.Len(), Matching: m.total(v), Imports: slices.Clone(v.imports),
		TreeSize: v.snapshot.Tree.Size, Root: v.snapshot.Tree.Root, Hashes: a.tree, User: userName(),
	}
	if n := v.table.Len(); n > 0 {
		e.First, e.Last = v.table.Time(n-1), v.table.Time(0)
	}
	e.All = true
	if r.Only != nil {
		both, err := a.match(ctx, v, r.Query, r.Only)
		if err != nil {
			return err
		}
		e.All = e.Matching == r.Only.Count() && e.Matching == both.total(v)
		if m, err = a.match(ctx, v, query.All(), r.Only); err != nil {
			return err
		}
		if gone := r.Only.Count() - m.total(v); gone > 0 {
			return fmt.Errorf("archive: export: %d of the selected events are no longer in the archive; select again", gone)
		}
	}
	e.Count = m.total(v)
	if e.Coverage, err = v.coverage(ctx, r.Query.From, r.Query.To, r.Zone); err != nil {
		return err
	}
	if err := a.signEvidence(v, e); err != nil {
		return err
	}
	e.Events = func(yield func(Hit, error) bool) {
		err := a.each(ctx, v, m, r.Order, func(f *found) bool {
			return yield(v.hit(*f), nil)
		})
		if err != nil {
			yield(Hit{}, err)
		}
	}
	return use(e)
}

// signEvidence signs the tree with the key in use: that of the snapshot may be
// signed with one that is no longer kept.
func (a *Archive) signEvidence(v *view, e *Evidence) (err error) {
	a.recording.Lock()
	defer a.recording.Unlock()
	if e.Signer, err = a.signer(); err != nil {
		return err
	}
	e.Journal = a.journal.Head()
	e.Checkpoint, err = checkpointOf(a.ident().ID, v.snapshot.Tree, e.Signer)
	return err
}
