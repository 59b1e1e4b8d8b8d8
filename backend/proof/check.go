package proof

import (
	"slices"
	"time"

	"daybook/backend/event"
	"daybook/backend/query"
)

// An eventCheck compares each event with the proofs and with the manifest.
type eventCheck struct {
	v        *verifier
	found    []bool // by index in the proofs
	from, to event.Time
	before   *Line
	asked    *query.Query
	texts    bool // the query looks at parts that can be left out
	order    query.Order
	by       event.Part // that the order looks at
	imports  []Import
	counts   []int
	wide     bool

	left   Omitted // that was found
	formed bool    // an actor is shown who has the form of a name
}

func newEventCheck(v *verifier) *eventCheck {
	c := &eventCheck{v: v, from: event.Latest, to: event.Earliest}
	if v.proofs != nil {
		c.found = make([]bool, len(v.proofs.numbers))
	}
	m := v.m
	if m == nil {
		return c
	}
	c.imports = slices.Clone(m.Imports)
	slices.SortStableFunc(c.imports, func(a, b Import) int { return int(a.FirstNumber - b.FirstNumber) })
	c.counts = make([]int, len(c.imports))
	var err error
	if c.order, err = query.ParseOrder(m.Asked.Order.By, m.Asked.Order.Descending); err != nil {
		v.verdict.add("%s: its order is not known", ManifestName)
	}
	c.by = event.What
	switch c.order.By {
	case query.ByMember:
		c.by = event.Member
	case query.ByDescription:
		c.by = event.Description
	}
	c.ask(m)
	return c
}

// ask reads the query, as far as it is not left out.
func (c *eventCheck) ask(m *Manifest) {
	v, q := c.v, query.All()
	if m.LeftOut.Query {
		var ok bool
		if q, ok = shownQuery(&m.Asked); !ok {
			v.verdict.add("%s: it says that its query is left out, and shows of it", ManifestName)
			return
		}
	} else {
		if len(m.Asked.Query) > maxQuery {
			v.verdict.add("%s: its query is longer than one can be", ManifestName)
			return
		}
		var err error
		if q, err = query.Parse(m.Asked.Query, time.UTC); err != nil {
			v.verdict.add("%s: its query cannot be read", ManifestName)
			return
		}
		q.Members = m.Asked.Members
		c.texts = len(q.Terms) > 0 || len(q.Members) > 0
	}
	// A bundle does not say which events conflict.
	q.Categories, q.Actions, q.Imports = m.Asked.Categories, m.Asked.Actions, m.Asked.Imports
	if m.Asked.Selection == "all" {
		c.asked = &q
	}
}

// shownQuery is what is shown of a query whose words and members are left out.
func shownQuery(a *Asked) (q query.Query, ok bool) {
	q = query.All()
	ok = a.Words == LeftOut && a.Typed == LeftOut && a.Query == LeftOut
	ok = ok && (len(a.Members) == 0 || len(a.Members) == 1 && a.Members[0] == LeftOut)
	for to, text := range map[*event.Time]string{&q.From: a.From, &q.To: a.Until} {
		if text == "" {
			continue
		}
		t, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return q, false
		}
		if *to, err = event.TimeOf(t); err != nil || to.String() != text {
			return q, false
		}
	}
	return q, ok
}

// event checks the next event, of which shown is what the other files have.
func (c *eventCheck) event(l *Line, shown *event.Event) {
	v, e := c.v, &l.Event
	say := func(format string, args ...any) {
		v.verdict.add("%s: "+format, append([]any{EventsName}, args...)...)
	}
	if len(v.first) < ReportEvents {
		v.first = append(v.first, Reported(shown))
	}
	c.wide = c.wide || Wide(shown)
	c.from, c.to = min(c.from, e.Time), max(c.to, e.Time)
	c.omitted(l, say)
	if p := v.proofs; p != nil {
		i, ok := slices.BinarySearch(p.numbers, l.Number)
		switch {
		case !ok:
			say("%s was added: there is no proof of it", named(l.Number, e.ID))
		case c.found[i]:
			say("%s is there twice", named(l.Number, e.ID))
		case l.Leaf() != p.hashes[i]:
			say("%s was changed: it is not the one that is proven", named(l.Number, e.ID))
		}
		if ok {
			c.found[i] = true
		}
	}
	if v.m == nil {
		return
	}
	// Events whose place depends on a part that is left out are in the order of nothing
	// that can be seen.
	if b := c.before; b != nil && !l.Left.Has(c.by) && !b.Left.Has(c.by) && query.Compare(c.order, &b.Event, e, uint64(b.Number), uint64(l.Number)) >= 0 {
		say("%s is out of order", named(l.Number, e.ID))
	}
	v.verdict.Unordered = v.verdict.Unordered || l.Left.Has(c.by)
	held := *l
	c.before = &held
	i := ImportOf(c.imports, l.Number)
	if i < 0 {
		say("%s was brought by no import that the manifest lists", named(l.Number, e.ID))
		return
	}
	c.counts[i]++
	if c.asked != nil && !(c.texts && l.Left != 0) && !c.asked.Match(e, query.Place{Import: c.imports[i].Number}) {
		say("%s is not what was asked for", named(l.Number, e.ID))
	}
}

// omitted counts what is left out of an event, and checks the name of its member.
func (c *eventCheck) omitted(l *Line, say func(format string, args ...any)) {
	if l.Left == 0 || !l.Left.Has(event.Member) {
		_, is := IsMemberName(l.Event.Actor)
		c.formed = c.formed || is
	}
	if l.Left == 0 {
		return
	}
	c.left.Events++
	if l.Left.Has(event.Member) {
		c.left.Members++
		n, is := IsMemberName(l.Name)
		if !is || n > c.left.Names+1 {
			say("%s has a member who is named otherwise than in turn", named(l.Number, l.Event.ID))
		} else {
			c.left.Names = max(c.left.Names, n)
		}
	}
	if l.Left.Has(event.Description) {
		c.left.Descriptions++
	}
	if l.Left.Has(event.Details) {
		c.left.Details++
	}
}

func (c *eventCheck) end() {
	v := c.v
	for i, found := range c.found {
		if !found {
			v.verdict.add("%s: event number %d was removed", EventsName, v.proofs.numbers[i])
		}
	}
	if v.m == nil {
		return
	}
	m, got := v.m, Span{}
	if v.verdict.Events > 0 {
		got = Span{c.from.String(), c.to.String()}
	}
	if m.Counts.Exported != v.verdict.Events {
		v.verdict.add("%s: it says that %d events were exported, and there are %d", ManifestName, m.Counts.Exported, v.verdict.Events)
	} else if m.Exported != got {
		v.verdict.add("%s: it says that the events are from %s to %s, and they are from %s to %s", ManifestName,
			quoted(m.Exported.First), quoted(m.Exported.Last), quoted(got.First), quoted(got.Last))
	}
	for i, n := range c.counts {
		if c.imports[i].Exported != n {
			v.verdict.add("%s: it says that %d events came with import %d, and %d did", ManifestName, c.imports[i].Exported, c.imports[i].Number, n)
		}
	}
	c.left.Query, c.left.Texts = m.LeftOut.Query, m.LeftOut.Texts
	switch {
	case c.left != m.LeftOut:
		v.verdict.add("%s: it says otherwise what is left out of the events than they do", ManifestName)
	case c.left.Events == 0 && (c.left.Query || c.left.Texts != 0):
		v.verdict.add("%s: it says that texts are left out, and no event has a part that is", ManifestName)
	case c.left.Events > 0 && c.texts:
		v.verdict.add("%s: it shows the words or members of its query, which tell what is left out of the events", ManifestName)
	case c.formed && c.left.Names > 0:
		v.verdict.add("%s: a member is shown who has the form of a name that stands for one", EventsName)
	}
}
