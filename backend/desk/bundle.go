package desk

import (
	"context"
	"io"
	"iter"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/ledger"
	"daybook/backend/proof"
	"daybook/backend/query"
	"daybook/backend/retention"
)

// bundleFile writes a bundle to path, complete and verified or not at all.
func bundleFile(ctx context.Context, a *archive.Archive, path string, r Request, progress func(done, total int)) (done Handed, err error) {
	if err := r.Check(); err != nil {
		return done, err
	}
	if r.Zone == nil {
		r.Zone = time.UTC
	}
	if hides(&r) { // an order by what is left out would tell of it
		r.Order = query.DefaultOrder()
	}
	request := archive.Request{Query: r.Query, Order: r.Order, Only: r.Only, Zone: r.Zone}
	if err := a.Ledger().MaySign(); err != nil {
		return done, err
	}
	err = a.ViewWhole(ctx, func(v *archive.View) error {
		e, err := v.Evidence(ctx, request)
		if err != nil {
			return err
		}
		m := r.manifest(e)
		b := export.Bundle{
			Manifest: *m, Events: leaves(e.Events), Redaction: r.Redaction, Hashes: e.Hashes, Earlier: e.Earlier, Checkpoint: e.Checkpoint, Witnessed: e.Witnessed,
			Key: e.Signer.Verifier(), SignPayload: e.Signer.SignPayload, Progress: progress,
			Appears: func(f export.Output) error {
				_, err := a.Ledger().Record(ctx, ledger.KindBundle, r.handover(e, f))
				return err
			},
		}
		if r.Encrypt != nil {
			b.Encrypt = func(w io.Writer) (io.WriteCloser, export.Opener, error) {
				to, key, err := r.Encrypt.Encrypt(w)
				return to, key.Open, err
			}
		}
		f, err := export.BundleFile(ctx, path, b)
		done = handed(a, f, e.Unread)
		return err
	})
	return done, err
}

// hides reports whether the order of r is by a part that is left out of events.
func hides(r *Request) bool {
	parts := r.Redaction.Parts()
	return r.Order.By == query.ByMember && parts.Has(event.Member) || r.Order.By == query.ByDescription && parts.Has(event.Description)
}

func leaves(events iter.Seq2[archive.Hit, error]) iter.Seq2[export.Leaf, error] {
	return func(yield func(export.Leaf, error) bool) {
		for hit, err := range events {
			if !yield(export.Leaf{Number: int64(hit.Seq), Event: hit.Event, Salt: hit.Salt}, err) {
				return
			}
		}
	}
}

func (r *Request) manifest(e *archive.Evidence) *proof.Manifest {
	m := &proof.Manifest{
		Case: r.Case, Purpose: r.Purpose, Recipient: r.Recipient,
		Made: proof.Made{
			UTC: r.Now.UTC().Truncate(time.Second), Local: r.Now.Format(time.RFC3339), Zone: r.Now.Format("MST"), User: e.User, Program: r.Program,
		},
		Archive: proof.Source{
			ID: e.ID, Name: e.Name, Plan: planWords(e.Plan), TreeSize: e.TreeSize, Root: e.Root, Key: e.Signer.Verifier(),
		},
		Asked:   r.asked(e),
		Counts:  proof.Counts{Archive: e.Archive, Matching: e.Matching, Selected: e.Count, Unread: e.Unread},
		Journal: proof.Journal{Lines: e.Journal.Lines, Head: e.Journal.Hash, Damage: e.Coverage.Doubt, Unwritten: e.Unwritten},
	}
	if e.Archive > 0 {
		m.Archive.First, m.Archive.Last = e.First.String(), e.Last.String()
	}
	for i := range e.Imports {
		m.Imports = append(m.Imports, imported(&e.Imports[i]))
	}
	from, until := r.Query.From, r.Query.To
	first, last := e.First, e.Last
	if e.Archive == 0 { // then there is no time but the present
		first = event.Time(r.Now.UnixNano())
		last = first
	}
	if from == event.Earliest {
		from = first
	}
	if until == event.Latest {
		until = last
	} else {
		until--
	}
	m.Range = proof.Range{From: r.day(from), Until: r.day(until), Zone: r.Zone.String()}
	for _, q := range e.Coverage.Quiet {
		m.Quiet = append(m.Quiet, proof.Quiet{From: q.First, Until: q.Last, Days: q.Days})
	}
	m.QuietDays = e.Coverage.Days
	for _, k := range e.FormerKeys {
		m.Archive.FormerKeys = append(m.Archive.FormerKeys, k.Verifier)
	}
	r.retained(e, m)
	return m
}

func (r *Request) day(t event.Time) string { return t.UTC().In(r.Zone).Format(time.DateOnly) }

func (r *Request) asked(e *archive.Evidence) proof.Asked {
	q := r.Query
	asked := proof.Asked{
		Selection: "all", Words: q.Words(r.Zone), Typed: r.Typed, Query: q.String(),
		Categories: q.Categories, Actions: q.Actions, Members: q.Members, Imports: q.Imports, ConflictsOnly: q.ConflictsOnly,
		Order: proof.Order{By: r.Order.By.String(), Descending: r.Order.Desc}, Zone: r.Zone.String(),
	}
	if !e.All {
		asked.Selection = "chosen"
	}
	if q.From != event.Earliest {
		asked.From = q.From.String()
	}
	if q.To != event.Latest {
		asked.Until = q.To.String()
	}
	return asked
}

func imported(i *archive.Import) proof.Import {
	out := proof.Import{
		Number: i.Number, File: i.File, Bytes: i.Size, SHA256: i.SHA256, Source: i.Source,
		Read: i.Read, Added: i.Added, Duplicates: i.Duplicates, Conflicts: i.Conflicts, Rejected: i.Rejected,
		FirstNumber: i.FirstSeq, Notes: i.Notes, Finished: i.Finished, User: i.User, Program: i.Program,
	}
	switch {
	case i.SumGone():
		out.SHA256 = proof.SumGone
	case i.Damage != nil && i.Mark != "":
		out.SHA256 = proof.SumUnknown
	}
	for _, rejection := range i.Rejections {
		out.Rejections = append(out.Rejections, proof.Rejected{Import: i.Number, At: rejection.At, Reason: rejection.Reason})
	}
	return out
}

func planWords(name string) string {
	plan, err := retention.PlanNamed(name)
	if err != nil {
		return name
	}
	if plan.Days == 0 {
		return plan.Title
	}
	return plan.Title + ", " + plan.Keeps()
}

// handover returns the journal's record of a bundle.
func (r *Request) handover(e *archive.Evidence, f export.Output) ledger.Handover {
	h := ledger.Handover{
		File: f.Path, Format: string(Bundle), Sum: f.SHA256, Bytes: f.Bytes, Events: f.Events, Matching: e.Matching, Archive: e.Archive, Unread: e.Unread,
		Asked: ledger.AskedOf(r.Typed, r.Query, r.Order, r.Zone), Case: r.Case, Purpose: r.Purpose, Recipient: r.Recipient,
	}
	if !e.All {
		h.Selected = e.Count
	}
	if r.Encrypt != nil {
		h.EncryptedFor, h.Plain = r.Encrypt.Words(), f.Plain.String()
	}
	h.LeftOut, h.LeftOutOf = leftOut(&r.Redaction)
	return h
}

// leftOut names the parts that are left out, and says of how many chosen events, 0 for all.
func leftOut(of *export.Redaction) (parts []string, events int) {
	if of.All == 0 {
		events = len(of.Some)
	}
	all := of.Parts()
	for p := event.Member; p <= event.Details; p++ {
		if all.Has(p) {
			parts = append(parts, proof.PartName(p))
		}
	}
	return parts, events
}
