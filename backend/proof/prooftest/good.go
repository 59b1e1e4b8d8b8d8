package prooftest

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/proof"
	"daybook/backend/query"
)

// good collects bundles that are as an archive writes them.
type good struct{ all []Vector }

// add adds a bundle; change, where not nil, makes it of the usual one.
func (g *good) add(name string, s *Source, numbers []int64, change func(b *export.Bundle)) *Vector {
	b := s.Bundle(numbers, query.DefaultOrder())
	if change != nil {
		change(&b)
	}
	g.all = append(g.all, Vector{Name: name, Bundle: func() []byte { return Written(b) }, Key: s.Key.Verifier(), Events: len(numbers)})
	return &g.all[len(g.all)-1]
}

// matching returns the numbers of the events that match typed text.
func matching(s *Source, typed string) (numbers []int64, q query.Query) {
	q = must(query.Parse(typed, time.UTC))
	for i := range s.Events {
		if q.Match(&s.Events[i], query.Place{}) {
			numbers = append(numbers, int64(i))
		}
	}
	return numbers, q
}

func goodBundles() []Vector {
	g := new(good)
	sixty := NewSource(Samples(60))
	some := []int64{1, 2, 3, 30, 48, 59}
	odd := NewSource(append(Samples(20), Exhibits()...))

	g.add("empty archive", NewSource(nil), nil, nil)
	g.add("no event of 60", sixty, nil, nil)
	g.add("no event of 1", NewSource(Samples(1)), nil, nil)
	g.add("1 event of 1", NewSource(Samples(1)), All(1), nil)
	g.add("1 event of 2", NewSource(Samples(2)), []int64{1}, nil)
	g.add("first event of 60", sixty, []int64{0}, nil)
	g.add("last event of 60", sixty, []int64{59}, nil)
	for _, n := range []int{2, 3, 31, 32, 33} {
		g.add(fmt.Sprintf("all of %d", n), NewSource(Samples(n)), All(n), nil)
	}
	g.add("every form of text", odd, All(len(odd.Events)), nil)
	for _, order := range []query.Order{{By: query.ByTimestamp}, {By: query.ByMember}, {By: query.ByMember, Desc: true}, {By: query.ByAction}, {By: query.ByDescription, Desc: true}} {
		b := sixty.Bundle(some, order)
		name := "by " + order.By.String()
		if order.Desc {
			name += ", descending"
		}
		g.all = append(g.all, Vector{Name: name, Bundle: func() []byte { return Written(b) }, Key: sixty.Key.Verifier(), Events: len(some)})
	}
	g.add("more events than the report lists", NewSource(Samples(450)), All(450), nil)
	g.add("texts as long as can be", NewSource([]event.Event{
		{ID: "e", Actor: strings.Repeat("a", 1<<20), Category: "c", Action: "a", Description: strings.Repeat("é", 1<<19), Details: []byte(strings.Repeat(" ", 1<<20)), Time: event.MaxTime},
	}), All(1), nil)

	g.add("chosen by hand", sixty, some, func(b *export.Bundle) { b.Manifest.Asked.Selection, b.Manifest.Counts.Matching = "chosen", 60 })
	g.asked("words", sixty, "received")
	g.asked("a member", sixty, "-member:system")
	g.asked("a time", sixty, "after:2026-02-01 before:2026-09-01")
	g.add("gaps and nothing else", sixty, some, func(b *export.Bundle) { b.Manifest.Purges, b.Manifest.Holds = nil, nil })
	g.add("no gaps, no holds, no purges", sixty, some, func(b *export.Bundle) {
		m := &b.Manifest
		m.Quiet, m.QuietDays, m.Purges, m.Holds = nil, 0, nil, nil
	})
	g.add("more holds and purges than are listed", sixty, some, func(b *export.Bundle) {
		b.Manifest.Holds = slices.Repeat(b.Manifest.Holds, 501)
		b.Manifest.Purges = slices.Repeat(b.Manifest.Purges, 1001)
	})
	g.add("a damaged journal", sixty, some, func(b *export.Bundle) { b.Manifest.Journal.Damage = "line 7 is not the one that was written" })
	g.add("a journal that cannot be written", sixty, some, func(b *export.Bundle) { b.Manifest.Journal.Unwritten = "the folder is read-only" })
	g.add("events that cannot be read", sixty, some, func(b *export.Bundle) { b.Manifest.Counts.Archive, b.Manifest.Counts.Unread = 55, 5 })
	g.add("nothing typed", sixty, some, func(b *export.Bundle) { b.Manifest.Case, b.Manifest.Purpose, b.Manifest.Recipient = "", "", "" })
	g.add("markup and hidden characters", sixty, some, func(b *export.Bundle) {
		b.Manifest.Case, b.Manifest.Purpose = `<script>alert("1 & 2")</script>`, "a\u202eb\u200bc\x00d 'e' + `f`"
	})
	g.add("no earlier checkpoint", sixty, some, func(b *export.Bundle) { b.Earlier = nil })
	g.add("every earlier checkpoint", sixty, some, func(b *export.Bundle) {
		b.Earlier = nil
		for size := range int64(59) {
			b.Earlier = append(b.Earlier, sixty.At(size+1))
		}
	})
	g.add("a kept checkpoint of as many", sixty, some, nil).Checkpoint = sixty.Kept(60, sixty.Key)
	g.add("a kept checkpoint of fewer", sixty, some, nil).Checkpoint = sixty.Kept(45, sixty.Key)
	former := NewKey(ArchiveID, 9)
	g.add("former keys", sixty, some, func(b *export.Bundle) { b.Manifest.Archive.FormerKeys = []string{former.Verifier()} }).Checkpoint = sixty.Kept(30, former)
	g.add("lines behind the checkpoint", sixty, some, func(b *export.Bundle) {
		b.Checkpoint = sixty.Kept(60, sixty.Key, "journal 12 "+strings.Repeat("A", 43)+"=")
	})
	g.cosigned(sixty, some)
	g.redacted(sixty, some)
	return g.all
}

// asked adds a bundle of all events that match typed text.
func (g *good) asked(name string, s *Source, typed string) {
	numbers, q := matching(s, typed)
	g.add("asked for "+name, s, numbers, func(b *export.Bundle) { ask(b, typed, q) })
}

func ask(b *export.Bundle, typed string, q query.Query) {
	a := &b.Manifest.Asked
	a.Typed, a.Words, a.Query = typed, q.Words(time.UTC), q.String()
	if q.From != event.Earliest {
		a.From = q.From.String()
	}
	if q.To != event.Latest {
		a.Until = q.To.String()
	}
}

func (g *good) redacted(s *Source, numbers []int64) {
	add := func(name string, of *Source, numbers []int64, r export.Redaction, change func(b *export.Bundle)) {
		left := 0
		b := of.Bundle(numbers, query.DefaultOrder())
		b.Redaction = r
		if change != nil {
			change(&b)
		}
		m := must(export.WriteBundle(ctx, io.Discard, b))
		left = m.LeftOut.Events
		g.add("redacted "+name, of, numbers, func(to *export.Bundle) { *to = b }).LeftOut = left
	}
	all := func(parts ...event.Part) export.Redaction { return export.Redaction{All: proof.PartsOf(parts...)} }
	chosen := func(numbers ...int64) export.Redaction {
		r := export.Redaction{Some: make(map[int64]proof.Parts)}
		for _, n := range numbers {
			r.Some[n] = proof.AllParts
		}
		return r
	}
	sixty := All(60)
	add("members", s, sixty, all(event.Member), nil)
	add("descriptions", s, sixty, all(event.Description), nil)
	add("details", s, sixty, all(event.Details), nil)
	add("members and details", s, numbers, all(event.Member, event.Details), nil)
	add("all that can be", s, sixty, all(event.Member, event.Description, event.Details), nil)
	add("one event", s, sixty, chosen(48), nil)
	add("chosen events", s, sixty, chosen(1, 2, 48, 54), nil)
	add("one event of one", s, []int64{48}, chosen(48), nil)
	add("every form of text", NewSource(append(Samples(20), Exhibits()...)), All(20+len(Exhibits())), all(event.Description), nil)
	typed := "-member:system"
	asked, q := matching(s, typed)
	add("with its query", s, asked, all(event.Member), func(b *export.Bundle) { ask(b, typed, q) })
	add("with the members of its query", s, asked, all(event.Member), func(b *export.Bundle) {
		for _, at := range asked {
			b.Manifest.Asked.Members = append(b.Manifest.Asked.Members, s.Events[at].Actor)
		}
		slices.Sort(b.Manifest.Asked.Members)
		b.Manifest.Asked.Members = slices.Compact(b.Manifest.Asked.Members)
	})
	add("with texts of the manifest", s, asked, all(event.Member, event.Description), func(b *export.Bundle) {
		actor := s.Events[asked[0]].Actor
		b.Manifest.Case, b.Manifest.Holds[0].Reason, b.Manifest.Imports[0].File = "Case "+strings.ToUpper(actor), "what "+actor+" did", actor+".json"
	})
	by := s.Bundle(sixty, query.Order{By: query.ByMember})
	by.Redaction = all(event.Member)
	left := must(export.WriteBundle(ctx, io.Discard, by)).LeftOut.Events
	g.all = append(g.all, Vector{Name: "redacted in the order of what is left out", Bundle: func() []byte { return Written(by) }, Key: s.Key.Verifier(), Events: 60, LeftOut: left})
}

// Large returns a bundle of n events of as many, and its key.
func Large(n int) (zip []byte, key string) {
	s := NewSource(Samples(n))
	return Written(s.Bundle(All(n), query.DefaultOrder())), s.Key.Verifier()
}
