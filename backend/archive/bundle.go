package archive

import (
	"context"
	"iter"
	"slices"

	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/query"
	"daybook/backend/retention"
)

// Evidence is a selection of the events of an archive with everything that proves them, all
// of one snapshot. It is valid as long as the view that it was made from.
type Evidence struct {
	ID, Name, Plan string
	Archive        int  // events in the archive
	Unread         int  // events that cannot be read, not counted in Archive: any of them may match
	Matching       int  // events that match the query
	Count          int  // number of events that Events yields
	All            bool // whether Events yields all events that match
	First, Last    event.Time
	Imports        []Import

	TreeSize   int64
	Root       string
	Hashes     *integrity.Tree
	Checkpoint string // of the tree, signed with Signer, and cosigned if it came back so
	Witnessed  string // the last checkpoint of a smaller tree that witnesses cosigned, "" for none
	Signer     *integrity.Signer
	FormerKeys []ledger.Key // used before the key of Signer
	// Earlier are the states of the tree for which the archive ever signed a
	// checkpoint, the smallest first, without the empty tree.
	Earlier []integrity.Checkpoint
	Journal integrity.Head
	// Unwritten says why the journal can have no line about what is made of this
	// evidence: the archive is read-only. It is "" if the journal can have a line.
	Unwritten string
	User      string // name of the user in the operating system

	Holds    []retention.Hold  // in force
	Released []ledger.Released // no longer in force

	// Events yields the events in order with their sequence numbers, the same at
	// each call. The first error ends the sequence.
	Events iter.Seq2[Hit, error]
	// Coverage is that of View.Coverage for this snapshot. Its Doubt also
	// applies to Holds, Released and Earlier.
	Coverage Coverage
}

// Evidence returns the events that match the query of r, or those of r.Only if it is not
// nil, with what proves them. The coverage is that of the time range of the query, in the
// zone of r; the Page and Facets of r are ignored. The result is valid as long as the
// view, which must come from ViewWhole. If the archive's key cannot sign, Evidence returns
// an error.
func (v *View) Evidence(ctx context.Context, r Request) (*Evidence, error) {
	if err := v.a.ledger.MaySign(); err != nil {
		return nil, err
	}
	m, err := v.match(ctx, r.Query, nil)
	if err != nil {
		return nil, err
	}
	id := v.a.ledger.Identity()
	e := &Evidence{
		ID: id.ID, Name: id.Name, Plan: id.Plan, Archive: v.table.Len(), Matching: m.total(v), Imports: slices.Clone(v.imports),
		TreeSize: v.snapshot.Tree.Size, Root: v.snapshot.Tree.Root, Hashes: v.a.tree, User: ledger.UserName(),
		Unread: LostEvents(v.Lost()), Unwritten: v.a.ledger.ReadOnly(),
	}
	e.First, e.Last = v.table.Span()
	e.All = true
	if r.Only != nil {
		both, err := v.match(ctx, r.Query, r.Only)
		if err != nil {
			return nil, err
		}
		e.All = e.Matching == r.Only.Count() && e.Matching == both.total(v)
		if m, err = v.match(ctx, query.All(), r.Only); err != nil {
			return nil, err
		}
		if gone := r.Only.Count() - m.total(v); gone > 0 {
			return nil, failure.Newf("export", "", "%d of the selected events are no longer in the archive; select again", gone)
		}
	}
	e.Count = m.total(v)
	if e.Coverage, err = v.Coverage(ctx, r.Query.From, r.Query.To, r.Zone); err != nil {
		return nil, err
	}
	if e.Signer, e.Checkpoint, e.Journal, err = v.a.ledger.Sign(v.snapshot.Tree); err != nil {
		return nil, err
	}
	switch c := lastCosigned(v); {
	case c == nil:
	case c.Size < e.TreeSize:
		e.Witnessed = c.Note
	case c.Key == integrity.KeyID(e.Signer.Verifier()):
		e.Checkpoint = c.Note
	}
	id = v.a.ledger.Identity()
	e.FormerKeys, e.Holds = slices.Clone(id.Keys[:len(id.Keys)-1]), slices.Clone(id.Holds)
	past := v.a.ledger.Past(e.TreeSize)
	e.Released, e.Earlier = past.Released, past.Earlier
	if e.Coverage.Doubt == "" {
		e.Coverage.Doubt = past.Doubt
	}
	e.Events = func(yield func(Hit, error) bool) {
		err := v.each(ctx, m, r.Order, func(f *found) bool {
			return yield(v.hit(*f), nil)
		})
		if err != nil {
			yield(Hit{}, err)
		}
	}
	return e, nil
}
