package export

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"slices"

	"daybook/backend/event"
	"daybook/backend/proof"
	"daybook/backend/query"
)

// A Redaction says what is left out of a bundle. Beside these parts, the writer leaves
// out whatever else would tell them, compared folded (package query):
//
//   - a member or a description, of any event, that contains a member or a description
//     which is left out of some event, and details that contain one;
//   - the details of an event whose member or description is left out, since they are
//     the source's own record of both, and details that are equal to those of such
//     an event;
//   - members who are called as those are who stand for others (Member 1);
//   - the words and members of the query, the words of holds, and any text of the manifest
//     that contains a text which is left out;
//   - size and SHA-256 of the imported files that brought such an event.
//
// What is always shown, event_id, category and action, must not contain a member who is left
// out: see ErrAlwaysShown. The member event.System is nobody, and is never left out. Texts of
// less than three characters are only compared as a whole, since they are in every text.
type Redaction struct {
	All  proof.Parts           // of every event
	Some map[int64]proof.Parts // of events by number, beside All
}

// Empty reports whether nothing is left out.
func (r *Redaction) Empty() bool { return r.All == 0 && len(r.Some) == 0 }

// Parts returns the parts that are left out of any event.
func (r *Redaction) Parts() proof.Parts {
	parts := r.All
	for _, more := range r.Some {
		parts |= more
	}
	return parts
}

// of returns the parts that are to be left out of an event.
func (r *Redaction) of(l *Leaf) proof.Parts {
	parts := (r.All | r.Some[l.Number]) & proof.AllParts
	if l.Event.Actor == event.System {
		parts &^= theMember
	}
	return parts
}

// ErrAlwaysShown reports an event that cannot be in a bundle, since its event_id, category or
// action has the member who is left out.
var ErrAlwaysShown = errors.New("its event_id, category or action has a member who is left out, and is always shown")

// A redactor leaves out what a Redaction says, and what else would tell it.
type redactor struct {
	what    Redaction
	secrets *secrets // members and descriptions
	members *secrets
	details map[event.Hash]bool // that are left out
	tainted map[string]bool     // texts of the manifest that tell something
	names   map[string]string
	left    proof.Omitted
	any     bool
	naming  bool // a member is left out, so that names stand for members
}

var (
	theMember      = proof.PartsOf(event.Member)
	theDescription = proof.PartsOf(event.Description)
	theDetails     = proof.PartsOf(event.Details)
)

// newRedactor reads the events twice where something is to be left out, and once more where
// a member is called as if it were a name.
func newRedactor(ctx context.Context, b *Bundle, m *proof.Manifest) (*redactor, error) {
	r := &redactor{what: b.Redaction, secrets: newSecrets(), members: newSecrets(), details: make(map[event.Hash]bool), tainted: make(map[string]bool), names: make(map[string]string)}
	if r.what.Empty() {
		return r, nil
	}
	n := 0
	each := func(do func(l *Leaf) error) error {
		for l, err := range b.Events {
			if err == nil && n%tellEvery == 0 {
				err = ctx.Err()
			}
			if err == nil {
				err = do(&l)
			}
			if err != nil {
				return err
			}
			n++
		}
		return nil
	}
	strange := false // a member is called as if it were a name
	err := each(func(l *Leaf) error {
		parts := r.what.of(l)
		_, named := proof.IsMemberName(l.Event.Actor)
		strange = strange || named
		if parts&theMember != 0 {
			r.naming = true
			r.secrets.add(l.Event.Actor)
			r.members.add(l.Event.Actor)
		}
		if parts&theDescription != 0 {
			r.secrets.add(l.Event.Description)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	r.secrets.sort()
	r.members.sort()
	if strange && !r.naming {
		if err := each(func(l *Leaf) error { r.naming = r.naming || r.parts(l)&theMember != 0; return nil }); err != nil {
			return nil, err
		}
	}
	told := newTold(m)
	err = each(func(l *Leaf) error {
		parts := r.parts(l)
		if parts == 0 {
			return nil
		}
		r.any = true
		e := &l.Event
		_, public := event.Meaning(e.Category, e.Action)
		if r.members.tells(e.ID) || !public && (r.members.tells(e.Category) || r.members.tells(e.Action)) {
			return fmt.Errorf("event number %d (%q): %w", l.Number, e.ID, ErrAlwaysShown)
		}
		if parts&theMember != 0 {
			told.look(e.Actor, r.tainted)
		}
		if parts&theDescription != 0 {
			told.look(e.Description, r.tainted)
		}
		if parts&theDetails != 0 && len(e.Details) > 0 {
			r.details[sha256.Sum256(e.Details)] = true
			told.look(string(e.Details), r.tainted)
		}
		return nil
	})
	return r, err
}

// parts returns the parts that are left out of an event for any reason but that its details
// are those of another.
func (r *redactor) parts(l *Leaf) proof.Parts {
	parts, e := r.what.of(l), &l.Event
	_, named := proof.IsMemberName(e.Actor)
	if parts&theMember == 0 && e.Actor != event.System && (r.secrets.tells(e.Actor) || named && r.naming) {
		parts |= theMember
	}
	if parts&theDescription == 0 && r.secrets.tells(e.Description) {
		parts |= theDescription
	}
	if parts&(theMember|theDescription) != 0 || parts&theDetails == 0 && r.secrets.tellsOf(e.Details) {
		parts |= theDetails
	}
	return parts
}

// lines returns the lines of events.jsonl.
func (r *redactor) lines(events iter.Seq2[Leaf, error]) iter.Seq2[proof.Line, error] {
	return func(yield func(proof.Line, error) bool) {
		r.left = proof.Omitted{}
		for l, err := range events {
			if err != nil {
				yield(proof.Line{}, err)
				return
			}
			if !yield(r.line(&l), nil) {
				return
			}
		}
	}
}

func (r *redactor) line(l *Leaf) proof.Line {
	if !r.any {
		return proof.NewLine(l.Number, l.Event, l.Salt, 0, "")
	}
	parts, name := r.parts(l), ""
	if len(l.Event.Details) == 0 {
		parts &^= theDetails
	} else if r.details[sha256.Sum256(l.Event.Details)] {
		parts |= theDetails
	}
	if parts&theMember != 0 {
		if name = r.names[l.Event.Actor]; name == "" {
			name = proof.MemberName(len(r.names) + 1)
			r.names[l.Event.Actor] = name
		}
		r.left.Members++
	}
	if parts&theDescription != 0 {
		r.left.Descriptions++
	}
	if parts&theDetails != 0 {
		r.left.Details++
	}
	if parts != 0 {
		r.left.Events++
	}
	r.left.Names = len(r.names)
	return proof.NewLine(l.Number, l.Event, l.Salt, parts, name)
}

// describe puts into the manifest what is left out, and leaves out of it what would tell it.
// touched are the numbers of the imports that brought an event of which a part is left out.
func (r *redactor) describe(m *proof.Manifest, touched map[int]bool) {
	if r.left.Events == 0 {
		return
	}
	m.LeftOut = r.left
	m.Purges, m.Asked.Members = slices.Clone(m.Purges), slices.Clone(m.Asked.Members)
	for i := range m.Purges {
		m.Purges[i].Holds = slices.Clone(m.Purges[i].Holds)
	}
	for _, text := range texts(m) {
		if r.tainted[*text] {
			*text = proof.LeftOut
			m.LeftOut.Texts++
		}
	}
	for i := range m.Holds {
		if m.Holds[i].Words != proof.LeftOut {
			m.Holds[i].Words = proof.LeftOut
			m.LeftOut.Texts++
		}
	}
	for i := range m.Imports {
		if touched[m.Imports[i].Number] {
			m.Imports[i].Bytes, m.Imports[i].SHA256 = 0, proof.LeftOut
		}
	}
	q, err := query.Parse(m.Asked.Query, nil)
	if err != nil || len(q.Terms) > 0 || len(m.Asked.Members) > 0 {
		m.LeftOut.Query = true
		m.Asked.Words, m.Asked.Typed, m.Asked.Query = proof.LeftOut, proof.LeftOut, proof.LeftOut
		if len(m.Asked.Members) > 0 {
			m.Asked.Members = []string{proof.LeftOut}
		}
	}
}

// texts returns the texts of a manifest that people or sources wrote.
func texts(m *proof.Manifest) []*string {
	all := []*string{
		&m.Case, &m.Purpose, &m.Recipient, &m.Made.User, &m.Made.Zone, &m.Archive.Name, &m.Archive.Plan,
		&m.Asked.Zone, &m.Range.Zone, &m.Journal.Damage, &m.Journal.Unwritten,
	}
	add := func(more ...*string) { all = append(all, more...) }
	list := func(of []string) {
		for i := range of {
			add(&of[i])
		}
	}
	for i := range m.Imports {
		one := &m.Imports[i]
		add(&one.File, &one.Source, &one.User, &one.Program)
		list(one.Notes)
	}
	for i := range m.Rejected {
		add(&m.Rejected[i].At, &m.Rejected[i].Reason)
	}
	for i := range m.Purges {
		add(&m.Purges[i].User, &m.Purges[i].Rule)
		list(m.Purges[i].Holds)
	}
	for i := range m.Holds {
		h := &m.Holds[i]
		add(&h.ID, &h.Name, &h.Reason, &h.Words, &h.User, &h.ReleasedBy, &h.ReleaseReason)
	}
	return all
}
